#include "niter/analysis/impedance/validity_reduction.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/impedance/impedance_figures.hpp"

namespace niter::analysis {

namespace {

data::Table residual_table(const Spectrum& spectrum, const KramersKronig& chain,
                           const ZHit& transform) {
  data::Table table;
  table.title = "Kramers-Kronig residuals";
  table.columns = {{"f", Unit::of("Hz"), spectrum.frequency},
                   {"Z_re_fit", Unit::of("Ohm"), {}, {}, "of the chain"},
                   {"Z_im_fit", Unit::of("Ohm"), {}, {}, "of the chain"},
                   {"residual_re", Unit::of("%"), {}, {}, "of |Z|"},
                   {"residual_im", Unit::of("%"), {}, {}, "of |Z|"},
                   {"Z_modulus", Unit::of("Ohm"), transform.modulus, {}, "from the phase, Z-HIT"}};
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    table.columns[1].values.push_back(chain.model[i].real());
    table.columns[2].values.push_back(chain.model[i].imag());
    table.columns[3].values.push_back(chain.residuals[i].real());
    table.columns[4].values.push_back(chain.residuals[i].imag());
  }
  return table;
}

// four places from point to point: an arc is round then
ModelCurve curve_of(const Spectrum& spectrum, const KramersKronig& chain, Immittance immittance) {
  constexpr int between = 4;
  ModelCurve curve{.name = fmt::format("lin-KK, M = {}", chain.elements())};
  for (std::size_t i = 0; i + 1 < spectrum.size(); ++i) {
    for (int k = 0; k < between; ++k) {
      const double share = static_cast<double>(k) / between;
      curve.frequency.push_back(std::pow(spectrum.frequency[i], 1 - share) *
                                std::pow(spectrum.frequency[i + 1], share));
    }
  }
  curve.frequency.push_back(spectrum.frequency.back());
  for (const double f : curve.frequency) {
    curve.impedance.push_back(chain_impedance(chain, immittance, f));
  }
  return curve;
}

void add_measures(const KramersKronig& chain, const ZHit& transform, const std::string& suffix,
                  data::Reduction& reduction) {
  const std::string at = fmt::format("{} elements, mu = {:.2f}", chain.elements(), chain.mu);
  const auto add = [&](const char* id, const char* title, double value, const char* unit,
                       const char* formula, const char* source) {
    reduction.measures.push_back(
        {id + suffix, title, Uncertain(value), Unit::of(unit), formula, source, at});
  };
  add("largest_residual", "Largest Kramers-Kronig residual", chain.largest, "%",
      "max of |Re|, |Im| of (Z - Z_M)/|Z|", "schonleber2014");
  add("rms_residual", "Root mean square of the residuals", chain.rms, "%", "of both parts",
      "schonleber2014");
  add("elements", "RC elements of the chain", chain.elements(), "1", "least M with mu below c",
      "schonleber2014");
  add("mu", "Weight of positive over negative elements", chain.mu, "1",
      "1 - sum |R_k < 0| / sum R_k > 0", "schonleber2014");
  add("drift", "Modulus against the one from the phase, lowest decade", transform.drift, "%",
      "mean of ln(|Z| / |Z| of Z-HIT)", "schiller2001");
}

}  // namespace

Result<data::Reduction> reduce_kramers_kronig(std::span<const data::Table> tables,
                                              const ValidityOptions& options) {
  data::Reduction reduction{.technique = "kk", .title = "Validity of impedance spectra"};
  if (tables.empty()) return fail(Code::InvalidInput, "no spectrum to reduce");
  for (std::size_t k = 0; k < tables.size(); ++k) {
    NITER_TRY(const auto spectrum, spectrum_of(tables[k], options.chain.spectrum));
    NITER_TRY(const auto chain, kramers_kronig(spectrum, options.chain));
    NITER_TRY(const auto transform, z_hit(spectrum, options.drift));
    const std::string suffix = tables.size() > 1 ? " " + tables[k].title : "";
    add_measures(chain, transform, suffix, reduction);
    for (auto finding : {kramers_kronig_finding(spectrum, chain, options.chain),
                         z_hit_finding(spectrum, transform, options.drift)}) {
      finding.key += suffix;
      reduction.findings.push_back(std::move(finding));
    }
    reduction.tables.push_back(residual_table(spectrum, chain, transform));
    ImpedanceView view{.id = fmt::format("fig-kk-spectrum-{}", k + 1), .title = tables[k].title};
    if (options.area) view.area = options.area->si();
    view.models.push_back(curve_of(spectrum, chain, options.chain.immittance));
    reduction.figures.push_back(impedance_figure(spectrum, view));
    view.id = fmt::format("fig-kk-residuals-{}", k + 1);
    reduction.figures.push_back(
        residual_figure(spectrum, chain.residuals, view, options.chain.tolerance));
    reduction.records.push_back(tables[k].provenance);
  }
  return reduction;
}

}  // namespace niter::analysis
