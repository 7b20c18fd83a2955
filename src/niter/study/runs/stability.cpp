// stability: current over hours in a batch cell, over the volumes and refreshes it may have had.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/parallel.hpp"
#include "niter/study/runs/execute.hpp"

namespace niter::study {
namespace {

using data::Series;
using twin::protocol::Hold;
using twin::protocol::Instruction;
using twin::protocol::Protocol;
using twin::protocol::Refresh;

// A cell counts as flat if its current changes by less than this.
constexpr double flat = 0.05;

// The same hold with fresh electrolyte every so often.
Result<Protocol> with_refreshes(const RunInput& input, double interval) {
  const Instruction& last = input.plan.protocol.instructions.back();
  const auto* hold = std::get_if<Hold>(&last.what);
  if (hold == nullptr)
    return fail(Error{Code::InvalidInput,
                      fmt::format("run '{}' is a test of stability, but ends with \"{}\"",
                                  input.plan.id, last.text),
                      last.where, "write one hold, like \"hold -1.0 V vs RHE for 40 h\""});
  Protocol out = input.plan.protocol;
  out.instructions.pop_back();
  for (double done = 0; done < hold->duration;) {
    Instruction piece = last;
    auto& part = std::get<Hold>(piece.what);
    part.duration = std::min(interval, hold->duration - done);
    out.instructions.push_back(std::move(piece));
    done += interval;
    if (done < hold->duration) out.instructions.push_back({Refresh{}, last.where, last.text});
  }
  return out;
}

struct Story {
  std::vector<double> time, current, reactant;
  double kept = 0;  // current at the end over the current when it had settled
};

// j(t), and what is left of the reactant.
Story story_of(const RunInput& input, const twin::protocol::RunRecord& record) {
  constexpr double settled = 600;  // s: the film has formed
  Story out;
  const auto& t = record.table.find("t")->values;
  const auto& j = record.table.find("j")->values;
  const std::string& reactant = input.study.experiment(input.plan.experiment)->reactant;
  const auto& c = record.table.find("c " + reactant)->values;
  double first = 0, least = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (t[i] < 1) continue;  // the charging of the double layer
    out.time.push_back(t[i]), out.current.push_back(j[i]), out.reactant.push_back(c[i]);
    if (t[i] < settled) continue;
    if (first == 0) first = least = j[i];
    if (std::abs(j[i]) < std::abs(least)) least = j[i];
  }
  out.kept = first != 0 ? least / first : 0;
  return out;
}

Result<Story> follow(const RunInput& input, double volume, double refresh,
                     const ParameterValues& values) {
  Variation variation;
  variation.volume = volume;
  if (refresh > 0) {
    NITER_TRY(variation.protocol, with_refreshes(input, refresh));
  }
  NITER_TRY(const auto record, execute(input, variation, values));
  return story_of(input, record);
}

// The same for one interval between refreshes (zero: none).
Result<double> kept_over(const RunInput& input, double volume, double interval) {
  RunInput quiet = input;
  quiet.monitor.report = {};
  Variation variation;
  variation.volume = volume;
  if (interval > 0) {
    Protocol once = input.plan.protocol;
    if (auto* hold = std::get_if<Hold>(&once.instructions.back().what))
      hold->duration = std::min(hold->duration, interval);
    variation.protocol = std::move(once);
  }
  NITER_TRY(const auto record, execute(quiet, variation, input.values));
  return story_of(input, record).kept;
}

std::vector<double> volumes_of(const RunInput& input) {
  std::vector<double> out;
  for (const Quantity& v : input.plan.volumes) out.push_back(v.si());
  if (!out.empty()) return out;
  const Assumption* assumed = input.study.assumption("catholyte_volume");
  if (assumed == nullptr) return {};
  for (const auto& v : {assumed->low, std::optional(assumed->value), assumed->high})
    if (v) out.push_back(v->si());
  return out;
}

std::string in_litres(double volume) {
  const double ml = 1e6 * volume;
  return ml < 1000 ? fmt::format("{:.0f} mL", ml) : fmt::format("{:.3g} L", ml / 1000);
}
std::string in_hours(double seconds) {
  return fmt::format("{:g} h", seconds / 3600);
}

// The smallest share of the current that is left, against volume, for each interval of refreshes.
// Every interval is the first one again, so that one is followed.
Result<data::Panel> keeping(const RunInput& input, RunOutcome& out) {
  constexpr double smallest = 10e-6, largest = 1e-3;  // m3
  constexpr int steps = 6;
  data::Panel panel{"c",
                    {},
                    {"volume", Unit::of("mL"), {}, {}, true},
                    {"share", Unit::of("%"), {}, {}, false},
                    {}};
  std::vector<double> intervals = {0};
  for (const Quantity& q : input.plan.refresh_every) intervals.push_back(q.si());
  std::vector<double> volumes;
  for (int i = 0; i <= steps; ++i)
    volumes.push_back(smallest * std::pow(largest / smallest, static_cast<double>(i) / steps));
  std::vector<double> kept(intervals.size() * volumes.size());
  NITER_OK(in_parallel(
      kept.size(), input.threads, input.monitor, input.plan.id, [&](std::size_t i) -> Status {
        NITER_TRY(kept[i],
                  kept_over(input, volumes[i % volumes.size()], intervals[i / volumes.size()]));
        return {};
      }));
  int colour = 3;
  for (std::size_t k = 0; k < intervals.size(); ++k) {
    Series line;
    line.name = intervals[k] > 0 ? "fresh every " + in_hours(intervals[k]) : "never refreshed";
    line.colour = colour++;
    line.x = volumes;
    line.y.assign(kept.begin() + static_cast<std::ptrdiff_t>(k * volumes.size()),
                  kept.begin() + static_cast<std::ptrdiff_t>((k + 1) * volumes.size()));
    const auto enough =
        std::find_if(line.y.begin(), line.y.end(), [](double share) { return share >= 1 - flat; });
    out.remarks.push_back(
        fmt::format("{}: the current stays within {:.0f} % of its first value from {} on (1 cm2).",
                    line.name, 100 * flat,
                    enough != line.y.end()
                        ? in_litres(volumes[static_cast<std::size_t>(enough - line.y.begin())])
                        : "more than " + in_litres(largest)));
    panel.series.push_back(std::move(line));
  }
  return panel;
}

}  // namespace

