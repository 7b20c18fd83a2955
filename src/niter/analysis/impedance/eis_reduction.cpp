#include "niter/analysis/impedance/eis_reduction.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "niter/analysis/impedance/circuit_ladder.hpp"
#include "niter/analysis/impedance/circuit_model.hpp"
#include "niter/analysis/impedance/eis_findings.hpp"
#include "niter/analysis/impedance/eis_measures.hpp"
#include "niter/analysis/impedance/impedance_figures.hpp"
#include "niter/analysis/impedance/kramers_kronig.hpp"
#include "niter/analysis/impedance/z_hit.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {

namespace {

Result<CircuitFitOptions> fit_options(const EisOptions& options) {
  CircuitFitOptions out{.weight = options.weight,
                        .starts = options.starts,
                        .seed = static_cast<unsigned>(options.seed),
                        .fix = options.fix};
  if (options.circuit.empty() && !(options.fix.empty() && options.bounds.empty())) {
    return fail(Code::InvalidInput, "'fix' and 'bounds' name parameters of a circuit",
                "name it in 'circuit'");
  }
  for (const auto& [name, pair] : options.bounds) {
    if (pair.size() != 2) {
      return fail(Code::InvalidInput,
                  fmt::format("bounds of '{}' are {} numbers", name, pair.size()),
                  "write the lowest and the highest value: [10, 100]");
    }
    out.bounds[name] = {pair[0], pair[1]};
  }
  return out;
}

data::Table spectrum_table(const Spectrum& spectrum, const CircuitFit& fit,
                           const std::string& title) {
  data::Table table;
  table.title = title.empty() ? "spectrum and fit" : "spectrum and fit, " + title;
  const Unit ohm = Unit::of("ohm");
  const Unit percent = Unit::of("%");
  table.columns = {{"f", Unit::of("Hz"), spectrum.frequency},
                   {"Z_re", ohm, {}, {}, "measured"},
                   {"Z_im", ohm, {}, {}, "measured"},
                   {"Z_re_fit", ohm, {}, {}, fit.text},
                   {"Z_im_fit", ohm, {}, {}, fit.text},
                   {"residual_re", percent, {}, {}, "(Z - Z_fit)/|Z|, real part"},
                   {"residual_im", percent, {}, {}, "(Z - Z_fit)/|Z|, imaginary part"}};
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    const double row[] = {spectrum.impedance[i].real(), spectrum.impedance[i].imag(),
                          fit.impedance[i].real(),      fit.impedance[i].imag(),
                          fit.residual_re[i] / 100,     fit.residual_im[i] / 100};
    for (std::size_t k = 0; k < 6; ++k) table.columns[k + 1].values.push_back(row[k]);
  }
  return table;
}

data::Table correlation_table(const CircuitFit& fit, const std::string& title) {
  data::Table table;
  table.title =
      title.empty() ? "correlation of the parameters" : "correlation of the parameters, " + title;
  for (std::size_t a = 0; a < fit.parameters.size(); ++a) {
    data::Column column{fit.parameters[a].name, Unit::of("1"), {}};
    for (std::size_t b = 0; b < fit.parameters.size(); ++b) {
      column.values.push_back(fit.correlation(a, b));
    }
    table.columns.push_back(std::move(column));
  }
  return table;
}

/// Nyquist and Bode with the circuit as a smooth line, and what the circuit leaves.
std::vector<data::Figure> fit_figures(const Spectrum& spectrum, const CircuitFit& fit,
                                      ImpedanceView view) {
  constexpr int per_decade = 20;
  ModelCurve curve{.name = fit.text};
  const double first = std::log10(spectrum.frequency.front());
  const double last = std::log10(spectrum.frequency.back());
  const int steps = std::max(1, static_cast<int>(std::ceil((first - last) * per_decade)));
  for (int k = 0; k <= steps; ++k) {
    curve.frequency.push_back(std::pow(10, first + (last - first) * k / steps));
  }
  CircuitModel model(fit.circuit, curve.frequency);
  const auto z = model.impedance(fit.values());
  curve.impedance.assign(z.begin(), z.end());
  view.models = {std::move(curve)};

  std::vector<std::complex<double>> residuals;
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    residuals.emplace_back(fit.residual_re[i] / 100, fit.residual_im[i] / 100);
  }
  std::vector<data::Figure> figures{impedance_figure(spectrum, view)};
  view.id += "-residuals";
  view.title += ", residuals of " + fit.text;
  figures.push_back(residual_figure(spectrum, residuals, view));
  return figures;
}

