// Catalysts beside each other: one panel of a technique's own figure, drawn of all catalysts that
// were measured in one experiment, each in its colour (LSV, capacitance lines, Nyquist).
#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "niter/analysis/number_text.hpp"
#include "niter/study/bench/together.hpp"

namespace niter::study {

namespace {

using data::Series;

/// Which panel of a technique's first figure tells catalysts apart, and the number for the legend.
struct Overlay {
  std::string_view technique, title;
  std::size_t panel;
  std::string_view measure;  // id; empty: none
  std::string_view caption;
};

constexpr Overlay rows[] = {
    {"lsv", "polarisation of the catalysts", 0, "", ""},
    {"cdl", "double-layer capacitance of the catalysts", 1, "double_layer_capacitance",
     "Half the difference of anodic and cathodic current against scan rate, with one standard "
     "uncertainty of the noise; the slope of each line is the capacitance in the legend."},
    {"eis", "impedance of the catalysts", 0, "",
     "Nyquist diagram with equal scales. Open: measured. Lines: the fitted circuits."},
};

const data::Panel* panel_of(const Measured& one, const Overlay& row) {
  if (!one.reduction || one.reduction->figures.empty()) return nullptr;
  const auto& panels = one.reduction->figures.front().panels;
  return row.panel < panels.size() ? &panels[row.panel] : nullptr;
}

bool belongs(const Measured& one, const Overlay& row, const Experiment& experiment) {
  return one.plan->technique == row.technique && one.plan->experiment == experiment.id &&
         !one.plan->catalyst.empty() && panel_of(one, row) != nullptr;
}

// what cannot stand on one pair of axes: a current beside a current density, RHE beside SHE
bool same_axes(const data::Panel& a, const data::Panel& b) {
  return a.x.word == b.x.word && a.y.word == b.y.word && a.x.scale == b.x.scale &&
         a.y.scale == b.y.scale;
}

std::string legend_of(const Measured& one, const Overlay& row, bool alone) {
  std::string name = one.plan->catalyst;
  if (!alone) name += ", " + one.plan->title;
  const auto* const measure = row.measure.empty() ? nullptr : one.reduction->find(row.measure);
  if (measure == nullptr) return name;
  return fmt::format("{}: {} {}", name,
                     analysis::plus_minus(measure->unit.from_si(measure->value.value()),
                                          measure->value.sigma() / measure->unit.scale()),
                     measure->unit.pretty());
}

// Points and full lines in the colour of the catalyst, the first of them named. Dashed lines and
// marked points explain one measurement (a circuit, decades of frequency) and stay in its figure.
void add(data::Panel& panel, const data::Panel& from, const std::string& name, int colour) {
  bool named = false;
  for (const auto& series : from.series) {
    const bool shown = series.mark == Series::Mark::Line ? !series.dashed
                       : series.mark == Series::Mark::Points
                           ? !series.shows_labels && series.x.size() > 1
                           : false;
    if (!shown) continue;
    panel.series.push_back(series);
    panel.series.back().colour = colour;
    panel.series.back().name = named ? "" : name;
    named = true;
  }
}

// without words of its own, those of the technique: what was corrected, if it is the same for all
std::string caption_of(const std::vector<const Measured*>& members, const Overlay& row) {
  if (!row.caption.empty()) return fmt::format("Measured. {}", row.caption);
  const auto first_sentence = [](const Measured* one) {
    const auto& caption = one->reduction->figures.front().caption;
    const auto end = std::min(caption.find(". "), caption.find_last_not_of('.') + 1);
    return caption.substr(0, end) + ".";
  };
  std::string words = first_sentence(members.front());
  for (const auto* const one : members) {
    if (first_sentence(one) != words) return "Each as its own figure says.";
  }
  return words;
}

std::optional<data::Figure> overlay(const Study& study, std::span<const Measured> measured,
                                    const Overlay& row, const Experiment& experiment) {
  std::vector<const Measured*> members;
  for (const auto& one : measured) {
    if (!belongs(one, row, experiment)) continue;
    if (!members.empty() && !same_axes(*panel_of(*members.front(), row), *panel_of(one, row))) {
      continue;
    }
    members.push_back(&one);
  }
  const auto of_catalyst = [&](const std::string& id) {
    return std::ranges::count_if(members, [&](const auto* m) { return m->plan->catalyst == id; });
  };
  if (members.empty() ||
      of_catalyst(members.front()->plan->catalyst) == static_cast<std::ptrdiff_t>(members.size())) {
    return std::nullopt;
  }
  data::Panel panel = *panel_of(*members.front(), row);
  panel.series.clear();
  panel.letter.clear();
  for (const auto& catalyst : study.catalysts) {  // in the order of the study, as all legends
    for (const auto* const one : members) {
      if (one->plan->catalyst != catalyst.id) continue;
      add(panel, *panel_of(*one, row), legend_of(*one, row, of_catalyst(catalyst.id) == 1),
          catalyst.colour);
    }
  }
  return data::Figure{fmt::format("together-{}-{}", experiment.id, row.technique),
                      fmt::format("{}: {}", experiment.title, row.title),
                      caption_of(members, row),
                      {std::move(panel)}};
}

}  // namespace

Together overlays(const Study& study, std::span<const Measured> measured) {
  Together out;
  for (const auto& experiment : study.experiments) {
    for (const auto& row : rows) {
      if (auto figure = overlay(study, measured, row, experiment)) {
        out.figures.push_back(std::move(*figure));
      }
    }
  }
  return out;
}

}  // namespace niter::study
