// The figure of a comparison: by how many sigma each variant misses each number.
#include <cmath>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "niter/study/compare.hpp"

namespace niter::study {
namespace {

using data::Series;

// The numbers of one panel: what a variant is off by, or nothing if it has no answer.
using Off = std::function<std::optional<double>(const infer::Assessment&, std::size_t)>;

constexpr double group = 0.8;   // of the distance between two numbers, for all their bars
constexpr double margin = 0.5;  // beside the first and last number

struct Bars {
  std::span<const infer::Assessment> all;
  std::vector<std::string> numbers;
  Off off;

  double shift(std::size_t variant) const {
    const auto n = static_cast<double>(all.size());
    return group * ((static_cast<double>(variant) + 0.5) / n - 0.5);
  }
  // The bar that carries the name of a number: the innermost there is.
  std::size_t named(std::size_t number) const {
    std::size_t best = all.size();
    for (std::size_t v = 0; v < all.size(); ++v) {
      if (!off(all[v], number)) continue;
      if (best == all.size() || std::abs(shift(v)) < std::abs(shift(best))) best = v;
    }
    return best;
  }
};

// Bars of every variant beside each other, number by number.
data::Panel panel_of(const char* letter, const char* title, const Bars& bars, bool with_legend) {
  data::Panel panel{letter,
                    title,
                    {"reported number", Unit::of("1"), {}, {}, false},
                    {"chi", Unit::of("1"), {}, std::pair{-6.0, 6.0}, false},
                    {}};
  const auto count = static_cast<double>(bars.numbers.size());
  for (const double level : {-2.0, 0.0, 2.0}) {
    Series line{{}, Series::Mark::Line, {-margin, count - 1 + margin}, {level, level}};
    line.colour = 4;
    line.dashed = level != 0;
    panel.series.push_back(std::move(line));
  }
  for (std::size_t v = 0; v < bars.all.size(); ++v) {
    const auto& variant = bars.all[v];
    Series series;
    series.mark = Series::Mark::Bars;
    series.colour = static_cast<int>(v);
    if (with_legend)
      series.name = fmt::format("{}: AIC {:.1f}, ln Z {:.1f}", variant.name, variant.criteria.aic,
                                variant.criteria.ln_evidence);
    for (std::size_t i = 0; i < bars.numbers.size(); ++i) {
      const auto off = bars.off(variant, i);
      if (!off) continue;
      series.x.push_back(static_cast<double>(i) + bars.shift(v));
      series.y.push_back(*off);
      series.labels.push_back(bars.named(i) == v ? bars.numbers[i] : "");
    }
    panel.series.push_back(std::move(series));
  }
  return panel;
}

std::vector<std::string> names_of(const std::vector<infer::Foretold>& list) {
  std::vector<std::string> out;
  for (const auto& f : list) out.push_back(f.name);
  return out;
}

Off foretold(std::vector<infer::Foretold> infer::Assessment::*list) {
  return [list](const infer::Assessment& a, std::size_t i) -> std::optional<double> {
    const auto& f = (a.*list)[i];
    return f.failure.empty() ? std::optional(f.off()) : std::nullopt;
  };
}

}  // namespace

data::Figure comparison_figure(std::span<const infer::Assessment> all) {
  const auto pull = [](const infer::Assessment& a, std::size_t i) {
    return std::optional(a.pull(i));
  };
  const auto fitted = names_of(all.front().left_out), held_out = names_of(all.front().held_out);
  data::Figure figure{"variants", "Models of the same numbers", {}, {}};
  figure.panels = {panel_of("a", "fitted", {all, fitted, pull}, true),
                   panel_of("b", "predicted by the others",
                            {all, fitted, foretold(&infer::Assessment::left_out)}, false)};
  if (!held_out.empty())
    figure.panels.push_back(panel_of(
        "c", "never fitted", {all, held_out, foretold(&infer::Assessment::held_out)}, false));
  figure.caption =
      "Simulated minus reported, in standard deviations. a, every number fitted, over its sigma. "
      "b, each number predicted by a fit of all others; c, numbers never fitted; both over sigma "
      "and the uncertainty of the prediction together. Dashes: 2. Bars that leave the axis are "
      "contradictions, with their numbers in the table; a missing bar had no prediction. Smaller "
      "AIC and larger ln Z are better. Evidence:";
  const auto words = evidence_in_words(all);
  for (std::size_t v = 0; v < all.size(); ++v)
    figure.caption +=
        fmt::format(" {}, {}{}", all[v].name, words[v], v + 1 < all.size() ? ";" : ".");
  return figure;
}

}  // namespace niter::study
