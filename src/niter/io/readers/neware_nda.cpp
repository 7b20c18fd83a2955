#include "niter/io/readers/neware_nda.hpp"

#include <utility>

#include <fmt/format.h>

#include "niter/io/readers/neware_rows.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "neware-nda";
constexpr std::string_view mark = "NEWARE";
constexpr std::size_t version_at = 14, record_bytes = 86, tail_at = 82;
constexpr int version_read = 29;
constexpr std::string_view first_record("\0\0\0\0\x55\0", 6);
constexpr std::string_view data_record("\x55\0", 2);
constexpr std::string_view no_tail("\0\0\0\0", 4);
constexpr NewareLayout layout{.record = 2,
                              .cycle = 6,
                              .step = 10,
                              .step_bytes = 2,
                              .status = 12,
                              .time = 14,
                              .voltage = 22,
                              .current = 26,
                              .counters = 38,
                              .date = 70,
                              .range = 78};

bool is_record(std::string_view bytes) {
  return bytes.starts_with(data_record) && bytes.substr(tail_at, 4) == no_tail &&
         bytes[static_cast<std::size_t>(layout.status)] != 0;
}

// four zeros, then a record, then another one or the end of the file
std::size_t find_records(std::string_view bytes) {
  auto at = bytes.find(first_record);
  for (; at != std::string_view::npos; at = bytes.find(first_record, at + 4)) {
    const auto begin = at + 4;
    if (begin + record_bytes > bytes.size()) return std::string_view::npos;
    const auto next = bytes.substr(begin + record_bytes, record_bytes);
    const bool goes_on = next.size() < record_bytes || next.front() == data_record.front();
    if (is_record(bytes.substr(begin, record_bytes)) && goes_on) return begin;
  }
  return at;
}

Status check_version(const Source& source) {
  const auto bytes = source.bytes;
  if (!bytes.starts_with(mark) || bytes.size() <= version_at) {
    return fail({Code::InvalidInput,
                 "it does not begin with 'NEWARE'",
                 {source.name},
                 "this is no .nda, or it is cut off"});
  }
  const int version = static_cast<unsigned char>(bytes[version_at]);
  if (version == version_read) return {};
  return fail({Code::InvalidInput,
               fmt::format("byte {}: an .nda of version {}, and {} is read", version_at, version,
                           version_read),
               {source.name},
               "open it in Neware's BTSDA and export the record as csv"});
}

Match sniff(const Source& source) {
  return source.bytes.starts_with(mark) ? Match::Yes : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_OK(check_version(source));
  const auto bytes = source.bytes;
  const auto begin = find_records(bytes);
  if (begin == std::string_view::npos) {
    return fail({Code::InvalidInput,
                 "no record behind the header",
                 {source.name},
                 "was nothing recorded, or is the file cut off?"});
  }
  Recording recording{.format = std::string(name), .instrument = "Neware"};
  recording.header.emplace_back("version", fmt::format("{}", version_read));
  std::vector<NewareRow> rows;
  rows.reserve((bytes.size() - begin) / record_bytes);
  std::size_t unknown_range = 0, others = 0;
  std::size_t at = begin;
  for (; at + record_bytes <= bytes.size(); at += record_bytes) {
    const auto record = bytes.substr(at, record_bytes);
    NewareRow row;
    if (!is_record(record)) {
      ++others;
      continue;
    }
    if (!read_neware_record(record, layout, row)) ++unknown_range;
    if (row.record != 0) rows.push_back(row);
  }
  if (at != bytes.size()) {
    mark_cut(recording, fmt::format("the last {} bytes are no whole record: the file is cut there",
                                    bytes.size() - at));
  }
  if (others > 0) {
    recording.caveats.push_back(
        fmt::format("{} records of another kind (auxiliary channels, log) are not read", others));
  }
  if (unknown_range > 0) {
    recording.caveats.push_back(
        fmt::format("{} records have a current range that is not known: their currents, charges "
                    "and energies are missing",
                    unknown_range));
  }
  const VendorFile file{source, {}, options, vendor_provenance(source, name)};
  NITER_OK(add_neware_part(std::move(rows), file, recording));
  return recording;
}

}  // namespace

Reader neware_nda_reader() {
  return {name, "Neware, .nda", "nda", sniff, read};
}

}  // namespace niter::io