/// Does the spectrum belong to a steady linear system at all? A test that the points do not allow
/// (few points, one frequency twice) is a doubt, not a reason to give no fit.
std::vector<data::Finding> validity_findings(const Spectrum& spectrum, const std::string& name,
                                             std::vector<std::string>& caveats) {
  std::vector<data::Finding> findings;
  if (const auto chain = kramers_kronig(spectrum)) {
    findings.push_back(kramers_kronig_finding(spectrum, *chain));
  } else {
    caveats.push_back(fmt::format("{}: no Kramers-Kronig test, {}", name, chain.error().text()));
  }
  if (const auto transform = z_hit(spectrum)) {
    findings.push_back(z_hit_finding(spectrum, *transform));
  } else {
    caveats.push_back(fmt::format("{}: no Z-HIT, {}", name, transform.error().text()));
  }
  return findings;
}

Status reduce_one(const data::Table& record, const EisOptions& options, bool several,
                  data::Reduction& reduction) {
  NITER_TRY(const auto spectrum, spectrum_of(record, options.spectrum));
  NITER_TRY(const auto fitting, fit_options(options));
  const auto circuits = options.circuit.empty() ? usual_circuits(spectrum)
                                                : std::vector<std::string>{options.circuit};
  NITER_TRY(const auto ladder, compare_circuits(circuits, spectrum, fitting));
  const CircuitFit& fit = ladder.fits[ladder.chosen];

  const std::string name = record.title.empty()
                               ? std::filesystem::path(record.provenance.origin).filename().string()
                               : record.title;
  const std::string behind = several ? " " + name : "";
  for (auto& measure : eis_measures(fit, options.area, several ? name + ": " : "", behind)) {
    reduction.measures.push_back(std::move(measure));
  }
  reduction.tables.push_back(spectrum_table(spectrum, fit, several ? name : ""));
  reduction.tables.push_back(correlation_table(fit, several ? name : ""));
  ImpedanceView view;
  view.title = name;
  if (several) view.id += fmt::format("-{}", reduction.records.size() + 1);
  if (options.area) view.area = options.area->si();
  for (auto& figure : fit_figures(spectrum, fit, std::move(view))) {
    reduction.figures.push_back(std::move(figure));
  }
  auto findings = validity_findings(spectrum, name, reduction.caveats);
  findings.push_back(residual_finding(fit));
  findings.push_back(minimum_finding(fit));
  findings.push_back(determined_finding(fit));
  if (options.circuit.empty()) findings.push_back(ladder_finding(ladder));
  for (auto& finding : findings) {
    if (several) finding.title += ", " + name;
    reduction.findings.push_back(std::move(finding));
  }
  reduction.title = several ? fmt::format("Impedance of {} spectra", reduction.records.size() + 1)
                            : fmt::format("{}, {}", name, fit.text);
  reduction.records.push_back(record.provenance);
  return {};
}

}  // namespace

Result<data::Reduction> reduce_eis(std::span<const data::Table> tables, const EisOptions& options) {
  if (tables.empty()) return fail(Code::InvalidInput, "no record of impedance to reduce");
  if (options.area) NITER_OK(options.area->in(Unit::of("m2")));
  data::Reduction reduction{.technique = "eis", .title = {}};
  for (const auto& table : tables) {
    NITER_OK(reduce_one(table, options, tables.size() > 1, reduction));
  }
  if (options.circuit.empty()) reduction.settings = {{"circuit", "ladder of usual circuits"}};
  return reduction;
}

}  // namespace niter::analysis
