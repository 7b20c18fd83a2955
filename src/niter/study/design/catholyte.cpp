#include "niter/study/design/catholyte.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/design/nitrate_water.hpp"
#include "niter/study/runs/battery_curves.hpp"
#include "niter/study/runs/records.hpp"

namespace niter::study {
namespace {

using data::Series;

constexpr double hold_time = 1800;  // s: a hundred times the relaxation of a film

// A battery at one concentration, film and current, when its film has settled.
struct Point {
  double concentration = 0, film = 1, current = 0;  // mol m-3, 1, A m-2 of discharge
  double yield = 0, efficiency = 0, voltage = 0;    // mol m-2 s-1, 1, V

  /// Given beside the ammonia; negative where the cell has to be driven. [J kg-1]
  double energy() const { return yield > 0 ? voltage * current / (yield * molar_mass("NH3")) : 0; }
};

Result<const BatteryPlan*> battery_of(const Study& study, const std::string& id) {
  for (const BatteryPlan& plan : study.batteries)
    if (id.empty() || plan.id == id) return &plan;
  return fail({Code::NotFound,
               id.empty() ? std::string("the study has no [[battery]]")
                          : fmt::format("the study has no battery '{}'", id),
               {study.folder.string()},
               "docs/methods/study-files.md shows how one is declared"});
}

twin::protocol::Protocol protocol_of(const CatholyteOptions& options) {
  using namespace twin::protocol;
  Protocol protocol;
  protocol.instructions = {{Rest{60, {}}, {}, "rest for 1 min"}};
  int line = 0;  // holds are told apart by their place
  for (const Quantity& current : options.currents) {
    Hold hold;
    hold.setpoint = {Control::Current, -std::abs(current.si()), {}};
    hold.duration = hold_time;
    protocol.instructions.push_back(
        {hold, Where{{}, ++line, 1}, fmt::format("hold {} discharge", current.text())});
  }
  return protocol;
}

// Of the second half of each hold: the first half is that of the film before.
Result<std::vector<Point>> points_of(const RunInput& input, const twin::protocol::RunRecord& record,
                                     double concentration, double film) {
  const auto &t = column(record, "t"), &v = column(record, "V"), &j = column(record, "j");
  std::vector<Point> out;
  for (const auto* part : holds_of(input.plan.protocol, record)) {
    Rows rows = rows_of(*part);
    while (rows.first + 1 < rows.last && t[rows.first] < part->start + 0.5 * hold_time)
      ++rows.first;
    NITER_TRY(const auto made, production(input, record, rows));
    out.push_back(
        {concentration, film, -j[rows.last], made.rate, made.faradaic_efficiency, v[rows.last]});
  }
  return out;
}

Status check(const CatholyteOptions& options) {
  const auto positive = [](const auto& list) {
    return !list.empty() && std::ranges::all_of(list, [](const Quantity& q) { return q.si() > 0; });
  };
  if (positive(options.concentrations) && positive(options.currents) && !options.films.empty() &&
      std::ranges::all_of(options.films, [](double film) { return film > 0; }))
    return {};
  return fail(Code::InvalidInput, "concentrations, currents and films must be above zero",
              "currents are those of a discharge, without sign");
}

data::Table table_of(const std::vector<Point>& points) {
  data::Table table;
  table.title = "every combination";
  table.columns = {{"c", Unit::of("mmol/L"), {}, {}, "of nitrate"},
                   {"film", Unit::of("1"), {}, {}, "over that of the calibration"},
                   {"current_magnitude", Unit::of("mA cm-2"), {}, {}, "discharge"},
                   {"V", Unit::of("V"), {}},
                   {"FE", Unit::of("%"), {}},
                   {"yield_nh3", Unit::of("umol h-1 cm-2"), {}},
                   {"energy_per_mass", Unit::of("kWh kg-1"), {}, {}, "given beside the ammonia"}};
  for (const Point& p : points) {
    const double row[] = {p.concentration, p.film,  p.current, p.voltage,
                          p.efficiency,    p.yield, p.energy()};
    for (std::size_t k = 0; k < std::size(row); ++k) table.columns[k].values.push_back(row[k]);
  }
  return table;
}

// A curve against current at one concentration and film.
Series curve(const std::vector<Point>& points, double concentration, double film,
             double (*value)(const Point&)) {
  Series line;
  for (const Point& p : points)
    if (p.concentration == concentration && p.film == film)
      line.x.push_back(p.current), line.y.push_back(value(p));
  return line;
}

// One line for each concentration at the calibrated film, with the band of the draws; dashed for
// the other films at the middle concentration.
std::vector<Series> lines(const std::vector<Point>& points,
                          const std::vector<std::vector<Point>>& drawn,
                          const CatholyteOptions& options, double (*value)(const Point&)) {
  std::vector<Series> bands, out;
  constexpr int colours = 4;  // black comes after them
  const auto add = [&](const std::string& name, double concentration, double film, int colour) {
    Series line = curve(points, concentration, film, value);
    if (line.x.empty()) return;
    line.name = name, line.colour = colour, line.dashed = film != 1;
    std::vector<std::vector<double>> values;
    for (const auto& draw : drawn) {
      auto one = curve(draw, concentration, film, value).y;
      if (one.size() == line.x.size()) values.push_back(std::move(one));
    }
    const Spread band = spread(values);
    if (!band.low.empty())
      bands.push_back({{}, Series::Mark::Band, line.x, {}, band.low, band.high, colour});
    out.push_back(std::move(line));
  };
  int colour = 0;
  for (const Quantity& c : options.concentrations) add(c.text(), c.si(), 1, colour++ % colours);
  const std::size_t middle = options.concentrations.size() / 2;
  const Quantity& c = options.concentrations[middle];
  for (const double film : options.films)
    if (film != 1)
      add(fmt::format("film x {:g}", film), c.si(), film, static_cast<int>(middle) % colours);
  bands.insert(bands.end(), out.begin(), out.end());
  return bands;
}

}  // namespace

Result<data::Reduction> catholyte(const DesignInput& input, const CatholyteOptions& options) {
  NITER_OK(check(options));
  NITER_TRY(const BatteryPlan* battery, battery_of(input.study, options.battery));
  NITER_TRY(auto plan, nitrate_plan(input, "catholyte", "film"));
  plan.battery = *battery;
  plan.protocol = protocol_of(options);
  NITER_TRY(const auto ions, ions_of(input.study.experiment(plan.experiment)->electrolyte));
  std::string film_parameter;
  for (const SimulatedCell& cell : input.model.simulation().cells)
    if (cell.experiment == plan.experiment) film_parameter = cell.film_parameter;

  std::vector<Point> points;
  std::vector<std::vector<Point>> drawn;  // of the reference: middle concentration, film as it is
  for (const double film : options.films) {
    ParameterValues values = input.values;
    values.at(film_parameter) *= film;
    const RunInput run{input.study,
                       input.model,
                       plan,
                       values,
                       film == 1 ? input.draws : std::span<const ParameterValues>(),
                       input.threads,
                       input.monitor};
    std::vector<Wish> wishes;
    for (const Quantity& c : options.concentrations)
      wishes.push_back({{.totals = with_nitrate(ions, c.si())}, true});
    NITER_TRY(const auto ensembles, execute_all(run, wishes));
    for (std::size_t i = 0; i < ensembles.size(); ++i) {
      const double c = options.concentrations[i].si();
      NITER_TRY(const auto here, points_of(run, ensembles[i].nominal, c, film));
      points.insert(points.end(), here.begin(), here.end());
      for (std::size_t d = 0; d < ensembles[i].draws.size(); ++d) {
        NITER_TRY(const auto of_draw, points_of(run, ensembles[i].draws[d], c, film));
        if (drawn.size() <= d) drawn.emplace_back();
        drawn[d].insert(drawn[d].end(), of_draw.begin(), of_draw.end());
      }
    }
  }

  data::Reduction out{.technique = "catholyte", .title = "Catholyte of " + battery->title};
  const auto best = [&](const char* id, const char* title, const char* unit,
                        double (*value)(const Point&)) {
    const Point& top = *std::ranges::max_element(points, {}, value);
    std::vector<double> same;  // of each draw, at the place of the best
    for (const auto& draw : drawn)
      for (const Point& p : draw)
        if (p.concentration == top.concentration && p.film == top.film &&
            std::abs(p.current / top.current - 1) < 1e-3)
          same.push_back(p.yield);
    auto measure = simulated_measure(id, title, Unit::of(unit), value(top), same);
    measure.note = fmt::format("at {:g} mmol/L, {:.3g} mA cm-2, film x {:g}{}", top.concentration,
                               Unit::of("mA cm-2").from_si(top.current), top.film,
                               same.empty() ? "; no draws there" : "");
    out.measures.push_back(std::move(measure));
  };
  const auto yield = [](const Point& p) { return p.yield; };
  const auto energy = [](const Point& p) { return p.energy(); };
  best("largest_yield", "Largest yield of NH3", "umol h-1 cm-2", yield);
  best("largest_yield_undriven", "Largest yield of NH3 of a cell that gives power", "umol h-1 cm-2",
       [](const Point& p) { return p.voltage > 0 ? p.yield : 0; });
  out.tables = {table_of(points)};
  const data::Axis current{"current_magnitude", Unit::of("mA cm-2")};
  data::Figure figure{"catholyte", out.title, {}, {}};
  figure.panels = {{"a",
                    {},
                    current,
                    {"yield_nh3", Unit::of("umol h-1 cm-2")},
                    lines(points, drawn, options, yield)},
                   {"b",
                    {},
                    current,
                    {"energy_per_mass", Unit::of("kWh kg-1")},
                    lines(points, drawn, options, energy)}};
  // where hardly any ammonia is made, its bands would hide the lines
  double least = 0, most = 0;
  for (const Point& p : points) {
    least = std::min(least, p.energy());
    if (p.film == 1) most = std::max(most, p.energy());
  }
  figure.panels[1].y.range = {least - 0.05 * most, 1.1 * most};
  figure.caption = fmt::format(
      "Simulated: {}, discharged. a, yield of NH3; b, energy that the cell gives for each kilogram "
      "of "
      "it (below zero it has to be driven; large where little is made). Lines: concentrations of "
      "nitrate. Dashed: other films, at {}.",
      battery->title, options.concentrations[options.concentrations.size() / 2].text());
  figure.caption += band_text("Bands", drawn.size());
  out.figures.push_back(std::move(figure));
  return out;
}

}  // namespace niter::study
