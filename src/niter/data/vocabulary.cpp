#include <algorithm>

#include "niter/data/table.hpp"

namespace niter::data {
namespace {

constexpr Word words[] = {
    // what instruments measure
    {"t", "t", "time", "s"},
    {"E", "E", "electrode potential", "V"},
    {"V", "Cell voltage", "voltage between the terminals of a cell", "V"},
    {"I", "I", "current, oxidation positive", "A"},
    {"j", "j", "current per geometric area, oxidation positive", "A m-2"},
    {"current_magnitude", "|j|", "magnitude of the current per geometric area", "A m-2"},
    {"current_magnitude_total", "|I|", "magnitude of the current", "A"},
    {"inverse_root_rotation", "ω^−½", "inverse root of the rotation in rad/s", "1"},
    {"inverse_current", "1/|j|", "inverse of the current per geometric area", "m2 A-1"},
    {"tafel_slope", "Tafel slope", "potential per decade of current", "V"},
    {"scan_rate", "v", "rate at which the potential is swept", "V s-1"},
    {"root_rate", "√(v / V s⁻¹)", "root of the scan rate", "1"},
    {"half_difference", "j_dl", "half the difference of the currents of both sweeps", "A m-2"},
    {"Q", "Q", "charge", "C"},
    {"q", "q", "charge per geometric area, of a reduction negative", "C m-2"},
    {"E_set", "E set", "electrode potential asked for", "V"},
    {"I_set", "I set", "current asked for, oxidation positive", "A"},
    {"cycle", "Cycle", "number of the cycle, as the instrument or the model counts it", "1"},
    {"step", "Step", "number of the step in the sequence, as the instrument counts it", "1"},
    // what cyclers of cells count
    {"t_step", "t step", "time since the step began", "s"},
    {"clock", "Clock", "time since 1970-01-01 00:00 of the instrument's clock", "s"},
    {"record", "Record", "number of the row, as the instrument counts it", "1"},
    {"Q_charge", "Q charge", "charge passed while charging, as the instrument counts it", "C"},
    {"Q_discharge", "Q discharge", "charge passed while discharging, as the instrument counts it",
     "C"},
    {"W", "W", "electric energy, as the instrument counts it", "J"},
    {"W_charge", "W charge", "energy taken while charging, as the instrument counts it", "J"},
    {"W_discharge", "W discharge", "energy given while discharging, as the instrument counts it",
     "J"},
    {"P", "P", "electric power", "W"},
    {"R", "R", "resistance", "ohm"},
    {"T", "T", "temperature", "K"},
    {"I_range", "Current range", "full scale of the current range in use", "A"},
    {"overload", "Overload", "beyond the range: 1 current, 2 potential, 3 both", "1"},
    {"f", "f", "frequency", "Hz"},
    {"Z_re", "Re Z", "real part of the impedance", "ohm"},
    {"Z_im", "Im Z", "imaginary part of the impedance, negative for a capacitor", "ohm"},
    {"Z_re_fit", "Re Z fit", "real part of the impedance of a fitted circuit", "ohm"},
    {"Z_im_fit", "Im Z fit", "imaginary part of the impedance of a fitted circuit", "ohm"},
    {"residual_re", "Δ Re", "residual of a fit over the modulus, real part", "1"},
    {"residual_im", "Δ Im", "residual of a fit over the modulus, imaginary part", "1"},
    {"minus_Z_im", "−Im Z", "imaginary part of the impedance, sign turned", "ohm"},
    {"Z_modulus", "|Z|", "modulus of the impedance", "ohm"},
    {"Z_residual", "ΔZ / |Z|", "measured less model impedance, share of the modulus", "1"},
    {"tau", "τ", "relaxation time", "s"},
    {"gamma", "γ", "distribution of relaxation times, per unit of ln τ", "ohm"},
    {"gamma_low", "γ low", "lower end of the credible band", "ohm"},
    {"gamma_high", "γ high", "upper end of the credible band", "ohm"},
    {"gamma_area", "γ", "distribution of relaxation times, times area", "ohm m2"},
    {"R_peak", "R", "resistance under a peak", "ohm"},
    {"C_peak", "C", "relaxation time over resistance of a peak", "F"},
    {"z_re", "Re Z", "real part of the impedance times area", "ohm m2"},
    {"z_im", "Im Z", "imaginary part of the impedance times area", "ohm m2"},
    {"minus_z_im", "−Im Z", "imaginary part of the impedance times area, sign turned", "ohm m2"},
    {"z_modulus", "|Z|", "modulus of the impedance times area", "ohm m2"},
    {"minus_phase", "−φ", "phase of the impedance, sign turned", "rad"},
    {"volume", "Volume", "volume of the catholyte", "m3"},
    {"E_ac", "E ac", "amplitude of an alternating potential", "V"},
    {"I_ac", "I ac", "amplitude of an alternating current", "A"},
    {"efficiency", "Efficiency", "share of what was charged that is delivered", "1"},
    {"power", "Power density", "electric power per geometric area", "W m-2"},
    // spectra
    {"wavelength", "λ", "wavelength", "m"},
    {"wavenumber", "ν̃", "wavenumber", "m-1"},
    {"shift", "δ", "chemical shift, relative to the frequency of the spectrometer", "1"},
    {"absorbance", "A", "decadic absorbance", "1"},
    {"transmittance", "T", "transmittance", "1"},
    {"intensity", "Intensity", "intensity of a spectrum", "a.u."},
    {"intensity_im", "Im intensity", "imaginary part of the intensity of a spectrum", "a.u."},
    {"counts", "Counts", "reading of a detector", "counts"},
    {"counts_dark", "Dark counts", "reading of a detector without light", "counts"},
    {"counts_reference", "Reference counts", "reading of a detector without the sample", "counts"},
    // plates of wells
    {"sample", "Sample", "number of the sample, from 1", "1"},
    {"replicate", "Replicate", "number of the reading of one sample, from 1", "1"},
    {"series", "Series", "number of the series of standards or samples, from 1", "1"},
    // the film before the electrode
    {"x", "x", "distance from the electrode", "m"},
    {"c", "c", "concentration", "mol m-3"},
    {"ph", "pH", "negative decadic logarithm of the hydrogen ion activity", "1"},
    {"phi", "φ", "electric potential in the electrolyte", "V"},
    // the surface and its products
    {"theta", "θ", "share of the sites that a species covers", "1"},
    {"FE", "Faradaic efficiency", "share of the charge that went into the product", "1"},
    {"yield_nh3", "NH3 yield rate", "NH3 produced per time and geometric area", "mol s-1 m-2"},
    {"rate_control", "Degree of rate control", "d ln rate / d ln k at constant K", "1"},
    {"elasticity", "Elasticity", "d ln rate / d ln of what it depends on", "1"},
    {"G", "G", "Gibbs energy", "J"},
    {"progress", "Reaction coordinate", "number of the step along a reaction path", "1"},
    // comparison with measured values
    {"chi", "Residual / σ", "difference of model and value in standard deviations", "1"},
    {"singular_value", "Singular value", "sensitivity along one direction of parameter space", "1"},
    {"index", "No.", "place of an item in a list", "1"},
    {"share", "Share", "part of a whole", "1"},
    {"energy_per_mass", "Energy", "energy per mass of NH3, given beside it", "J kg-1"},
    {"voltage_gap", "Voltage gap", "voltage of charge less that of discharge", "V"},
    {"blocked_share", "Blocked sites", "share of the sites that something else takes", "1"},
    {"amount_nh3", "NH3 made", "NH3 made per geometric area", "mol m-2"},
    {"amount_found", "NH3 found", "NH3 found in the electrolyte", "mol"},
    {"nitrogen_found", "Nitrogen found / consumed", "nitrogen found over that consumed", "1"},
    {"feed", "Feed", "number of a feed: ordinary or labelled", "1"},
    {"control_number", "Control", "number of a control experiment", "1"},
    {"salt", "Added salt", "number of an electrolyte", "1"},
    // assays
    {"mass_concentration", "ρ", "mass concentration", "kg m-3"},
    {"area", "Peak area", "area of a peak, in the unit of its table", "1"},
    {"residual", "Residual", "value read less value fitted", "1"},
    {"retention_time", "Retention time", "time of a peak of a chromatogram", "s"},
    {"well_kind", "Kind", "of a well: 0 blank, 1 standard, 2 control, 3 sample", "1"},
    {"well", "Well", "place on a plate: 100 times the row, and the column (H9 is 809)", "1"},
    {"counts_sample", "Sample", "counts with the sample in the beam", "counts"},
};

}  // namespace

std::span<const Word> vocabulary() {
  return words;
}

const Word* find_word(std::string_view name) {
  const auto* const found = std::find_if(std::begin(words), std::end(words),
                                         [&](const Word& word) { return word.name == name; });
  return found == std::end(words) ? nullptr : found;
}

}  // namespace niter::data
