#include "niter/study/fit/fit_file.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/config/value.hpp"

namespace niter::study {
namespace {

Error at_parameter(const FittedNumberText& text, std::string what, std::string hint) {
  return {Code::InvalidInput, fmt::format("parameter '{}': {}", text.name, what), text.where,
          std::move(hint)};
}

Result<Quantity> read(const config::Value& value, std::string_view key, const std::string& unit) {
  Quantity out;
  NITER_OK(config::read_leaf(value, out, key, unit));
  return out;
}

Status set_bounds(const FittedNumberText& text, const CellNumber& number, Coordinate& c) {
  if (!text.low || !text.high)
    return fail(at_parameter(text, "it has neither bounds nor a prior",
                             "give 'low' and 'high', or prior = \"value +- uncertainty\""));
  NITER_TRY(const Quantity low, read(*text.low, "low", number.unit));
  NITER_TRY(const Quantity high, read(*text.high, "high", number.unit));
  if (!(low.si() < high.si()) || (number.positive && !(low.si() > 0)))
    return fail(at_parameter(
        text, fmt::format("'low' {} and 'high' {} are no bounds", low.text(), high.text()),
        number.positive ? "both are positive, the low one first" : "the low one first"));
  c.bounded = true;
  c.low = number.positive ? std::log(low.si()) : low.si();
  c.high = number.positive ? std::log(high.si()) : high.si();
  return {};
}

Status set_prior(const FittedNumberText& text, const CellNumber& number, Coordinate& c) {
  if (text.low || text.high)
    return fail(at_parameter(text, "it has bounds and a prior", "one of them says what is known"));
  NITER_TRY(const Quantity prior, read(*text.prior, "prior", number.unit));
  if (!(prior.si_sigma() > 0) || (number.positive && !(prior.si() > 0)))
    return fail(at_parameter(text, fmt::format("'prior' {} has no width", prior.text()),
                             "write it like \"0.24 +- 0.01 V\""));
  c.bounded = false;
  c.mean = number.positive ? std::log(prior.si()) : prior.si();
  c.sd = number.positive ? prior.si_sigma() / prior.si() : prior.si_sigma();
  return {};
}

Result<FitParameter> parameter(const FittedNumberText& text, const FittedCell& cell) {
  FitParameter out;
  out.name = text.name;
  for (const std::string& name : text.of.empty() ? std::vector{text.name} : text.of) {
    const auto found = cell.find(name);
    if (!found) return fail(at_parameter(text, found.error().what, found.error().hint));
    out.numbers.push_back(*found);
  }
  const CellNumber& number = cell.numbers()[out.numbers.front()];
  for (const std::size_t n : out.numbers) {
    const CellNumber& other = cell.numbers()[n];
    if (!Unit::of(other.unit).same_dimension(Unit::of(number.unit)) ||
        other.positive != number.positive)
      return fail(at_parameter(
          text, fmt::format("'{}' and '{}' cannot be equal", number.name, other.name), ""));
  }
  out.unit = number.unit;
  out.coordinate.logarithmic = number.positive;
  NITER_OK((text.prior ? set_prior : set_bounds)(text, number, out.coordinate));
  out.start = number.value;
  if (text.start) {
    NITER_TRY(const Quantity start, read(*text.start, "start", number.unit));
    out.start = start.si();
  }
  const Coordinate& c = out.coordinate;
  const bool positive_start = !number.positive || out.start > 0;
  const double q = !positive_start ? c.low - 1 : number.positive ? std::log(out.start) : out.start;
  if (!positive_start || (c.bounded && (q < c.low || q > c.high)))
    return fail(at_parameter(text,
                             fmt::format("it starts at {:g} {}, outside of its bounds",
                                         Unit::of(out.unit).from_si(out.start), out.unit),
                             "give 'start', or wider bounds"));
  return out;
}

}  // namespace

Result<FitProblem> fit_problem(const FitText& text, std::vector<SweepRecord> records) {
  NITER_TRY(auto cell, FittedCell::make(text.cell));
  FitProblem out{text.title, std::move(cell), std::move(records), {}};
  std::vector<std::size_t> taken;
  std::size_t points = 0;
  for (const FittedNumberText& p : text.parameters) {
    NITER_TRY(auto made, parameter(p, out.cell));
    for (const std::size_t n : made.numbers) {
      if (std::ranges::count(taken, n) > 0)
        return fail(at_parameter(p, fmt::format("'{}' is moved twice", out.cell.numbers()[n].name),
                                 "once is enough"));
      taken.push_back(n);
    }
    out.parameters.push_back(std::move(made));
  }
  for (const SweepRecord& r : out.records) points += r.compared().size();
  if (out.parameters.empty() || points <= out.parameters.size())
    return fail(Error{
        Code::InvalidInput,
        fmt::format("{} parameters cannot be fitted to {} points", out.parameters.size(), points),
        text.cell.where, "a fit has parameters, and more points than those"});
  return out;
}

Result<FitProblem> load_fit(const std::filesystem::path& file) {
  NITER_TRY(const auto document, config::load_toml(file));
  NITER_TRY(const auto text, config::read<FitText>(document));
  std::vector<SweepRecord> records;
  for (const SweepRecordText& r : text.records) {
    NITER_TRY(auto record, load_sweep_record(file.parent_path(), r));
    records.push_back(std::move(record));
  }
  return fit_problem(text, std::move(records));
}

}  // namespace niter::study
