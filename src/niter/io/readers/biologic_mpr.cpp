#include "niter/io/readers/biologic_mpr.hpp"

#include <utility>

#include <fmt/format.h>

#include "niter/io/part_columns.hpp"
#include "niter/io/readers/biologic_modules.hpp"
#include "niter/io/readers/biologic_records.hpp"
#include "niter/io/readers/biologic_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view reader_name = "biologic-mpr";

Match sniff(const Source& source) {
  return source.bytes.starts_with(biologic_mpr_mark) ? Match::Yes : Match::No;
}

std::string instrument_of(const std::map<std::string, std::string>& settings) {
  std::string text = "BioLogic";
  if (const auto device = settings.find("Device"); device != settings.end())
    text += " " + device->second;
  if (const auto version = settings.find("EC-Lab version"); version != settings.end())
    text += ", EC-Lab " + version->second;
  return text;
}

// what is connected to the analog inputs gives them its name and unit
void name_analog_inputs(const BiologicModules& modules, std::vector<BiologicValues>& columns) {
  const auto names = biologic_analog_names(modules);
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (names[k].empty()) continue;
    for (auto& column : columns) {
      if (column.header == fmt::format("Analog IN {}/V", k + 1)) column.header = names[k];
    }
  }
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  const auto refuse = [&](std::string what) {
    return fail({Code::InvalidInput, std::move(what), {source.name}, "is the file cut off?"});
  };
  if (sniff(source) != Match::Yes) return refuse("this is no .mpr file of BioLogic");
  const auto modules = biologic_modules(source.bytes);
  const auto* const data = modules.find("VMP data");
  if (data == nullptr) return refuse("the file ends before its data");

  Recording recording{std::string(reader_name)};
  if (modules.cut) {
    recording.complete = false;
    recording.caveats.push_back("the file ends inside a module: it is cut");
  }
  NITER_TRY(auto columns, biologic_records(*data, source.name, recording));
  name_analog_inputs(modules, columns);

  BiologicRun run{.technique = biologic_technique(biologic_technique_number(modules)),
                  .loops = biologic_loops(modules),
                  .settings = biologic_settings(modules),
                  .source = &source,
                  .options = &options};
  if (modules.find("VMP LOG") == nullptr)
    recording.caveats.push_back("the file has no log: when the run began is not known");
  recording.instrument = instrument_of(run.settings);
  for (const auto& [key, value] : run.settings) recording.header.emplace_back(key, value);
  if (const auto reference = run.settings.find("Reference electrode");
      reference != run.settings.end())
    run.reference = reference->second;
  NITER_OK(
      add_biologic_parts(std::move(columns), run, provenance_of(source, reader_name), recording));
  return recording;
}

}  // namespace

Reader biologic_mpr_reader() {
  return {reader_name, "BioLogic EC-Lab and BT-Lab, binary", "mpr", sniff, read};
}

}  // namespace niter::io
