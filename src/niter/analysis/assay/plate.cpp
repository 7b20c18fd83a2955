#include "niter/analysis/assay/plate.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/number_text.hpp"

namespace niter::analysis {

namespace {

const data::Column* first_of(const data::Table& table, std::string_view one,
                             std::string_view other) {
  const data::Column* const column = table.find(one);
  return column != nullptr ? column : table.find(other);
}

Result<WellKind> kind_of(double code) {
  for (const auto kind :
       {WellKind::Blank, WellKind::Standard, WellKind::Control, WellKind::Sample}) {
    if (code == static_cast<double>(kind)) return kind;
  }
  return fail(Code::InvalidInput, fmt::format("{} is no kind of well", code),
              "0 blank, 1 standard, 2 control, 3 sample");
}

std::string place_of(double code) {
  const auto number = static_cast<int>(code);
  const int row = number / 100;
  if (row < 1 || row > 26) return fmt::format("{}", number);
  return fmt::format("{}{}", static_cast<char>('A' + row - 1), number % 100);
}

std::string sample_name(const data::Table& table, const data::Column* samples, std::size_t row) {
  if (samples == nullptr || !std::isfinite(samples->values[row])) {
    return fmt::format("sample {}", row + 1);
  }
  const std::string key = fmt::format("sample {}", samples->values[row]);
  const auto name = table.provenance.settings.find(key);
  return name == table.provenance.settings.end() ? key : name->second;
}

Result<CurveResult> curve_of(const data::Table& table, const CurveOptions& options) {
  NITER_TRY(const auto wells, wells_of(table));
  const data::Column& concentration = *first_of(table, "c", "mass_concentration");
  const CurveUnits units{concentration.unit, table.find("absorbance") == nullptr};
  NITER_TRY(auto result, calibration_curve(wells, units, options));
  result.title = table.title;
  return result;
}

void add_measures(data::Reduction& reduction, const CurveResult& result,
                  const std::string& suffix) {
  Inputs inputs;
  const std::string scope = result.options.label.empty() ? "" : result.options.label + " ";
  const UncertainCurve curve(line_of(result.fit), inputs, scope + "calibration");
  const Unit per = Unit::of(result.per_mass ? "L mg-1" : "L mmol-1");
  const std::string range =
      fmt::format("{} standards, {:.4g} to {:.4g} {}, R2 = {:.6f}", result.points.size(),
                  result.unit.from_si(result.fit.lowest), result.unit.from_si(result.fit.highest),
                  result.unit.text(), result.fit.r2);
  const auto add = [&](std::string id, std::string title, Uncertain value, Unit unit,
                       std::string formula, std::string source, std::string note) {
    reduction.measures.push_back({id + suffix, title + suffix, std::move(value), std::move(unit),
                                  std::move(formula), std::move(source), std::move(note)});
  };
  add("slope", "Slope of the calibration", curve.slope, per, "A = a + b c + q c2", "danzer1998",
      range);
  add("intercept", "Intercept of the calibration", curve.intercept, Unit::of("1"),
      "A = a + b c + q c2", "danzer1998", range);
  if (result.limits) {
    add("detection_limit", "Detection limit", Uncertain(result.limits->detection), result.unit,
        "x_D: both errors rare, calibration included", "currie1995",
        fmt::format("critical value {:.4g}, 3.3 s/b {:.4g} {} ({})",
                    result.unit.from_si(result.limits->critical),
                    result.unit.from_si(result.limits->lod_simple), result.unit.text(),
                    result.limits->from_blanks ? "s of blanks" : "s of residuals"));
    add("quantification_limit", "Quantification limit", Uncertain(result.limits->quantification),
        result.unit, "half width of the interval is a third of the value", "din32645",
        fmt::format("10 s/b {:.4g} {}", result.unit.from_si(result.limits->loq_simple),
                    result.unit.text()));
  }
  for (const auto& sample : result.samples) {
    add(sample.name, sample.name, sample.value, result.unit, "f(c) = A", "fieller1954",
        fmt::format("{} reading{}, {:.0f} % interval {:.4g} to {:.4g}{}", sample.readings,
                    sample.readings == 1 ? "" : "s", 100 * result.options.confidence,
                    result.unit.from_si(sample.read.low), result.unit.from_si(sample.read.high),
                    sample.below_detection ? ", below the critical value"
                    : sample.outside       ? ", outside the standards"
                                           : ""));
  }
}

data::Table standards_table(const CurveResult& result) {
  data::Table table;
  table.title = "standards and residuals";
  table.columns = {{result.per_mass ? "mass_concentration" : "c", result.unit, {}},
                   {result.areas ? "area" : "absorbance", Unit::of("1"), {}},
                   {"residual", Unit::of("1"), result.fit.residuals},
                   {"leverage", Unit::of("1"), result.fit.leverages},
                   {"studentised residual", Unit::of("1"), result.fit.studentised}};
  for (const auto& point : result.points) {
    table.columns[0].values.push_back(point.concentration);
    table.columns[1].values.push_back(point.signal);
  }
  return table;
}

}  // namespace

Result<std::vector<Well>> wells_of(const data::Table& table) {
  const auto* const concentration = first_of(table, "c", "mass_concentration");
  const auto* const signal = first_of(table, "absorbance", "area");
  if (concentration == nullptr) return fail(table.column("c").error());
  if (signal == nullptr) return fail(table.column("absorbance").error());
  const data::Column* const kinds = table.find("well_kind");
  const data::Column* const places = table.find("well");
  const data::Column* const samples = table.find("sample");
  std::vector<Well> wells;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    Well well;
    well.concentration = concentration->values[i];
    well.signal = signal->values[i];
    if (!signal->sigma.empty()) well.sigma = signal->sigma[i];
    const bool known = std::isfinite(well.concentration);
    well.kind = known ? WellKind::Standard : WellKind::Sample;
    if (kinds != nullptr) {
      NITER_TRY(well.kind, kind_of(kinds->values[i]));
    }
    const bool needs = well.kind == WellKind::Standard || well.kind == WellKind::Control;
    if (needs && !known) {
      return fail(Code::InvalidInput,
                  fmt::format("row {} is a standard or control without concentration", i + 1));
    }
    well.sample = sample_name(table, samples, i);
    well.place = places != nullptr ? place_of(places->values[i]) : fmt::format("row {}", i + 1);
    wells.push_back(std::move(well));
  }
  return wells;
}

Result<data::Reduction> reduce_calibration(std::span<const data::Table> tables,
                                           const CurveOptions& options) {
  data::Reduction reduction{.technique = "calibration", .title = "Calibration"};
  for (std::size_t i = 0; i < tables.size(); ++i) {
    CurveOptions own = options;
    std::string suffix;
    if (tables.size() > 1) {
      const std::string title =
          tables[i].title.empty() ? fmt::format("table {}", i + 1) : tables[i].title;
      own.label = options.label.empty() ? title : options.label + " " + title;
      suffix = ", " + title;
    }
    NITER_TRY(const auto result, curve_of(tables[i], own));
    add_measures(reduction, result, suffix);
    reduction.tables.push_back(standards_table(result));
    auto figure = calibration_figure(result);
    if (tables.size() > 1) figure.id += fmt::format("-{}", i + 1);
    reduction.figures.push_back(std::move(figure));
    for (auto finding : result.findings) {
      if (!suffix.empty()) finding.title += suffix;
      reduction.findings.push_back(std::move(finding));
    }
    reduction.records.push_back(tables[i].provenance);
  }
  return reduction;
}

}  // namespace niter::analysis
