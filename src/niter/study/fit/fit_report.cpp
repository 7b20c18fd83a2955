#include "niter/study/fit/fit_report.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

namespace niter::study {
namespace {

std::string_view verdict(Informed informed) {
  switch (informed) {
    case Informed::Alone:
      return "fixed";
    case Informed::Limit:
      return "only a limit";
    case Informed::Together:
      return "only with others";
    case Informed::Narrowed:
      return "narrowed";
    case Informed::NotAtAll:
      break;
  }
  return "not informed";
}

// In the unit of display. Where the parameter is moved in its logarithm, the error is a share.
struct Shown {
  double value, error, low, high;
};
Shown shown(const FitParameter& p, const FittedNumber& n) {
  const Unit unit = Unit::of(p.unit);
  const double error = p.coordinate.logarithmic ? n.value * n.standard_error : n.standard_error;
  return {unit.from_si(n.value), error / unit.scale(), unit.from_si(n.low), unit.from_si(n.high)};
}

std::string correlations(const FitProblem& problem, const FitResult& result) {
  const std::size_t n = result.numbers.size();
  std::string out = "\ncorrelation\n";
  for (std::size_t i = 0; i < n; ++i) {
    out += fmt::format("{:<18}", problem.parameters[i].name);
    for (std::size_t k = 0; k <= i; ++k)
      out += fmt::format(" {:>6.2f}", result.correlation[i * n + k]);
    out += "\n";
  }
  return out;
}

std::string residuals(const FitProblem& problem, const FitResult& result) {
  std::string out = fmt::format("\n{:<32} {:>7} {:>11} {:>11} {:>11}\n", "record", "points",
                                "rms / A", "noise / A", "neighbours");
  for (std::size_t r = 0; r < result.records.size(); ++r) {
    const FittedRecord& record = result.records[r];
    out +=
        fmt::format("{:<32.32} {:>7} {:>11.3g} {:>11.3g} {:>+11.3f}{}\n", problem.records[r].name,
                    record.current.size(), record.rms, record.noise, record.neighbours,
                    problem.records[r].noise > 0 ? "" : "  noise from the fit");
  }
  out += fmt::format("chi2 {:.1f} of {} degrees of freedom; {} of the starts end here\n",
                     result.chi2, result.freedom, result.starts_converged);
  out += fmt::format("{} simulations, and {} with exact slopes\n", result.simulations,
                     result.with_slopes);
  if (result.misses())
    out +=
        "the model misses the record by more than noise: neighbouring residuals go together, or "
        "chi2 is too large.\n"
        "The standard errors allow for both; what the model lacks is in none of them.\n";
  return out;
}

}  // namespace

std::string fit_text_of(const FitProblem& problem, const FitResult& result) {
  std::string out = problem.title + "\n\n";
  out += fmt::format("{:<18} {:>12} {:>11} {:>24}  {:<9} {}\n", "parameter", "value", "std. error",
                     "95 % interval", "unit", "the records");
  for (std::size_t k = 0; k < result.numbers.size(); ++k) {
    const FittedNumber& n = result.numbers[k];
    const Shown s = shown(problem.parameters[k], n);
    const std::string interval = fmt::format("{:.4g} to {:.4g}", s.low, s.high);
    out += fmt::format("{:<18} {:>12.5g} {:>11.2g} {:>24}  {:<9} {}\n", problem.parameters[k].name,
                       s.value, s.error, interval, problem.parameters[k].unit, verdict(n.informed));
  }
  out += "\n";
  for (const std::string& line : result.words) out += line + "\n";
  return out + correlations(problem, result) + residuals(problem, result);
}

config::Value to_value(const FitProblem& problem, const FitResult& result) {
  using config::Value;
  Value out(Value::Table{});
  out.set("title", problem.title);
  Value::Array numbers, words, matrix, records;
  const std::size_t n = result.numbers.size();
  for (std::size_t k = 0; k < n; ++k) {
    const FitParameter& p = problem.parameters[k];
    const FittedNumber& number = result.numbers[k];
    const Shown s = shown(p, number);
    Value one(Value::Table{});
    one.set("name", p.name);
    one.set("unit", p.unit);
    one.set("value", s.value);
    one.set("standard_error", s.error);
    one.set("low95", s.low);
    one.set("high95", s.high);
    one.set("logarithmic", p.coordinate.logarithmic);
    one.set("records", std::string(verdict(number.informed)));
    if (number.reach) {
      const Unit unit = Unit::of(p.unit);
      Value reach(Value::Table{});
      reach.set("low", unit.from_si(number.reach->low));
      reach.set("low_is_the_bound", number.reach->to_low);
      reach.set("high", unit.from_si(number.reach->high));
      reach.set("high_is_the_bound", number.reach->to_high);
      one.set("profile95", std::move(reach));
    }
    numbers.push_back(std::move(one));
    Value::Array row;
    for (std::size_t j = 0; j < n; ++j) row.emplace_back(result.correlation[k * n + j]);
    matrix.emplace_back(std::move(row));
  }
  for (const std::string& line : result.words) words.emplace_back(line);
  for (std::size_t r = 0; r < result.records.size(); ++r) {
    const FittedRecord& record = result.records[r];
    Value one(Value::Table{});
    one.set("file", problem.records[r].name);
    one.set("points", static_cast<int>(record.current.size()));
    one.set("rms_A", record.rms);
    one.set("noise_A", record.noise);
    one.set("noise_stated", problem.records[r].noise > 0);
    one.set("neighbour_correlation", record.neighbours);
    one.set("sigma_A", record.sigma);
    records.push_back(std::move(one));
  }
  out.set("parameters", Value(std::move(numbers)));
  out.set("correlation", Value(std::move(matrix)));
  out.set("verdict", Value(std::move(words)));
  out.set("records", Value(std::move(records)));
  out.set("chi2", result.chi2);
  out.set("degrees_of_freedom", result.freedom);
  out.set("model_misses", result.misses());
  out.set("starts_converged", result.starts_converged);
  out.set("simulations", result.simulations);
  out.set("simulations_with_slopes", result.with_slopes);
  return out;
}

data::Figure fit_figure(const FitProblem& problem, const FitResult& result) {
  using data::Series;
  data::Figure figure{"fit", problem.title, {}, {}};
  const Unit volts = Unit::of("V");
  double largest = 0;
  for (const SweepRecord& record : problem.records)
    for (const double current : record.I) largest = std::max(largest, std::abs(current));
  const Unit amperes = Unit::of(largest < 2e-6 ? "nA" : largest < 2e-3 ? "uA" : "mA");
  data::Panel waves{"a", "record and fit", {"E", volts}, {"I", amperes}, {}};
  data::Panel misses{"b", "residuals", {"E", volts}, {"chi", Unit::of("1")}, {}};
  for (std::size_t r = 0; r < result.records.size(); ++r) {
    const SweepRecord& record = problem.records[r];
    const FittedRecord& fitted = result.records[r];
    const int colour = static_cast<int>(r);
    Series measured{.name = std::filesystem::path(record.name).filename().string(),
                    .mark = Series::Mark::Points,
                    .colour = colour,
                    .reported = true};
    Series line{.name = r == 0 ? "fit" : "", .mark = Series::Mark::Line, .colour = 7};
    Series miss{.name = {}, .mark = Series::Mark::Points, .colour = colour};
    const auto compared = record.compared();
    // open symbols, so few that the line is seen between them
    const std::size_t every = std::max<std::size_t>(1, compared.size() / 100);
    for (std::size_t j = 0; j < compared.size(); ++j) {
      const std::size_t i = compared[j];
      line.x.push_back(record.E[i]), line.y.push_back(fitted.current[j]);
      miss.x.push_back(record.E[i]);
      miss.y.push_back((fitted.current[j] - record.I[i]) / fitted.noise);
      if (j % every != 0) continue;
      measured.x.push_back(record.E[i]), measured.y.push_back(record.I[i]);
    }
    waves.series.push_back(std::move(measured));
    waves.series.push_back(std::move(line));
    misses.series.push_back(std::move(miss));
  }
  figure.panels = {std::move(waves), std::move(misses)};
  figure.caption =
      "Measured currents (points) and the fitted cell (lines); residuals, model minus record, in "
      "units of the noise.";
  return figure;
}

}  // namespace niter::study
