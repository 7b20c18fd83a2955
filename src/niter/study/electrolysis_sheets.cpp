#include "niter/study/electrolysis_sheets.hpp"

#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/chem/formula.hpp"
#include "niter/study/sheet_rows.hpp"

namespace niter::study {
namespace {

using analysis::ElectrolysisInput;
using analysis::ElectrolysisRun;
using analysis::FaradaicReport;
using analysis::Reading;
using analysis::RunReport;
using io::CellStyle;

// The calibration in cells, [signal] and [signal per SI concentration, and per its square].
struct Line {
  Place slope, intercept;
  std::optional<Place> curvature = {};
  bool per_mass = false;
  std::string as;
};

Place on_other_sheets(const io::Sheet& sheet, const Place& place) {
  return {fmt::format("'{}'!{}", sheet.name, place.name), place.value};
}

// "E4:E9"
std::string range(const std::vector<Place>& cells) {
  return cells.front().name + ":" + cells.back().name;
}

class Sheets {
 public:
  Sheets(const ElectrolysisInput& input, const FaradaicReport& report)
      : input_(input), report_(report) {
    std::vector<std::string> titles{"calibration", "all runs"};
    for (const auto& run : report.runs) titles.push_back(run.label);
    names_ = io::sheet_names_of(titles);
  }

  Status add_calibration();
  void add_run(std::size_t index);
  void add_all_runs();
  std::vector<io::Sheet> sheets;

 private:
  // what a run's results are made of
  struct Run {
    SheetRows& rows;
    const ElectrolysisRun& input;
    const RunReport& report;
    std::set<std::string> shown = {};
  };

  Place on_curve(SheetRows& rows, const std::string& scope, const Quantity& signal) const;
  Place beside_standard(SheetRows& rows, const std::string& scope,
                        const analysis::NmrReading& nmr) const;
  Place concentration(SheetRows& rows, const std::string& scope, const Reading& reading) const;
  Place amount(Run& run) const;
  Place charge(Run& run, const std::optional<Place>& time) const;
  Place put(Run& run, std::string_view id, const std::string& formula, double value) const;
  void add_rates(Run& run, const Place& amount, const Place& charge, const Place& time) const;

