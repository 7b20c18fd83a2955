#include "niter/study/electrolysis_file.hpp"

#include <vector>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/config/read.hpp"
#include "niter/config/value.hpp"
#include "niter/io/readers.hpp"

namespace niter::study {

namespace {

// a record that is not there is a slip in the file that names it
Result<data::Table> load_record(const std::filesystem::path& folder,
                                const analysis::ChargeSource& source) {
  const auto path = folder / source.record;
  const auto bytes = read_file(path);
  if (!bytes) {
    return fail({bytes.error().code, fmt::format("'record': {}", bytes.error().what), source.where,
                 "the path is relative to the file that names it"});
  }
  return io::read_only_table({*bytes, source.record}, {.columns = source.columns},
                             "current against time", [](const data::Table& table) {
                               return table.find("t") != nullptr &&
                                      (table.find("I") != nullptr || table.find("j") != nullptr);
                             });
}

}  // namespace

Result<Electrolysis> electrolysis_file(const std::filesystem::path& path) {
  NITER_TRY(const auto document, config::load_toml(path));
  NITER_TRY(auto input, config::read<analysis::ElectrolysisInput>(document));
  std::vector<data::Table> records;
  for (const auto& run : input.runs) {
    if (run.charge.record.empty()) continue;
    NITER_TRY(auto record, load_record(path.parent_path(), run.charge));
    records.push_back(std::move(record));
  }
  NITER_TRY(auto report, analysis::faradaic(input, records));
  return Electrolysis{std::move(input), std::move(report)};
}

Result<analysis::FaradaicReport> faradaic_file(const std::filesystem::path& path) {
  NITER_TRY(auto electrolysis, electrolysis_file(path));
  return std::move(electrolysis.report);
}

}  // namespace niter::study
