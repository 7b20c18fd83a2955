// Reader row for JCAMP-DX, the text format of IR, UV/Vis, Raman and NMR spectra (.jdx, .dx).
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: wavenumber, wavelength, f, shift or t by XUNITS; absorbance, transmittance, intensity
/// or the file's word by YUNITS; for NMR in Hz also shift, where the file gives a reference; of
/// complex NMR intensity and intensity_im.
///
/// Uncertainties: none are in such a file.
///
/// Layout of the file: labelled records "##LABEL= value", blocks from TITLE to END, blocks inside a
/// LINK block. XYDATA in all number forms (jcamp_ordinates.hpp), XYPOINTS, PEAK TABLE, and NTUPLES
/// with a page for each table. Every table is a part. Records that contradict the table (NPOINTS,
/// LASTX, DELTAX, FIRSTY, MAXY, MINY, the abscissas of the lines, check ordinates) are caveats.
///
/// Seen from: NIST, Coblentz, ACD, Bruker (XWIN-NMR), Hewlett-Packard, Perkin-Elmer, Sadtler.
/// @source mcdonald1988; davies1993 for NMR
Reader jcamp_dx_reader();

}  // namespace niter::io
