// The report of an electrolysis as text for a terminal of 80 columns.
#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "niter/analysis/echem/faradaic.hpp"
#include "niter/analysis/echem/measures.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {

namespace {

constexpr std::size_t width = 80;

// decimals that show two significant digits of the uncertainty
int decimals(double sigma) {
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(sigma))), 0, 12);
}

std::string rounded(double value, double sigma) {
  if (!(sigma > 0)) return fmt::format("{:.5g}", value);
  return fmt::format("{:.{}f}", value, decimals(sigma));
}

std::string plus_minus(double value, double sigma) {
  if (!(sigma > 0)) return rounded(value, sigma);
  return fmt::format("{} ± {}", rounded(value, sigma), rounded(sigma, sigma));
}

std::string wrapped(std::string_view text, std::string_view indent) {
  std::string out;
  std::string line(indent);
  for (const auto& word : split(text, ' ')) {
    if (line.size() + word.size() + 1 > width && line.size() > indent.size()) {
      out += line + "\n";
      line = indent;
    }
    line += (line.size() > indent.size() ? " " : "") + word;
  }
  return out + line + "\n";
}

bool is_headline(const FaradaicResult& result) {
  using enum Measure;
  return std::ranges::any_of(
      std::initializer_list<Measure>{FaradaicEfficiency, YieldRate, YieldMass, Selectivity},
      [&](Measure measure) { return result.id == row_of(measure).id; });
}

void add_results(std::string& out, const RunReport& run) {
  for (const auto& result : run.results) {
    std::string title = result.title;
    for (const auto& display : result.units) {
      out += fmt::format("  {:<31}{:>22}  {}\n", title,
                         plus_minus(display.unit.from_si(result.value.value()),
                                    result.value.sigma() / display.unit.scale()),
                         display.label);
      title.clear();
    }
  }
}

void add_budget(std::string& out, const RunReport& run, const FaradaicResult& result) {
  constexpr double bar_length = 15;
  constexpr double least_share = 0.0005;
  const DisplayUnit& display = result.units.front();
  const double scale = display.unit.scale();
  out += fmt::format("\n  Where the uncertainty of '{}' comes from: u = {:.2g} {}\n", result.title,
                     result.value.sigma() / scale, display.label);
  out += fmt::format("    {:<28}{:>9}{:>14}{:>8}\n", "input", "u(x)/x", "contribution", "share");
  double rest = 0;
  for (const auto& row : result.value.budget()) {
    if (row.share < least_share) {
      rest += row.share;
      continue;
    }
    const auto input = std::ranges::find(run.inputs, row.input, &RandomInput::name);
    const bool has_relative = input != run.inputs.end() && input->value != 0;
    out += fmt::format(
        "    {:<28}{:>9}{:>14.2g}{:>6.1f} % {}\n", row.input,
        has_relative ? fmt::format("{:.2g} %", 100 * input->sigma / std::abs(input->value)) : "-",
        row.contribution / scale, 100 * row.share,
        std::string(static_cast<std::size_t>(std::lround(bar_length * row.share)), '#'));
  }
  if (rest > 0) out += fmt::format("    {:<51}{:>6.1f} %\n", "all others together", 100 * rest);
}

void add_cross_check(std::string& out, const RunReport& run) {
  constexpr double coverage = 1.959964;
  const bool sampled = std::ranges::any_of(
      run.results, [](const auto& result) { return result.sampled.has_value(); });
  if (!sampled) return;
  out += "\n  95 % intervals: linear (GUM) against Monte Carlo (JCGM 101)\n";
  for (const auto& result : run.results) {
    if (!is_headline(result) || !result.sampled || !(result.value.sigma() > 0)) continue;
    const double scale = result.units.front().unit.scale();
    const double u = result.value.sigma() / scale;
    const double y = result.value.value() / scale;
    out += fmt::format("    {:<28}[{}, {}]  [{}, {}]  {}\n", result.title,
                       rounded(y - coverage * u, u), rounded(y + coverage * u, u),
                       rounded(result.sampled->low / scale, u),
                       rounded(result.sampled->high / scale, u),
                       result.agrees ? "agree" : "DIFFER: quote the second");
  }
}

void add_findings(std::string& out, std::span<const data::Finding> findings) {
  for (const auto& finding : findings) {
    out += fmt::format("\n  [{}] {}\n", data::to_string(finding.verdict), finding.title);
    out += wrapped(finding.formula, "    ");
    out += wrapped(finding.numbers, "    ");
    out += wrapped(finding.text, "    ");
    if (!finding.missing.empty()) out += wrapped("wanted: " + finding.missing, "    ");
  }
}

void add_replicates(std::string& out, const FaradaicReport& report) {
  if (report.replicates.empty()) return;
  out += fmt::format("\nAll {} runs together\n", report.runs.size());
  out += fmt::format("  {:<31}{:>12}{:>10}{:>11}  {}\n", "mean, 95 % interval, scatter", "mean",
                     "± 95 %", "s", "unit");
  for (const auto& replicate : report.replicates) {
    const DisplayUnit& display = replicate.units.front();
    const double scale = display.unit.scale();
    const double sd = replicate.sd / scale;
    out += fmt::format("  {:<31}{:>12}{:>10}{:>11}  {}\n", replicate.title,
                       rounded(replicate.mean / scale, sd), rounded(replicate.expanded / scale, sd),
                       rounded(sd, sd), display.label);
  }
  out += wrapped(
      "The interval is Student's t of the scatter between runs, joined with the uncertainty that "
      "all "
      "runs share.",
      "  ");
}

}  // namespace

std::string report_text(const FaradaicReport& report) {
  std::string out;
  if (!report.title.empty()) out += wrapped(report.title, "");
  out += fmt::format("{} to {}: {:g} electrons. ± is one standard uncertainty.\n", report.reactant,
                     report.product, report.electrons);
  for (const auto& run : report.runs) {
    out += fmt::format("\n{}\n", run.label);
    add_results(out, run);
    for (const auto& result : run.results) {
      if (is_headline(result) && result.value.sigma() > 0) add_budget(out, run, result);
    }
    add_cross_check(out, run);
    add_findings(out, run.findings);
  }
  add_replicates(out, report);
  add_findings(out, report.findings);
  return out;
}

}  // namespace niter::analysis
