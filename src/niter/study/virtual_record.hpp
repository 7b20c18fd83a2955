// Virtual record: a simulated run as the files a potentiostat would have written, one an
// instruction, the truth beside each.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::study {

struct VirtualRecordOptions {
  std::string instrument;               // id of share/niter/instruments.toml
  std::string format = "biologic-mpt";  // of io::write_formats()
  std::uint64_t seed = 1;
  double area = 1e-4;           // m2
  double temperature = 298.15;  // K
  double rhe_vs_she = 0;        // V, zero of the record's potentials
  std::string electrolyte;      // for headers
};

/// Every part of a run that records points goes through the instrument and into a file
/// <prefix>-NN-<technique>.<extension>, with <file>.truth.json beside it; cycles at several rates
/// give a file for each. Techniques follow from
/// the instruction: ocv, lsv, cv, ca, cp, peis, geis.
/// @return the files written, in order
/// @error of the instrument, the format, or the disk
Result<std::vector<std::filesystem::path>> write_virtual_records(
    const std::filesystem::path& prefix, const twin::protocol::RunRecord& record,
    const VirtualRecordOptions& options);

}  // namespace niter::study
