// Notebook: the wet chemistry of an electrolysis as a laboratory writes it down: absorbances,
// dilutions, volumes, each off by what its glass and hands are off.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "niter/study/laboratory/campaign.hpp"
#include "niter/study/laboratory/equipment.hpp"
#include "niter/twin/instrument/instrument.hpp"
#include "niter/twin/instrument/normal_deviates.hpp"

namespace niter::study {

/// Standards of one day: nominal concentration of ammonium nitrogen [mg/L] and absorbance read.
struct DayStandards {
  std::vector<double> concentration, absorbance;
  double blank = 0;  // absorbance of fresh electrolyte
};

/// Eight concentrations in duplicate. The colour is a straight line of the true concentration; each
/// standard is pipetted anew.
DayStandards make_standards(const Equipment& equipment, twin::NormalDeviates& deviates);

/// The file of an electrolysis (docs/methods/faradaic-efficiency.md), all readings with the
/// uncertainty that the equipment is known to have.
///
/// @param record  path of the I-t file from the notebook's folder
/// @param instrument  that wrote it: its accuracy is the uncertainty of the charge
std::string notebook_page(const TrueElectrolysis& run, const DayStandards& standards,
                          const Equipment& equipment, const twin::Instrument& instrument,
                          const std::string& record, twin::NormalDeviates& deviates);

}  // namespace niter::study