  const ElectrolysisInput& input_;
  const FaradaicReport& report_;
  std::vector<std::string> names_;
  std::optional<Line> line_;
};

Status Sheets::add_calibration() {
  if (!input_.calibration) return {};
  const auto& calibration = *input_.calibration;
  NITER_TRY(const auto own, analysis::prepare(calibration));
  SheetRows rows(names_[0], "Calibration: signal = intercept + slope x concentration");
  Line line{{}, {}, {}, own.per_mass, own.as};
  const std::string per = own.per_mass ? "m3 kg-1" : "m3 mol-1";
  if (calibration.slope) {
    line.slope = rows.input("slope", *calibration.slope);
    line.intercept = rows.input("intercept", calibration.intercept);
  } else if (own.fit->weighting != analysis::Weighting::None || own.curvature != 0) {
    // no function of a spreadsheet fits these
    rows.note("Coefficients of the weighted or bent fit, as niter found them.");
    line.slope = rows.constant("slope", own.slope, per);
    line.intercept = rows.constant("intercept", own.intercept, "1");
    if (own.curvature != 0) {
      line.curvature =
          rows.constant("curvature", own.curvature, own.per_mass ? "m6 kg-2" : "m6 mol-2");
    }
  } else {
    std::vector<Place> x;
    std::vector<Place> y;
    rows.note("Standards: concentration, and below each the signal read for it.");
    for (const auto& standard : calibration.standards)
      x.push_back(rows.input("concentration of the standard", standard.concentration));
    for (const auto& standard : calibration.standards) {
      const bool area = standard.area.has_value();
      y.push_back(rows.input(area ? "area" : "absorbance",
                             Quantity(area ? *standard.area : *standard.absorbance, "1")));
    }
    rows.heading("Straight line by least squares");
    const auto fitted = [&](const char* what, const char* function, double value, double sigma,
                            const std::string& unit) {
      const auto row = rows.next_row();
      const auto formula = fmt::format("={}({},{})", function, range(y), range(x));
      const auto si = io::cell_name(row, 4);
      rows.cells(
          {{std::string(what), CellStyle::Result},
           {},
           {sigma},
           {},
           {io::Formula{formula, value}, CellStyle::Result},
           {unit},
           {value},
           {io::Formula{fmt::format("={}/{}-1", si, io::cell_name(row, 6)), 0}, CellStyle::Note}});
      return Place{si, value};
    };
    line.slope = fitted("slope", "SLOPE", own.slope, own.slope_sigma, per);
    line.intercept = fitted("intercept", "INTERCEPT", own.intercept, own.intercept_sigma, "1");
    fitted("scatter of one signal", "STEYX", own.fit->scatter, 0, "1");
  }
  line.slope = on_other_sheets(rows.sheet(), line.slope);
  line.intercept = on_other_sheets(rows.sheet(), line.intercept);
  if (line.curvature) line.curvature = on_other_sheets(rows.sheet(), *line.curvature);
  line_ = line;
  sheets.push_back(rows.sheet());
  return {};
}

// signal above the intercept, over the slope; on a bent curve the root of the quadratic
Place Sheets::on_curve(SheetRows& rows, const std::string& scope, const Quantity& signal) const {
  const auto read = rows.input(scope + ", signal", signal);
  const Line& line = *line_;
  const auto above = fmt::format("({}-{})", read.name, line.intercept.name);
  const double height = read.value - line.intercept.value;
  if (!line.curvature) {
    return {fmt::format("{}/{}", above, line.slope.name), height / line.slope.value};
  }
  const auto root =
      fmt::format("SQRT({0}*{0}+4*{1}*{2})", line.slope.name, line.curvature->name, above);
  const double root_value =
      std::sqrt(line.slope.value * line.slope.value + 4 * line.curvature->value * height);
  return {fmt::format("2*{}/({}+{})", above, line.slope.name, root),
          2 * height / (line.slope.value + root_value)};
}

// c_s (I / N) / (I_s / N_s)
Place Sheets::beside_standard(SheetRows& rows, const std::string& scope,
                              const analysis::NmrReading& nmr) const {
  const auto integral = rows.input(scope + ", integral", nmr.integral);
  const auto nuclei = rows.constant(scope + ", nuclei", nmr.nuclei, "1");
  const auto reference = rows.input(scope + ", integral of the standard", nmr.standard_integral);
  const auto its = rows.constant(scope + ", nuclei of the standard", nmr.standard_nuclei, "1");
  const auto standard = rows.input(scope + ", standard", nmr.standard);
  return {fmt::format("{}*{}/{}/({}/{})", standard.name, integral.name, nuclei.name, reference.name,
                      its.name),
          standard.value * integral.value / nuclei.value / (reference.value / its.value)};
}

// c = D f (A - a) / b: the rows of one reading; the last is its concentration in mol m-3.
Place Sheets::concentration(SheetRows& rows, const std::string& scope,
                            const Reading& reading) const {
  std::string formula;
  double value = 0;
  bool per_mass = reading.ppm.has_value();
  std::string as = reading.as;
  if (reading.absorbance || reading.area) {
    const auto c = on_curve(rows, scope, reading.area ? *reading.area : *reading.absorbance);
    formula = c.name;
    value = c.value;
    per_mass = line_->per_mass;
    if (as.empty()) as = line_->as;
  } else if (reading.nmr) {
    const auto c = beside_standard(rows, scope, *reading.nmr);
    formula = c.name;
    value = c.value;
  } else if (reading.ppm) {
    const auto ppm = rows.input(scope + ", mg/L", *reading.ppm);
    formula = ppm.name + "*0.001";
    value = ppm.value * 1e-3;
  } else {
    const auto c = rows.input(scope + ", concentration", *reading.concentration);
    per_mass = reading.concentration->unit().same_dimension(Unit::of("kg m-3"));
    formula = c.name;
    value = c.value;
  }
  if (per_mass) {
    const auto counted = chem::parse_formula(as).value();
    const auto wanted = chem::parse_formula(report_.product).value();
    const double atoms =
        counted == wanted ? 1 : double(counted.count("N")) / double(wanted.count("N"));
    const auto mass = rows.constant(fmt::format("{}, molar mass of {}", scope, as),
                                    chem::molar_mass(counted), "kg mol-1");
    const auto ratio = rows.constant(
        fmt::format("{}, N atoms of {} over those of {}", scope, as, report_.product), atoms, "1");
    formula = fmt::format("({})*{}/{}", formula, ratio.name, mass.name);
    value = value * atoms / mass.value;
  }
  if (reading.dilution.si() != 1 || reading.dilution.sigma() > 0) {
    const auto dilution = rows.input(scope + ", dilution", reading.dilution);
    formula = fmt::format("{}*({})", dilution.name, formula);
    value *= dilution.value;
  }
  for (std::size_t i = 0; i < reading.dilutions.size(); ++i) {
    const auto dilution = analysis::Dilution::parse(reading.dilutions[i]).value();
    const auto taken = rows.input(fmt::format("{}, pipette {}", scope, i + 1), dilution.taken);
    const auto made = rows.input(fmt::format("{}, flask {}", scope, i + 1), dilution.made);
    formula = fmt::format("{}/{}*({})", made.name, taken.name, formula);
    value *= made.value / taken.value;
  }
  return rows.step(fmt::format("c({}) = concentration of {}", scope, report_.product), formula,
                   value, "mol m-3");
}

Place Sheets::put(Run& run, std::string_view id, const std::string& formula, double value) const {
  const auto* own = run.report.find(id);
  NITER_EXPECT(own != nullptr, "the report has what its inputs allow");
  run.shown.insert(own->id);
  return run.rows.result(*own, formula, value);
}

Place Sheets::amount(Run& run) const {
  if (run.input.amount) {
    const auto stated = run.rows.input("product formed", *run.input.amount);
    return put(run, "amount", stated.name, stated.value);
  }
  auto& rows = run.rows;
  const auto volume = rows.input("volume at the start", *run.input.volume);
  Place control{"0", 0};
  std::optional<Place> blank;
  if (input_.blank) control = *(blank = concentration(rows, "blank", *input_.blank));
  if (input_.ocp) {
    rows.note("The open-circuit control contains the blank and is subtracted in its place.");
    control = concentration(rows, "ocp", *input_.ocp);
  }
  std::string sum;
  std::string left = volume.name;
  double value = 0;
  double rest = volume.value;
  for (std::size_t i = 0; i < run.input.aliquots.size(); ++i) {
    const auto& aliquot = run.input.aliquots[i];
    const auto scope = fmt::format("aliquot {}", i + 1);
    const auto taken = rows.input(scope + ", volume", aliquot.volume);
    const auto c = concentration(rows, scope, aliquot.reading);
    sum += fmt::format("({}-{})*{}+", c.name, control.name, taken.name);
    left += "-" + taken.name;
    value += (c.value - control.value) * taken.value;
    rest -= taken.value;
  }
  const auto end = concentration(rows, "end", *run.input.end);
  sum += fmt::format("({}-{})*({})", end.name, control.name, left);
  value += (end.value - control.value) * rest;
  rows.note("N = sum (c_i - c_0) V_i + (c_end - c_0) (V - sum V_i)");
  return put(run, "amount", sum, value);
}

Place Sheets::charge(Run& run, const std::optional<Place>& time) const {
  const auto& source = run.input.charge;
  if (source.value) {
    const auto stated = run.rows.input("charge passed", *source.value);
    return put(run, "charge", stated.name, stated.value);
  }
  if (source.current) {
    const auto current = run.rows.input("constant current", *source.current);
    const bool negative = source.cathodic == analysis::CathodicSign::Negative;
    return put(run, "charge", fmt::format("{}{}*{}", negative ? "-" : "", current.name, time->name),
               (negative ? -1 : 1) * current.value * time->value);
  }
  const auto integral = run.rows.constant(
      fmt::format("minus integral of {} by the trapezium rule (niter)", source.record),
      run.report.find("charge")->value.value(), "C");
  return put(run, "charge", integral.name, integral.value);
}

void Sheets::add_rates(Run& run, const Place& amount, const Place& charge,
                       const Place& time) const {
  auto& rows = run.rows;
  const double n_F = report_.electrons * constants::F;
  if (input_.area) {
    const auto area = rows.input("geometric area", *input_.area);
    const double at = area.value * time.value;
    const auto per = fmt::format("({}*{})", area.name, time.name);
    put(run, "current_density", fmt::format("-{}/{}", charge.name, per), -charge.value / at);
    const auto rate = put(run, "yield_rate", amount.name + "/" + per, amount.value / at);
    put(run, "partial_current_density",
        fmt::format("-{}*{}*{}", report_.electrons, constants::F, rate.name), -n_F * rate.value);
  }
  if (input_.catalyst_mass) {
    const auto mass = rows.input("catalyst mass", *input_.catalyst_mass);
    const double at = mass.value * time.value;
    const auto molar =
        put(run, "yield_mass_molar", fmt::format("{}/({}*{})", amount.name, mass.name, time.name),
            amount.value / at);
    const double product = chem::molar_mass(chem::parse_formula(report_.product).value());
    const auto cell = rows.constant("molar mass of " + report_.product, product, "kg mol-1");
    put(run, "yield_mass", fmt::format("{}*{}", molar.name, cell.name), molar.value * product);
  }
  if (input_.sites) {
    const auto sites = rows.input("metal sites", *input_.sites);
    put(run, "turnover_frequency", fmt::format("{}/({}*{})", amount.name, sites.name, time.name),
        amount.value / (sites.value * time.value));
  }
}

void Sheets::add_run(std::size_t index) {
  const auto& report = report_.runs[index];
  SheetRows rows(names_[2 + index],
                 fmt::format("{}{}: {} to {}", input_.title.empty() ? "" : input_.title + ", ",
                             report.label, report_.reactant, report_.product));
  rows.note("Blue: what was measured. Green: results. u: one standard uncertainty by niter.");
  Run run{rows, input_.runs[index], report};

  rows.heading("Charge");
  std::optional<Place> time;
  if (run.input.time)
    time = rows.input("time", *run.input.time);
  else if (const auto* duration = report.find("duration"))
    time = rows.constant("time, of the record", duration->value.value(), "s");
  if (report.find("duration") != nullptr) run.shown.insert("duration");
  const auto passed = charge(run, time);

  rows.heading("Product");
  const auto formed = amount(run);

  rows.heading("Faradaic efficiency");
  const auto electrons = rows.constant(fmt::format("n = electrons for one {}", report_.product),
                                       report_.electrons, "1");
  const auto faraday = rows.constant("F = Faraday constant", constants::F, "C mol-1");
  put(run, "faradaic_efficiency",
      fmt::format("{}*{}*{}/{}", electrons.name, faraday.name, formed.name, passed.name),
      report_.electrons * constants::F * formed.value / passed.value);

  if (time) {
    rows.heading("Rates");
    add_rates(run, formed, passed, *time);
  }
  rows.heading("Other numbers of niter");
  for (const auto& result : report.results) {
    if (!run.shown.contains(result.id)) rows.given(result);
  }
  sheets.push_back(rows.sheet());
}

// Mean and scatter of the efficiency and the yield over all runs.
void Sheets::add_all_runs() {
  if (report_.replicates.empty()) return;
  SheetRows rows(names_[1], "All runs together");
  for (const auto& replicate : report_.replicates) {
    const auto& display = replicate.units.front();
    rows.heading(fmt::format("{} [{}]", replicate.title, display.label));
    const auto first = rows.next_row();
    for (std::size_t i = 0; i < report_.runs.size(); ++i)
      rows.cells({{report_.runs[i].label}, {replicate.values[i] / display.unit.scale()}});
    const auto all =
        fmt::format("{}:{}", io::cell_name(first, 1), io::cell_name(rows.next_row() - 1, 1));
    const auto add = [&](const char* what, const char* function, double value) {
      const double shown = value / display.unit.scale();
      rows.cells({{std::string(what), CellStyle::Result},
                  {io::Formula{fmt::format("={}({})", function, all), shown}, CellStyle::Result},
                  {},
                  {display.label},
                  {},
                  {},
                  {shown}});
    };
    add("mean", "AVERAGE", replicate.mean);
    add("standard deviation between runs", "STDEV", replicate.sd);
  }
  sheets.push_back(rows.sheet());
}

}  // namespace

Result<std::vector<io::Sheet>> electrolysis_sheets(const ElectrolysisInput& input,
                                                   const FaradaicReport& report) {
  NITER_EXPECT(input.runs.size() == report.runs.size(), "the report is of this input");
  Sheets all(input, report);
  NITER_OK(all.add_calibration());
  for (std::size_t i = 0; i < report.runs.size(); ++i) all.add_run(i);
  all.add_all_runs();
  return std::move(all.sheets);
}

}  // namespace niter::study
