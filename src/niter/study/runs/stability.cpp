// stability: current over hours in a batch cell, over the volumes and refreshes it may have had.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/runs/execute.hpp"
#include "niter/study/runs/flatness.hpp"
#include "niter/study/runs/records.hpp"
#include "niter/study/runs/reported.hpp"

namespace niter::study {
namespace {

using data::Series;

using twin::protocol::Hold;
using twin::protocol::Instruction;
using twin::protocol::Protocol;
using twin::protocol::Record;
using twin::protocol::Refresh;

constexpr int black = 4;
constexpr double tolerance = 0.05, wide_tolerance = 0.10;  // of the current, to count as flat

struct Volumes {
  double low = 0, middle = 0, high = 0;  // m3
};

// Of the run, else the range of the assumption.
Result<Volumes> volumes_of(const RunInput& input) {
  std::vector<double> all;
  for (const Quantity& v : input.plan.volumes) all.push_back(v.si());
  if (const Assumption* assumed = input.study.assumption("catholyte_volume"); all.empty()) {
    if (assumed == nullptr)
      return fail(Error{Code::NotFound, fmt::format("run '{}' has no volumes", input.plan.id),
                        input.plan.where, "write volumes = [\"30 mL\", \"50 mL\", \"100 mL\"]"});
    const double value = assumed->value.si();
    all = {assumed->low.value_or(assumed->value).si(), value,
           assumed->high.value_or(assumed->value).si()};
  }
  std::sort(all.begin(), all.end());
  return Volumes{all.front(), all[all.size() / 2], all.back()};
}

std::string in_litres(double volume) {
  const double ml = 1e6 * volume;
  return ml < 1000 ? fmt::format("{:.0f} mL", ml) : fmt::format("{:.3g} L", ml / 1000);
}
std::string in_hours(double seconds) {
  return fmt::format("{:.3g} h", seconds / 3600);
}

struct Panels {
  data::Panel current, reactant;
};

void add_story(const Story& story, const std::string& name, int colour, bool dashed,
               Panels& panels) {
  panels.current.series.push_back(
      {name, Series::Mark::Line, story.time, story.current, {}, {}, colour, dashed});
  panels.reactant.series.push_back(
      {name, Series::Mark::Line, story.time, story.reactant, {}, {}, colour, dashed});
}

void add_band(const Story& nominal, const std::vector<Story>& draws, std::vector<double> Story::*of,
              int colour, data::Panel& panel) {
  std::vector<std::vector<double>> lines;
  for (const Story& story : draws) lines.push_back(story.*of);
  const Spread band = spread(lines);
  if (band.low.empty()) return;
  std::vector<double> time = nominal.time;
  time.resize(band.low.size());
  panel.series.push_back({{}, Series::Mark::Band, time, {}, band.low, band.high, colour});
}

// The current that the paper prints for such a test, drawn downwards as a reduction, over the time
// that it reports.
std::vector<const Fact*> reported_currents(const RunInput& input) {
  std::vector<const Fact*> out;
  for (const Fact* fact : input.study.facts_of("current_density", input.plan.experiment)) {
    const auto technique = fact->conditions.find("technique");
    if (fact->is_number() && technique != fact->conditions.end() &&
        technique->second == "chronoamperometry")
      out.push_back(fact);
  }
  return out;
}

// The panel that answers which volumes keep the current for how long.
data::Panel flat_panel(const Flatness& strict, const Flatness& wide, const Volumes& volumes,
                       double duration) {
  data::Panel panel{
      "c", {}, {"volume", Unit::of("mL"), {}, {}, true}, {"t", Unit::of("h"), {}, {}, true}, {}};
  const auto add = [&](const Flatness& flat, double share, bool dashed) {
    panel.series.push_back({fmt::format("within {:.0f} %", 100 * share),
                            Series::Mark::Line,
                            flat.volumes,
                            flat.times,
                            {},
                            {},
                            0,
                            dashed});
  };
  add(strict, tolerance, false);
  add(wide, wide_tolerance, true);
  const double shortest = *std::min_element(strict.times.begin(), strict.times.end());
  const double floor = 3600 * std::pow(10, std::floor(std::log10(shortest / 3600)));
  panel.y.range = {floor, 2.5 * duration};
  panel.series.push_back({"length of the test",
                          Series::Mark::Line,
                          {strict.volumes.front(), strict.volumes.back()},
                          {duration, duration},
                          {},
                          {},
                          black,
                          true});
  panel.series.push_back({"assumed volumes",
                          Series::Mark::Band,
                          {volumes.low, volumes.high},
                          {},
                          {floor, floor},
                          {2.5 * duration, 2.5 * duration},
                          6});
  return panel;
}

// The hold that the protocol of such a run ends with.
Result<Hold> hold_of(const RunInput& input) {
  const Instruction& last = input.plan.protocol.instructions.back();
  if (const auto* hold = std::get_if<Hold>(&last.what)) return *hold;
  return fail(Error{Code::InvalidInput,
                    fmt::format("run '{}' is a test of stability, but ends with \"{}\"",
                                input.plan.id, last.text),
                    last.where, "write one hold, like \"hold -1.0 V vs RHE for 40 h\""});
}

// The same hold with fresh electrolyte every so often.
Protocol with_refreshes(const RunInput& input, const Hold& hold, double interval) {
  const Instruction last = input.plan.protocol.instructions.back();
  Protocol out = input.plan.protocol;
  out.instructions.pop_back();
  for (double done = 0; done < hold.duration; done += interval) {
    if (done > 0) out.instructions.push_back({Refresh{}, last.where, "refresh electrolyte"});
    Instruction piece = last;
    std::get<Hold>(piece.what).duration = std::min(interval, hold.duration - done);
    out.instructions.push_back(std::move(piece));
  }
  return out;
}

// The same hold, longer and recorded evenly: to see when a larger volume begins to tire.
Protocol prolonged(const RunInput& input, const Hold& hold) {
  constexpr double longer = 2.5, rows = 1000;
  Protocol out = input.plan.protocol;
  auto& last = std::get<Hold>(out.instructions.back().what);
  last.duration = longer * hold.duration;
  out.instructions.insert(out.instructions.end() - 1,
                          {Record{Record::Axis::Time, last.duration / rows}, {}, {}});
  return out;
}

// Two curves of one set of records: time within either tolerance against volume.
Result<std::array<Flatness, 2>> flatness_of(const RunInput& input, const Hold& hold) {
  constexpr double smallest = 10e-6, largest = 1e-3;  // m3
  constexpr int steps = 8;
  const Protocol protocol = prolonged(input, hold);
  std::array<Flatness, 2> out;
  std::vector<Wish> wishes;
  for (int i = 0; i <= steps; ++i) {
    const double volume = smallest * std::pow(largest / smallest, static_cast<double>(i) / steps);
    for (Flatness& flat : out) flat.volumes.push_back(volume);
    wishes.push_back({{.volume = volume, .protocol = protocol}, false});
  }
  NITER_TRY(const auto ensembles, execute_all(input, wishes));
  for (const Ensemble& ensemble : ensembles) {
    const Story story = story_of(input, ensemble.nominal);
    out[0].times.push_back(flat_time(story, tolerance));
    out[1].times.push_back(flat_time(story, wide_tolerance));
  }
  return out;
}

// Everything that the figures and sentences are made of.
struct Evidence {
  Hold hold;
  Volumes volumes;
  std::vector<Ensemble> ensembles;  // middle, low and high volume, then the refreshes
  std::array<Flatness, 2> flat;     // within either tolerance
};

std::string name_of(const RunInput& input, const Evidence& seen, std::size_t i) {
  const double volumes[] = {seen.volumes.middle, seen.volumes.low, seen.volumes.high};
  return i < 3 ? in_litres(volumes[i])
               : fmt::format("fresh every {}", in_hours(input.plan.refresh_every[i - 3].si()));
}

Panels story_panels(const RunInput& input, const Evidence& seen) {
  const Unit hours = Unit::of("h");
  Panels panels{
      {"a", {}, {"t", hours, {}, {}, false}, {"j", Unit::of("mA cm-2"), {}, {}, false}, {}},
      {"b", {}, {"t", hours, {}, {}, false}, {"c", Unit::of("mol/L"), {}, {}, false}, {}}};
  constexpr int colours[] = {0, 1, 2, 3, 5, 4};
  for (std::size_t i = 0; i < seen.ensembles.size(); ++i)
    add_story(story_of(input, seen.ensembles[i].nominal), name_of(input, seen, i),
              colours[i % std::size(colours)], i >= 3, panels);
  std::vector<Story> draws;
  for (const auto& draw : seen.ensembles.front().draws) draws.push_back(story_of(input, draw));
  const Story middle = story_of(input, seen.ensembles.front().nominal);
  add_band(middle, draws, &Story::current, 0, panels.current);
  add_band(middle, draws, &Story::reactant, 0, panels.reactant);
  for (const Fact* fact : reported_currents(input)) {
    const double j = -std::abs(fact->si());
    panels.current.series.push_back(
        {"reported", Series::Mark::Line, {0, seen.hold.duration}, {j, j}, {}, {}, black, true});
  }
  return panels;
}

// What the middle volume looks like at a time, in words.
std::string state_at(const RunInput& input, const twin::protocol::RunRecord& record, double time) {
  const auto& t = column(record, "t");
  const auto row =
      std::min(static_cast<std::size_t>(std::lower_bound(t.begin(), t.end(), time) - t.begin()),
               t.size() - 1);
  const std::string& reactant = input.study.experiment(input.plan.experiment)->reactant;
  const auto& c = column(record, "c " + reactant);
  const auto& ph = column(record, "ph");
  return fmt::format("{:.0f} % of the {} is left and the catholyte is at pH {:.1f}",
                     100 * c[row] / c.front(), reactant, ph[row]);
}

void add_answers(const RunInput& input, const Evidence& seen, RunOutcome& out) {
  const auto& middle = seen.ensembles.front();
  const Unit hours = Unit::of("h");
  const std::string volume = in_litres(seen.volumes.middle);
  const double time = flat_time(story_of(input, middle.nominal), tolerance);
  std::vector<double> times;
  for (const auto& draw : middle.draws)
    if (const double t = flat_time(story_of(input, draw), tolerance); std::isfinite(t))
      times.push_back(t);
  if (std::isfinite(time)) {
    out.numbers.push_back({fmt::format("{}: current within {:.0f} % for", volume, 100 * tolerance),
                           Quantity(hours.from_si(time), hours, hours.from_si(deviation(times))),
                           {},
                           state_at(input, middle.nominal, time)});
    out.remarks.push_back(
        fmt::format("With {} of catholyte for 1 cm² the current stays within {:.0f} % of its "
                    "settled value if the electrolyte is renewed every {} or more often.",
                    volume, 100 * tolerance, in_hours(time)));
  }
}

RunOutcome outcome(const RunInput& input, Evidence seen) {
  RunOutcome out;
  Panels panels = story_panels(input, seen);
  add_answers(input, seen, out);
  out.draws = seen.ensembles.front().draws.size();
  data::Figure figure{figure_id(input.plan),
                      input.plan.title,
                      {},
                      {std::move(panels.current), std::move(panels.reactant),
                       flat_panel(seen.flat[0], seen.flat[1], seen.volumes, seen.hold.duration)}};
  figure.caption = fmt::format(
      "Simulated: \"{}\" in a batch cell; the first minute after every start is not drawn. a, "
      "current. b, {} in the catholyte. c, for how long the current stays within a share of its "
      "settled value without fresh electrolyte, against the volume of catholyte for 1 cm². "
      "Dashed coloured lines in a and b: {} with fresh electrolyte.",
      input.plan.protocol.instructions.back().text,
      input.study.experiment(input.plan.experiment)->reactant, in_litres(seen.volumes.middle));
  figure.caption += band_text("Band", out.draws);
  out.figures.push_back(std::move(figure));
  for (std::size_t i = 0; i < seen.ensembles.size(); ++i)
    out.records.push_back(
        named(std::move(seen.ensembles[i].nominal.table), input.plan, name_of(input, seen, i)));
  return out;
}

}  // namespace

Result<RunOutcome> stability(const RunInput& input) {
  NITER_TRY(const Hold hold, hold_of(input));
  NITER_TRY(const Volumes volumes, volumes_of(input));
  std::vector<Wish> wishes = {{{.volume = volumes.middle}, true},
                              {{.volume = volumes.low}, false},
                              {{.volume = volumes.high}, false}};
  for (const Quantity& every : input.plan.refresh_every)
    wishes.push_back(
        {{.volume = volumes.middle, .protocol = with_refreshes(input, hold, every.si())}, false});
  NITER_TRY(auto ensembles, execute_all(input, wishes));
  NITER_TRY(auto flat, flatness_of(input, hold));
  return outcome(input, {hold, volumes, std::move(ensembles), std::move(flat)});
}

}  // namespace niter::study
