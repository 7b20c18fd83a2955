#include "niter/io/readers/neware_ndax.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/io/readers/neware_ndc.hpp"
#include "niter/io/zip_files.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "neware-ndax";
constexpr std::string_view data_file = "data.ndc";

bool is_auxiliary(std::string_view file) {
  return file.starts_with("data_AUX_") && file.ends_with(".ndc");
}

bool is_wanted(std::string_view file) {
  static constexpr std::array<std::string_view, 5> wanted{
      data_file, "data_runInfo.ndc", "data_step.ndc", "TestInfo.xml", "VersionInfo.xml"};
  return std::ranges::find(wanted, file) != wanted.end() || is_auxiliary(file);
}

std::string_view bytes_of(std::span<const ZipFile> files, std::string_view wanted) {
  const auto found = std::ranges::find(files, wanted, &ZipFile::name);
  return found == files.end() ? std::string_view() : std::string_view(found->bytes);
}

// attributes of a tag of Neware's flat XML: key="value"
std::string attribute(std::string_view tag, std::string_view key) {
  const auto at = tag.find(fmt::format(" {}=\"", key));
  if (at == std::string_view::npos) return {};
  const auto begin = at + key.size() + 3;
  return std::string(tag.substr(begin, tag.find('"', begin) - begin));
}

std::string_view tag_of(std::string_view xml, std::string_view start, std::size_t from = 0) {
  const auto at = xml.find(start, from);
  return at == std::string_view::npos ? std::string_view() : xml.substr(at, xml.find('>', at) - at);
}

void read_header(std::span<const ZipFile> files, Recording& recording) {
  const auto test = tag_of(bytes_of(files, "TestInfo.xml"), "<TestInfo ");
  const auto version = tag_of(bytes_of(files, "VersionInfo.xml"), "<ZwjVersion ");
  const auto copy = [&](std::string_view tag, std::string_view key) {
    if (auto value = attribute(tag, key); !value.empty()) {
      recording.header.emplace_back(key, std::move(value));
    }
  };
  for (const auto* const key : {"StartTime", "EndTime", "StepName", "DevType", "DevID", "UnitID",
                                "ChlID", "TestID", "Barcode"}) {
    copy(test, key);
  }
  copy(version, "SvrVer");
  copy(version, "ZwjVersion");
}

// "data_AUX_9_3_1.ndc": 9, the number of the channel
int channel_of(std::string_view file) {
  int channel = 0;
  for (const char c : file.substr(std::string_view("data_AUX_").size())) {
    if (c < '0' || c > '9' || channel > 1'000'000) break;
    channel = 10 * channel + (c - '0');
  }
  return channel;
}

// kind of an auxiliary channel in TestInfo.xml; 103 is a temperature
bool is_temperature(std::string_view info, int channel) {
  constexpr std::string_view temperature = "103";
  for (auto at = info.find("<Aux"); at != std::string_view::npos; at = info.find("<Aux", at + 1)) {
    const auto tag = tag_of(info, "<Aux", at);
    if (attribute(tag, "RealChlID") == fmt::format("{}", channel)) {
      return attribute(tag, "ChlType") == temperature;
    }
  }
  return false;
}

void add_auxiliary(std::span<const ZipFile> files, std::span<const double> records,
                   data::Table& table, Recording& recording) {
  std::vector<const ZipFile*> channels;
  for (const auto& file : files) {
    if (is_auxiliary(file.name)) channels.push_back(&file);
  }
  std::ranges::sort(channels, {}, [](const auto* file) { return channel_of(file->name); });
  int temperatures = 0;
  for (const auto* const file : channels) {
    const int version = ndc_version(file->bytes);
    if (version != 14 && version != 17) {
      recording.caveats.push_back(
          fmt::format("{}: auxiliary channels of version {} are not read", file->name, version));
      continue;
    }
    const int channel = channel_of(file->name);
    const auto numbers = read_ndc_auxiliary(file->bytes);
    const bool temperature = is_temperature(bytes_of(files, "TestInfo.xml"), channel);
    data::Column column{fmt::format("Auxiliary {}", channel), Unit(), {}, {}, {}};
    if (temperature) {
      ++temperatures;
      column.name = temperatures == 1 ? "T" : fmt::format("T {}", temperatures);
      column.unit = Unit::of("degC");
      column.comment = fmt::format("auxiliary channel {}", channel);
    }
    for (const double record : records) {
      const bool there = record >= 1 && record <= static_cast<double>(numbers.size());
      column.values.push_back(
          there ? column.unit.to_si(numbers[static_cast<std::size_t>(record) - 1]) : std::nan(""));
    }
    table.columns.push_back(std::move(column));
  }
}

Match sniff(const Source& source) {
  // the names of the files stand in the archive as they are
  const bool neware =
      is_zip(source.bytes) && source.bytes.find(data_file) != std::string_view::npos;
  return neware ? Match::Yes : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const auto files, unzip(source.bytes, source.name, is_wanted));
  const NewareArchive archive{bytes_of(files, data_file), bytes_of(files, "data_runInfo.ndc"),
                              bytes_of(files, "data_step.ndc")};
  if (archive.data.empty()) {
    return fail({Code::InvalidInput,
                 "no data.ndc in the archive",
                 {source.name},
                 "this is no .ndax of Neware, or its test has no record"});
  }
  Recording recording{.format = std::string(name), .instrument = "Neware"};
  read_header(files, recording);
  NITER_TRY(auto rows, read_ndc(archive, source.name, recording));
  const ReadOptions all;
  const VendorFile file{source, {}, all, vendor_provenance(source, name)};
  NITER_OK(add_neware_part(std::move(rows), file, recording));
  auto& table = recording.parts.front().table;
  const auto records = table.columns.front().values;
  add_auxiliary(files, records, table, recording);
  for (const auto& [key, value] : recording.header) {
    if (key == "StartTime") table.provenance.settings["started"] = value;
  }
  NITER_TRY(table, with_options(std::move(table), options, source.name));
  return recording;
}

}  // namespace

Reader neware_ndax_reader() {
  return {name, "Neware, .ndax", "ndax", sniff, read};
}

}  // namespace niter::io
