#include "niter/analysis/echem/double_layer_reduction.hpp"

#include <fmt/format.h>

namespace niter::analysis {

namespace {

data::Table scan_table(const DoubleLayerResult& result) {
  data::Table table;
  table.title = "half differences against scan rate";
  table.columns = {{"scan_rate", Unit::of("mV s-1"), {}},
                   {"half_difference", Unit::of("mA cm-2"), {}, {}, result.scale}};
  for (const auto& scan : result.scans) {
    table.columns[0].values.push_back(scan.rate);
    table.columns[1].values.push_back(scan.half_difference);
    table.columns[1].sigma.push_back(scan.sigma);
  }
  return table;
}

}  // namespace

Result<data::Reduction> reduce_double_layer(std::span<const data::Table> tables,
                                            const DoubleLayerOptions& options) {
  NITER_TRY(const auto result, double_layer_capacitance(tables, options));
  const std::string at =
      fmt::format("at {:.4g} V {}, local line {:.3g} V wide, {} scan rates", result.potential,
                  result.scale, result.fit_width, result.scans.size());
  data::Reduction reduction{.technique = "cdl",
                            .title = options.label.empty()
                                         ? "Double-layer capacitance"
                                         : "Double-layer capacitance, " + options.label};
  reduction.measures = {
      {"double_layer_capacitance", "Double-layer capacitance, plain slope", result.capacitance,
       Unit::of("mF cm-2"), "h = h0 + C_dl v", "mccrory2013", at},
      {"intercept", "Intercept at zero scan rate", result.intercept, Unit::of("mA cm-2"),
       "h = h0 + C_dl v", "mccrory2013", at}};
  if (result.bias) {
    reduction.measures.push_back({"double_layer_capacitance_corrected",
                                  "Double-layer capacitance, series resistance undone",
                                  result.bias->corrected, Unit::of("mF cm-2"),
                                  "the C whose line has the plain slope", "bard2001", at});
  }
  const std::string specific = fmt::format(
      "C_s = {}; with {} to {} it is {:.3g} to {:.3g}", options.specific_capacitance.text(),
      options.specific_range.front().text(), options.specific_range.back().text(),
      result.roughness_low, result.roughness_high);
  reduction.measures.push_back({"roughness_factor", "Roughness factor", result.roughness,
                                Unit::of("1"), "C_dl / C_s", "mccrory2013", specific});
  if (result.ecsa) {
    reduction.measures.push_back({"electrochemical_surface_area", "Electrochemical surface area",
                                  *result.ecsa, Unit::of("cm2"), "A C_dl / C_s", "mccrory2013",
                                  specific});
  }
  reduction.tables = {scan_table(result)};
  reduction.figures = {double_layer_figure(result)};
  reduction.findings = result.findings;
  reduction.records = result.records;
  return reduction;
}

}  // namespace niter::analysis
