#include "niter/io/readers/neware_nda.hpp"

#include <utility>

#include <fmt/format.h>

#include "niter/io/readers/neware_nda130.hpp"
#include "niter/io/readers/neware_rows.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "neware-nda";
constexpr std::string_view mark = "NEWARE";
constexpr std::size_t version_at = 14, record_bytes = 86, tail_at = 82;
constexpr int older = 29, newer = 130;  // versions
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

Result<int> version_of(const Source& source) {
  const auto bytes = source.bytes;
  if (!bytes.starts_with(mark) || bytes.size() <= version_at) {
    return fail({Code::InvalidInput,
                 "it does not begin with 'NEWARE'",
                 {source.name},
                 "this is no .nda, or it is cut off"});
  }
  const int version = static_cast<unsigned char>(bytes[version_at]);
  if (version == older || version == newer) return version;
  return fail({Code::InvalidInput,
               fmt::format("byte {}: an .nda of version {}, and {} and {} are read", version_at,
                           version, older, newer),
               {source.name},
               "open it in Neware's BTSDA and export the record as csv"});
}

void note(std::string_view what, std::size_t count, Recording& recording) {
  if (count > 0) recording.caveats.push_back(fmt::format("{} records {}", count, what));
}

// version 29; nothing without a record
std::vector<NewareRow> read_older(std::string_view bytes, Recording& recording, std::size_t& rest) {
  std::vector<NewareRow> rows;
  std::size_t at = find_records(bytes);
  if (at == std::string_view::npos) return rows;
  rows.reserve((bytes.size() - at) / record_bytes);
  std::size_t unknown_range = 0, others = 0;
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
  rest = bytes.size() - at;
  note("of another kind (auxiliary channels, log) are not read", others, recording);
  note("have a current range that is not known: their currents, charges and energies are missing",
       unknown_range, recording);
  return rows;
}

Match sniff(const Source& source) {
  return source.bytes.starts_with(mark) ? Match::Yes : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const int version, version_of(source));
  Recording recording{.format = std::string(name), .instrument = "Neware"};
  recording.header.emplace_back("version", fmt::format("{}", version));
  std::vector<NewareRow> rows;
  std::size_t rest = 0;
  if (version == older) {
    rows = read_older(source.bytes, recording, rest);
  } else {
    auto found = read_nda130(source.bytes);
    rows = std::move(found.rows);
    rest = found.rest;
    note("of another kind (auxiliary channels, log) are not read", found.others, recording);
  }
  if (rest > 0) {
    mark_cut(recording,
             fmt::format("the last {} bytes are no whole record: the file is cut there", rest));
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
