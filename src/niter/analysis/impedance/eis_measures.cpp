#include "niter/analysis/impedance/eis_measures.hpp"

#include <fmt/format.h>

#include "niter/analysis/impedance/circuit_reading.hpp"

namespace niter::analysis {

namespace {

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

}  // namespace

std::vector<data::Measure> eis_measures(const CircuitFit& fit, const std::optional<Quantity>& area,
                                        const std::string& label, const std::string& behind) {
  return Measures(fit, area, label, behind).all();
}

}  // namespace niter::analysis
