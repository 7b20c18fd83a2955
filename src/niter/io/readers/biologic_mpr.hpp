// Reader for BioLogic's .mpr: what EC-Lab and BT-Lab write while they measure.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: time t, Ewe (else its mean) E, I (else its mean) I, control E_set and I_set, Q-Qo Q,
/// cycle number cycle, Ns step, I Range I_range in A, freq f, Re(Z) and -Im(Z) Z_re and Z_im
/// (sign turned), |Ewe| and |I| E_ac and I_ac; the rest under EC-Lab's names. E says against which
/// reference electrode where the file does. Oxidation current is positive, as EC-Lab has it.
///
/// Uncertainties: none are in the file. Most columns are single precision (6e-8 of the value),
/// time, charge, energy and mean current double.
///
/// Layout of the file: a mark, then modules, each with name, length, version and date: settings
/// ("VMP Set"), records ("VMP data"), log ("VMP LOG": start, device, channel), loops ("VMP loop"),
/// external devices ("VMP ExtDev"). The data module names its columns by the numbers of the
/// vendor's OLE COM interface; six flags share one byte. A column that is not known is kept.
///
/// Seen from: EC-Lab 10.40 to 11.62, BT-Lab 1.79; VMP3, VSP, SP-150 to SP-300, VMP-300, MPG-2,
/// VSP-3e, BCS-805.
///
/// @error see Reader::read
/// @source galvani; yadg; biologic_olecom
Reader biologic_mpr_reader();

}  // namespace niter::io
