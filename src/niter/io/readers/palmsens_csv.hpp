// Reader row for the csv files that PalmSens's PSTrace exports.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: by their unit E (V), I (A), t (s), Q (C), f (Hz); in exports of impedance by their
/// name: f, minus_phase, I, Z, Z_re, Z_im and what else stands there.
///
/// Uncertainties: none are in such a file; numbers have six figures.
///
/// Layout of the file: UTF-16, comma or semicolon. "Date and time:", notes, then for each block the
/// title of its curve, "Date and time measurement:", a row of units and the rows. Several curves
/// stand side by side as pairs of columns, each with its own length: every pair is a part. The last
/// line is a byte order mark: without it the file is taken as cut.
///
/// Seen from: PSTrace of 2020, cyclic voltammograms.
Reader palmsens_csv_reader();

}  // namespace niter::io