Result<RunOutcome> stability(const RunInput& input) {
  RunOutcome out;
  const Unit hours = Unit::of("h");
  data::Panel current{
      "a", {}, {"t", hours, {}, {}, false}, {"j", Unit::of("mA cm-2"), {}, {}, false}, {}};
  data::Panel reactant{
      "b", {}, {"t", hours, {}, {}, false}, {"c", Unit::of("mol/L"), {}, {}, false}, {}};
  const auto add = [&](const std::string& name, const Story& story, int colour, bool dashed) {
    current.series.push_back(
        {name, Series::Mark::Line, story.time, story.current, {}, {}, colour, dashed});
    reactant.series.push_back(
        {name, Series::Mark::Line, story.time, story.reactant, {}, {}, colour, dashed});
  };
  int colour = 0;
  const auto volumes = volumes_of(input);
  for (const double volume : volumes) {
    NITER_TRY(const Story story, follow(input, volume, 0, input.values));
    add(in_litres(volume), story, colour++, false);
    out.numbers.push_back({"current left, " + in_litres(volume),
                           Quantity(100 * story.kept, "%"),
                           {},
                           "smallest over the run, of the value after 10 min"});
  }
  const double middle = volumes.empty() ? 50e-6 : volumes[volumes.size() / 2];
  for (const Quantity& interval : input.plan.refresh_every) {
    NITER_TRY(const Story story, follow(input, middle, interval.si(), input.values));
    add(fmt::format("{}, fresh every {}", in_litres(middle), in_hours(interval.si())), story,
        colour++, true);
  }
  NITER_TRY(auto share, keeping(input, out));
  data::Figure figure{figure_id(input.plan),
                      input.plan.title,
                      {},
                      {std::move(current), std::move(reactant), std::move(share)}};
  figure.caption = fmt::format(
      "Simulated: \"{}\" in a batch cell. a, current. b, {} in the catholyte. c, smallest share of "
      "the current that is left, against the catholyte's volume for 1 cm2. The paper gives neither "
      "volume nor refreshes; it reports no decay.",
      input.plan.protocol.instructions.back().text,
      input.study.experiment(input.plan.experiment)->reactant);
  out.figures.push_back(std::move(figure));
  return out;
}

}  // namespace niter::study
