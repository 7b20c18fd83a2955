// Whole absorption spectra: from counts to absorbance, baseline, wavelengths read, mixtures.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// Absorbance against wavelength, ascending. NaN where no light came through.
struct AbsorbanceSpectrum {
  std::vector<double> wavelength;  // m
  std::vector<double> absorbance;
  std::vector<double> sigma = {};  // of each point; empty: not known
  std::string title = {};
};

/// From a record.
///
///     A = -lg[(S - D) / (R - D)]     sample, dark and reference counts
///
/// Columns: "wavelength" and either "absorbance" (with its sigma) or "counts_sample" and, from
/// `reference` or the same table, "counts_reference"; "counts_dark" of each table where it has one.
/// A point whose net counts are not positive is NaN: it is no absorbance.
///
/// @param reference  another record whose sample column is the light without sample; null: the
///        table's own "counts_reference"
/// @error NotFound naming the column; InvalidInput: wavelengths that do not fit
Result<AbsorbanceSpectrum> absorbance_spectrum(const data::Table& table,
                                               const data::Table* reference = nullptr);

/// What is taken off below the bands.
enum class BaselineKind { None, Linear, Scatter };
std::span<const std::pair<std::string_view, BaselineKind>> enum_names(BaselineKind);

struct BaselineOptions {
  BaselineKind kind = BaselineKind::None;
  double low = 0, high = 0;  // m: the two wavelengths of the line, or the window without bands
};

struct Baseline {
  std::vector<double> values;  // one for each wavelength
  double exponent = 0;         // n of a lambda^-n
};

/// The baseline of a spectrum.
///
///     linear:  through the means within 1 nm of `low` and of `high`
///     scatter: A = a lambda^-n fitted to ln A against ln lambda between `low` and `high`, carried
///              on under the bands; n = 4 for particles far below the wavelength, less for larger
///
/// @error InvalidInput: no points there, or not positive (a scatter of nothing)
/// @source fluortools (scatter in absorption spectra: a power of the wavelength, fitted where
/// nothing absorbs)
Result<Baseline> baseline_of(const AbsorbanceSpectrum& spectrum, const BaselineOptions& options);

/// The mean over the width about a wavelength, straight lines between the points; width 0: the
/// value there.
///
/// @error InvalidInput: beyond the spectrum, or no light there
Result<double> absorbance_at(const AbsorbanceSpectrum& spectrum, double wavelength, double width);

/// Concentrations of known absorbers.
struct Mixture {
  std::vector<double> amounts;  // in multiples of each reference
  std::vector<double> sigmas;
  double scatter = 0;  // of the residual
  std::vector<double> residual;
};

/// Least squares of a spectrum with reference spectra, plus a constant offset.
///
///     A(lambda) = sum_k x_k A_k(lambda) + a0
///
/// References are read at the wavelengths of the spectrum by straight lines between their points;
/// only wavelengths that all cover are used.
/// @error InvalidInput: fewer wavelengths than unknowns, references that are alike (dependent)
/// @source press2007, sec. 15.4
Result<Mixture> resolve_mixture(const AbsorbanceSpectrum& spectrum,
                                std::span<const AbsorbanceSpectrum> references);

/// One wavelength and how its absorbance counts.
struct ReadAt {
  Quantity wavelength;
  double factor = 1;

  template <class V>
  void visit(V& v) {
    v.required("wavelength", wavelength, "read there", "m");
    v.optional("factor", factor, "by which it counts; -2 for the 275 nm of nitrate");
  }
};

struct AbsorbanceOptions {
  std::string method = {};        // of assays.toml: its wavelengths are read
  std::vector<ReadAt> read = {};  // or these
  Quantity width{2, "nm"};        // of a reading: about the slit of a common spectrometer
  Quantity path{10, "mm"};        // of the cell
  BaselineKind baseline = BaselineKind::None;
  std::vector<Quantity> baseline_range = {};   // two wavelengths
  std::vector<double> reference_amounts = {};  // of the further tables: their amounts in any unit
  double absorbance_limit = 2;

  template <class V>
  void visit(V& v) {
    v.optional("method", method, "id of an assay of assays.toml, whose wavelengths are read");
    v.optional("read", read, "wavelengths to read: [{ wavelength = \"220 nm\", factor = 1 }, ...]");
    v.optional("width", width, "of a reading", "m");
    v.optional("path", path, "of the cell", "m");
    v.optional("baseline", baseline, "none, linear or scatter");
    v.optional("baseline_range", baseline_range, "two wavelengths: ends of the line, or a window");
    v.optional("reference_amounts", reference_amounts,
               "amounts in the further tables, which are spectra of pure absorbers");
    v.optional("absorbance_limit", absorbance_limit, "above it readings are reported");
  }
};

/// Technique "absorbance": the first table is the sample; further ones are references of a mixture
/// where `reference_amounts` are given, else further samples. The combined reading is
///
///     A = 10 mm / path * sum of factor_i A(lambda_i)
///
/// @error as above; InvalidInput: neither method nor wavelengths nor references
Result<data::Reduction> reduce_absorbance(std::span<const data::Table> tables,
                                          const AbsorbanceOptions& options);

}  // namespace niter::analysis
