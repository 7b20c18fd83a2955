#include "niter/study/fit/sweep_record.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "niter/analysis/echem/sweeps.hpp"
#include "niter/base/file.hpp"
#include "niter/io/readers.hpp"

namespace niter::study {
namespace {

Error in_record(const SweepRecordText& text, std::string what, std::string hint) {
  return {Code::InvalidInput, fmt::format("record '{}': {}", text.file, what), text.where,
          std::move(hint)};
}

// Times of a record that has none: the potential moves at one rate.
data::Column times(const std::vector<double>& potential, double rate) {
  data::Column t{"t", Unit::of("s"), {0.0}};
  for (std::size_t i = 1; i < potential.size(); ++i)
    t.values.push_back(t.values.back() + std::abs(potential[i] - potential[i - 1]) / rate);
  return t;
}

Status choose(const std::vector<int>& wanted, const SweepRecordText& text, SweepRecord& record) {
  if (wanted.empty()) return {};
  const int count = static_cast<int>(record.sweeps.size());
  for (auto& sweep : record.sweeps) sweep.fitted = false;
  for (const int k : wanted) {
    if (k < 1 || k > count)
      return fail(in_record(text, fmt::format("it has no sweep {}", k),
                            fmt::format("it has {}, counted from 1", count)));
    record.sweeps[static_cast<std::size_t>(k - 1)].fitted = true;
  }
  while (!record.sweeps.back().fitted) record.sweeps.pop_back();  // what comes after has no effect
  const std::size_t points = record.sweeps.back().last + 1;
  record.t.resize(points), record.E.resize(points), record.I.resize(points);
  return {};
}

}  // namespace

double SweepRecord::fastest() const {
  double out = 0;
  for (const Sweep& s : sweeps)
    out = std::max(out, std::abs((E[s.last] - E[s.first]) / (t[s.last] - t[s.first])));
  return out;
}

std::vector<std::size_t> SweepRecord::compared() const {
  std::vector<std::size_t> out;
  for (const Sweep& s : sweeps)
    for (std::size_t i = s.first + 1; s.fitted && i <= s.last; ++i) out.push_back(i);
  return out;
}

double noise_of(const SweepRecord& record) {
  std::vector<double> third;
  double largest = 0;
  for (std::size_t i = 0; i < record.I.size(); ++i) {
    largest = std::max(largest, std::abs(record.I[i]));
    if (i < 3) continue;
    third.push_back(
        std::abs(record.I[i] - 3 * record.I[i - 1] + 3 * record.I[i - 2] - record.I[i - 3]));
  }
  const auto middle = third.begin() + static_cast<std::ptrdiff_t>(third.size() / 2);
  std::nth_element(third.begin(), middle, third.end());
  return std::max(*middle / (0.6745 * std::sqrt(20.0)), 1e-4 * largest);
}

Result<SweepRecord> sweep_record(const data::Table& table, const SweepRecordText& text) {
  data::Table timed = table;
  NITER_TRY(const auto potential, table.column("E"));
  NITER_TRY(const auto current, table.column("I"));
  if (text.scan_rate) {
    if (!(text.scan_rate->si() > 0))
      return fail(
          in_record(text, "'scan_rate' must be positive", "its direction is in the record"));
    std::erase_if(timed.columns, [](const data::Column& c) { return c.name == "t"; });
    timed.columns.push_back(times({potential.begin(), potential.end()}, text.scan_rate->si()));
  } else if (table.find("t") == nullptr) {
    return fail(in_record(text, "it has no column of times",
                          "name it: columns = { t = \"...\" }, or give 'scan_rate'"));
  }
  for (std::size_t i = 0; i < current.size(); ++i)
    if (!std::isfinite(current[i]))
      return fail(in_record(text, fmt::format("point {} has no current", i + 1), "delete the row"));
  NITER_TRY(const auto sweeps, analysis::split_sweeps(timed));
  SweepRecord out;
  out.name = text.file;
  out.quiet = text.quiet.si();
  if (out.quiet < 0) return fail(in_record(text, "'quiet' is a time, not less than zero", ""));
  if (text.noise) out.noise = text.noise->si();
  if (text.noise && !(out.noise > 0))
    return fail(in_record(text, "'noise' must be positive", "leave it out if it is not known"));
  const auto& t = timed.find("t")->values;
  for (const auto& sweep : sweeps) {
    if (!sweep.steady)
      return fail(in_record(
          text,
          fmt::format("sweep {} ({:.3f} to {:.3f} V) has no steady rate", out.sweeps.size() + 1,
                      potential[sweep.first], potential[sweep.last]),
          "a fit needs straight sweeps: cut the record, or give 'scan_rate'"));
    if (!out.sweeps.empty() && sweep.first != out.sweeps.back().last)
      return fail(in_record(
          text,
          fmt::format("sweep {} does not begin where the one before ends", out.sweeps.size() + 1),
          "holds between sweeps and several records in one file are not fitted"));
    out.sweeps.push_back({sweep.first, sweep.last, true});
  }
  if (out.sweeps.empty()) return fail(in_record(text, "it holds no sweep", "is column E right?"));
  if (out.sweeps.front().first != 0)
    return fail(in_record(text, "it does not begin with a sweep",
                          "cut the hold off and say how long it was: quiet = \"2 s\""));
  for (std::size_t i = 0; i <= out.sweeps.back().last; ++i) {
    if (i > 0 && !(t[i] > t[i - 1]))
      return fail(
          in_record(text, fmt::format("time stands still at point {}", i + 1), "delete the row"));
    out.t.push_back(t[i] - t[0]), out.E.push_back(potential[i]), out.I.push_back(current[i]);
  }
  NITER_OK(choose(text.sweeps, text, out));
  return out;
}

Result<SweepRecord> load_sweep_record(const std::filesystem::path& folder,
                                      const SweepRecordText& text) {
  const auto bytes = read_file(folder / text.file);
  if (!bytes)
    return fail(Error{bytes.error().code, fmt::format("'file': {}", bytes.error().what), text.where,
                      "the path is relative to the fit file"});
  NITER_TRY(const auto table,
            io::read_only_table({*bytes, text.file}, {.columns = text.columns}, "potential",
                                [](const data::Table& part) {
                                  return part.find("E") != nullptr &&
                                         (part.find("I") != nullptr || part.find("j") != nullptr);
                                }));
  return sweep_record(table, text);
}

}  // namespace niter::study
