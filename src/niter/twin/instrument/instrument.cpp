#include "niter/twin/instrument/instrument.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "niter/base/share.hpp"
#include "niter/base/text.hpp"
#include "niter/config/read.hpp"

namespace niter::twin {
namespace {

struct Entry {
  Instrument instrument;
  Where where;

  template <class V>
  void visit(V& v) {
    where = v.where();
    instrument.visit(v);
  }
};

struct InstrumentsFile {
  int schema = 0;
  std::vector<Entry> instruments;

  template <class V>
  void visit(V& v) {
    v.required("schema", schema, "version of the format");
    v.required("instrument", instruments, "the list");
  }
};

Status check(const Entry& entry, std::set<std::string>& ids) {
  const Instrument& instrument = entry.instrument;
  const auto refuse = [&](std::string_view what) {
    return fail(Error{Code::Inconsistent,
                      fmt::format("instrument '{}': {}", instrument.id, what),
                      entry.where,
                      {}});
  };
  const auto& ranges = instrument.ranges.values;
  if (!ids.insert(instrument.id).second) return refuse("defined twice");
  if (!std::is_sorted(ranges.begin(), ranges.end(), std::less_equal<>()) ||
      (!ranges.empty() && ranges.front() <= 0)) {
    return refuse("its current ranges are not ascending");
  }
  if (!ranges.empty() && instrument.current_limit.value == 0) {
    return refuse("a range has a largest reading");
  }
  for (const auto* number : numbers_of(instrument)) {
    if (number->value < 0) return refuse("a number is below zero");
  }
  if (instrument.conversion_time.value <= 0 || instrument.bandwidth.value <= 0) {
    return refuse("a converter takes time and has a bandwidth");
  }
  return {};
}

}  // namespace

std::vector<const chem::Datum*> numbers_of(const Instrument& i) {
  return {&i.current_limit,     &i.current_step,    &i.current_gain,     &i.current_offset,
          &i.current_noise,     &i.current_flicker, &i.shunt_voltage,    &i.potential_limit,
          &i.potential_step,    &i.potential_gain,  &i.potential_offset, &i.potential_noise,
          &i.potential_flicker, &i.bandwidth,       &i.conversion_time};
}

Result<std::vector<Instrument>> load_instruments() {
  NITER_TRY(const std::filesystem::path path, share_file("instruments.toml"));
  NITER_TRY(const config::Value document, config::load_toml(path));
  NITER_TRY(InstrumentsFile file, config::read<InstrumentsFile>(document));
  std::vector<Instrument> instruments;
  std::set<std::string> ids;
  for (auto& entry : file.instruments) {
    NITER_OK(check(entry, ids));
    instruments.push_back(std::move(entry.instrument));
  }
  return instruments;
}

Result<Instrument> load_instrument(std::string_view id) {
  NITER_TRY(const auto instruments, load_instruments());
  std::vector<std::string> known;
  for (const auto& instrument : instruments) {
    if (instrument.id == id) return instrument;
    known.push_back(instrument.id);
  }
  const auto near = nearest(id, known);
  return fail(Code::NotFound, fmt::format("there is no instrument '{}'", id),
              near ? fmt::format("did you mean '{}'?", *near) : "there are " + join(known, ", "));
}

Instrument ideal_instrument() {
  Instrument ideal;
  ideal.id = "ideal";
  ideal.title = "ideal instrument";
  return ideal;
}

}  // namespace niter::twin
