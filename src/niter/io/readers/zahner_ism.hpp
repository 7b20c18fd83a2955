// Reader row for impedance spectra of Zahner's Thales (.ism).
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: f, Z_re, Z_im (from modulus and phase), t since the first row, "significance" as the
/// instrument gives it (1000 is best); E and I where they were recorded with each frequency.
///
/// Uncertainties: none are in such a file; the significance is no standard deviation.
///
/// Layout of the file: big end first. A version (six bytes), the number of rows less one (six
/// bytes), then whole columns: f, |Z|, phase [rad] and seconds since 1980 as doubles, significance
/// as two bytes; then texts (length in two bytes, capital and small letters exchanged), 32
/// settings. Thales begins in the middle, sweeps to one end and then over all frequencies: the rows
/// from the turn on are the spectrum, those before it a part of their own.
///
/// Seen from: Thales of 2012 to 2023, measured, edited and simulated spectra.
/// @source zahner_analysis
Reader zahner_ism_reader();

}  // namespace niter::io
