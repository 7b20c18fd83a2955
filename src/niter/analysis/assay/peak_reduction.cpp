#include "niter/analysis/assay/peak_reduction.hpp"

#include <fmt/format.h>

namespace niter::analysis {

namespace {

Result<std::string_view> axis_of(const data::Table& table) {
  for (const std::string_view axis : {"retention_time", "shift"}) {
    if (table.find(axis) != nullptr) return axis;
  }
  return fail(table.column("retention_time").error());
}

Status check(const PeakSpecies& peak, std::string_view axis) {
  const Unit wanted = Unit::of(axis == "shift" ? "1" : "s");
  for (const auto* quantity : {&peak.position, &peak.tolerance}) {
    if (quantity->unit().same_dimension(wanted)) continue;
    return fail(
        Code::Unit,
        fmt::format("'{}' is no position of the peak of {}", quantity->text(), peak.species),
        axis == "shift" ? "write a shift as a number: 6.95e-6" : "write a time: 5.2 min");
  }
  return {};
}

/// The area as a reading of one of the two ways.
Result<Reading> reading_of(const data::Table& table, std::string_view axis, const PeakSpecies& peak,
                           const PeakTableOptions& options) {
  NITER_OK(check(peak, axis));
  NITER_TRY(const double area, peak_area(table, {axis, peak.position.si(), peak.tolerance.si()}));
  const auto with_noise = [&](double value) {
    return Quantity(value, Unit::of("1"), options.integral_uncertainty * value);
  };
  Reading reading;
  reading.dilutions = options.dilutions;
  if (peak.calibration.has_value() == options.standard.has_value()) {
    return fail(Code::InvalidInput,
                fmt::format("the peak of {} needs a calibration of areas or an internal standard",
                            peak.species),
                "give one of them");
  }
  if (peak.calibration) {
    reading.area = with_noise(area);
    return reading;
  }
  const PeakStandard& standard = *options.standard;
  NITER_TRY(const double reference,
            peak_area(table, {axis, standard.position.si(), standard.tolerance.si()}));
  reading.nmr = NmrReading{.integral = with_noise(area),
                           .standard_integral = with_noise(reference),
                           .nuclei = peak.nuclei,
                           .standard_nuclei = standard.nuclei,
                           .standard = standard.concentration};
  return reading;
}

}  // namespace

Result<data::Reduction> reduce_peaks(std::span<const data::Table> tables,
                                     const PeakTableOptions& options) {
  data::Reduction reduction{.technique = "peaks", .title = "Peaks"};
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const data::Table& table = tables[i];
    NITER_TRY(const auto axis, axis_of(table));
    const std::string sample = tables.size() == 1 ? "" : fmt::format(", {}", table.title);
    for (const auto& peak : options.peaks) {
      NITER_TRY(const Reading reading, reading_of(table, axis, peak, options));
      std::optional<CalibrationLine> line;
      if (peak.calibration) {
        NITER_TRY(line, prepare(*peak.calibration));
      }
      NITER_TRY(const auto assay, Assay::prepare(reading, peak.species, line));
      Inputs inputs;
      std::string note = fmt::format("peak at {}", peak.position.text());
      const auto on_line = assay.on_line();
      if (on_line && line->highest > 0 && (*on_line < line->lowest || *on_line > line->highest)) {
        note += ", outside the standards";
        reduction.caveats.push_back(
            fmt::format("{}{}: outside the standards", peak.species, sample));
      }
      reduction.measures.push_back(
          {"concentration " + peak.species + sample, "Concentration of " + peak.species + sample,
           assay.concentration(inputs, peak.species), Unit::of("mmol L-1"),
           reading.nmr ? "c = D c_s (I/N) / (I_s/N_s)" : "c = D f^-1(area)",
           reading.nmr ? "choi2021" : "danzer1998", note});
    }
    reduction.records.push_back(table.provenance);
  }
  return reduction;
}

}  // namespace niter::analysis
