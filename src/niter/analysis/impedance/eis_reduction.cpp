#include "niter/analysis/impedance/eis_reduction.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "niter/analysis/impedance/circuit_ladder.hpp"
#include "niter/analysis/impedance/circuit_reading.hpp"
#include "niter/analysis/impedance/eis_findings.hpp"
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

/// A unit that files and reports know, or arbitrary where powers are no whole numbers (S s^n).
Unit unit_of(std::string_view text) {
  auto unit = Unit::parse(text.empty() ? "1" : text);
  return unit ? *unit : Unit::of("a.u.");
}

/// "uF" or "uF cm-2", with the prefix that leaves one to three digits before the point.
Unit capacitance_unit(double value, bool per_area) {
  const double farad = per_area ? value * Unit::of("cm2").scale() : value;
  const char* const prefix = farad >= 1      ? ""
                             : farad >= 1e-3 ? "m"
                             : farad >= 1e-6 ? "u"
                             : farad >= 1e-9 ? "n"
                                             : "p";
  return Unit::of(fmt::format("{}F{}", prefix, per_area ? " cm-2" : ""));
}

/// The measures of one spectrum. `behind` stands behind the ids where there are several spectra.
class Measures {
 public:
  Measures(const CircuitFit& fit, const std::optional<Quantity>& area, const std::string& label,
           std::string behind)
      : fit_(fit),
        reading_(read_circuit(fit.circuit)),
        p_(correlated_parameters(fit, label)),
        behind_(std::move(behind)) {
    if (area) area_ = area->uncertain("area");
  }

  std::vector<data::Measure> all() {
    std::optional<Uncertain> series;
    for (const auto k : reading_.series) series = series ? *series + p_[k] : p_[k];
    if (series) {
      resistance("series_resistance", "Series resistance", *series, "intercept of the real axis");
    }
    std::optional<Uncertain> sum;
    for (std::size_t k = 0; k < reading_.arcs.size(); ++k) {
      const Arc& arc = reading_.arcs[k];
      const Uncertain r = p_[arc.resistance];
      sum = sum ? *sum + r : r;
      if (k == reading_.charge_transfer) {
        resistance("charge_transfer_resistance", "Charge-transfer resistance", r, arc.name);
        capacitance("double_layer_capacitance", "Double-layer capacitance", arc, series);
      } else {
        resistance("resistance " + arc.name, "Resistance of arc " + arc.name, r, arc.name);
        capacitance("capacitance " + arc.name, "Capacitance beside " + arc.name, arc, series);
      }
    }
    if (sum && reading_.arcs.size() > 1) {
      resistance("polarisation_resistance", "Polarisation resistance", *sum,
                 "sum of the resistances of all arcs");
    }
    for (std::size_t k = 0; k < p_.size(); ++k) raw(k);
    return std::move(out_);
  }

 private:
  void add(std::string id, std::string title, Uncertain value, std::string_view unit,
           std::string note) {
    out_.push_back({std::move(id) + behind_, std::move(title), std::move(value), Unit::of(unit),
                    fit_.text, "macdonald1987", std::move(note)});
  }

  void resistance(std::string id, std::string title, const Uncertain& value, std::string note) {
    if (area_) {
      add(std::move(id), std::move(title), value * *area_, "ohm cm2", std::move(note));
    } else {
      add(std::move(id), std::move(title), value, "ohm", std::move(note));
    }
  }

  void capacitance(std::string id, std::string title, const Arc& arc,
                   const std::optional<Uncertain>& series) {
    Uncertain value = p_[arc.capacitance];
    const std::string name = fit_.parameters[arc.capacitance].name;
    if (arc.exponent) {
      // beyond that it is nearer to a resistance or to diffusion
      if (p_[*arc.exponent].value() < 0.5) return;
      value = brug_capacitance(value, p_[*arc.exponent], series, p_[arc.resistance]);
    }
    if (area_) value = value / *area_;
    const Unit unit = capacitance_unit(value.value(), area_.has_value());
    add(std::move(id), std::move(title), value, unit.text(), name);
    if (!arc.exponent) return;
    out_.back().formula = series ? "(Q (1/R_s + 1/R_ct)^(n - 1))^(1/n)" : "(Q R_ct^(1 - n))^(1/n)";
    out_.back().source = "brug1984";
  }

  void raw(std::size_t k) {
    const auto& parameter = fit_.parameters[k];
    const Unit unit = unit_of(parameter.unit);
    // where the unit is none that converts, its text stands in the note
    std::string note = unit.kind() == Unit::Kind::Arbitrary ? std::string(parameter.unit) : "";
    if (parameter.fixed) note += note.empty() ? "fixed" : ", fixed";
    if (parameter.at_bound) note += note.empty() ? "at its bound" : ", at its bound";
    out_.push_back({parameter.name + behind_, parameter.name, p_[k], unit, fit_.text,
                    "macdonald1987", std::move(note)});
  }

  const CircuitFit& fit_;
  CircuitReading reading_;
  std::vector<Uncertain> p_;
  std::string behind_;
  std::optional<Uncertain> area_;
  std::vector<data::Measure> out_;
};

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
  Measures measures(fit, options.area, several ? name + ": " : "", behind);
  for (auto& measure : measures.all()) reduction.measures.push_back(std::move(measure));
  reduction.tables.push_back(spectrum_table(spectrum, fit, several ? name : ""));
  reduction.tables.push_back(correlation_table(fit, several ? name : ""));
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

std::vector<std::pair<std::string, std::string>> settings_of(const EisOptions& options) {
  std::vector<std::pair<std::string, std::string>> settings = {
      {"circuit", options.circuit.empty() ? "ladder of usual circuits" : options.circuit},
      {"starts", std::to_string(options.starts)},
      {"seed", std::to_string(options.seed)}};
  for (const auto& [name, value] : enum_names(Weight{})) {
    if (value == options.weight) settings.emplace_back("weight", name);
  }
  for (const auto& [name, value] : enum_names(InductivePoints{})) {
    if (value == options.spectrum.inductive) settings.emplace_back("inductive", name);
  }
  for (const auto& [name, value] : options.fix)
    settings.emplace_back("fix " + name, shortest(value));
  for (const auto& [name, pair] : options.bounds) {
    settings.emplace_back("bounds " + name,
                          fmt::format("{} to {}", shortest(pair[0]), shortest(pair[1])));
  }
  if (options.area) settings.emplace_back("area", options.area->text());
  if (options.spectrum.lowest) settings.emplace_back("lowest", options.spectrum.lowest->text());
  if (options.spectrum.highest) settings.emplace_back("highest", options.spectrum.highest->text());
  return settings;
}

}  // namespace

Result<data::Reduction> reduce_eis(std::span<const data::Table> tables, const EisOptions& options) {
  if (tables.empty()) return fail(Code::InvalidInput, "no record of impedance to reduce");
  if (options.area) NITER_OK(options.area->in(Unit::of("m2")));
  data::Reduction reduction{.technique = "eis", .title = {}};
  for (const auto& table : tables) {
    NITER_OK(reduce_one(table, options, tables.size() > 1, reduction));
  }
  reduction.settings = settings_of(options);
  return reduction;
}

}  // namespace niter::analysis
