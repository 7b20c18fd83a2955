#include "niter/io/readers/biologic_mpt.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/number_rows.hpp"
#include "niter/io/part_columns.hpp"
#include "niter/io/readers/biologic_columns.hpp"
#include "niter/io/readers/biologic_dates.hpp"
#include "niter/io/readers/biologic_header.hpp"
#include "niter/io/readers/biologic_table.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view reader_name = "biologic-mpt";
constexpr Dialect tabs{'\t', '.'};

bool is_mark(std::string_view line) {
  line = trim(line);
  return line == "EC-Lab ASCII FILE" || line == "BT-Lab ASCII FILE";
}

std::vector<std::string> names_in(std::string_view line) {
  std::vector<std::string> names;
  for (auto& field : split_fields(line, tabs)) names.push_back(std::move(field.text));
  return names;
}

bool are_names(std::string_view line) {
  if (line.find('\t') == std::string_view::npos) return false;
  const auto names = names_in(line);
  return std::ranges::any_of(names, [](const auto& name) {
    return name == "mode" || name == "time/s" || name == "freq/Hz" || name == "Ewe/V" ||
           name == "<Ewe>/V" || name == "Ecell/V";
  });
}

/// One export: header, names, rows.
struct Block {
  std::span<const TextLine> header;
  std::vector<std::string> names;
  std::span<const TextLine> rows;
};

// the names stand where the header says, or where they are
std::optional<std::size_t> find_names(std::span<const TextLine> lines) {
  constexpr std::string_view count = "Nb header lines :";
  if (lines.size() > 1 && lines[1].text.starts_with(count)) {
    const auto number = parse_number(trim(lines[1].text.substr(count.size())));
    if (number && *number >= 1 && *number <= static_cast<double>(lines.size())) {
      const auto at = static_cast<std::size_t>(*number) - 1;
      if (are_names(lines[at].text)) return at;
    }
  }
  for (std::size_t k = 0; k < lines.size(); ++k) {
    if (are_names(lines[k].text)) return k;
  }
  return std::nullopt;
}

Result<std::vector<Block>> find_blocks(std::span<const TextLine> lines, const std::string& file) {
  std::vector<std::size_t> starts{0};
  for (std::size_t k = 1; k < lines.size(); ++k) {
    // only an "E" or a "B" can begin a mark: the rows are passed over quickly
    const auto& text = lines[k].text;
    if (!text.empty() && (text[0] == 'E' || text[0] == 'B') && is_mark(text)) starts.push_back(k);
  }
  std::vector<Block> blocks;
  for (std::size_t k = 0; k < starts.size(); ++k) {
    const std::size_t end = k + 1 < starts.size() ? starts[k + 1] : lines.size();
    const auto own = lines.subspan(starts[k], end - starts[k]);
    const auto at = find_names(own);
    if (!at) {
      return fail({Code::InvalidInput,
                   "no line of column names (time/s, Ewe/V, freq/Hz ...)",
                   {file, own.empty() ? 0 : own.back().number, 0},
                   "is the file cut off in its header?"});
    }
    auto rows = own.subspan(*at + 1);
    while (!rows.empty() && trim(rows.back().text).empty()) rows = rows.first(rows.size() - 1);
    blocks.push_back({own.first(*at), names_in(own[*at].text), rows});
  }
  return blocks;
}

// the last field of a row, without sign
std::string_view last_field(std::string_view row) {
  auto last = row.substr(row.find_last_of('\t') + 1);
  if (last.starts_with('-')) last.remove_prefix(1);
  return last;
}

// EC-Lab's exponents have three digits
bool ends_with_exponent(std::string_view field) {
  constexpr std::size_t length = 5;
  if (field.size() < length) return false;
  const auto end = field.substr(field.size() - length);
  return end[0] == 'E' && (end[1] == '+' || end[1] == '-') &&
         std::ranges::all_of(end.substr(2), [](char c) { return c >= '0' && c <= '9'; });
}

// A last line without its end may be cut in its last number; but EC-Lab writes no end there. Whole
// is a number with a whole exponent, and one as long as the number above it.
bool last_row_is_doubtful(std::string_view text, std::span<const TextLine> rows,
                          std::size_t names) {
  if (rows.empty()) return false;
  const auto line = rows.back().text;
  if (line.data() + line.size() != text.data() + text.size()) return false;
  // a tab with nothing behind it is the end of the row or the place of its last number
  if (line.ends_with('\t')) return static_cast<std::size_t>(std::ranges::count(line, '\t')) < names;
  const auto last = last_field(line);
  if (ends_with_exponent(last)) return false;
  return rows.size() < 2 || last.size() < last_field(rows[rows.size() - 2].text).size();
}

// EC-Lab 11.61 names columns that it does not print; hands add columns without a name
void match_names_to_rows(Block& block, Recording& recording) {
  auto& names = block.names;
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (names[k].empty()) names[k] = fmt::format("column {}", k + 1);
  }
  if (block.rows.size() < 2) return;
  const std::size_t fields = split_fields(block.rows[0].text, tabs).size();
  if (fields == names.size() || fields != split_fields(block.rows[1].text, tabs).size()) return;
  recording.caveats.push_back(
      fmt::format("the header names {} columns, the rows have {}", names.size(), fields));
  for (std::size_t k = names.size(); k < fields; ++k)
    names.push_back(fmt::format("column {}", k + 1));
  names.resize(fields);
}

std::optional<std::size_t> index_of(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

Result<std::vector<BiologicValues>> read_rows(const Block& block, std::string_view text,
                                              const std::string& file, BiologicHeader& header,
                                              Recording& recording) {
  static constexpr std::array<std::string_view, 7> missing{
      "XXX", "---", "NaN(IND)", "1.#QNAN", "-1.#IND", "1.#INF", "-1.#INF"};
  const auto rows = block.rows;
  RowFormat format{.dialect = {'\t', find_decimal(rows)},
                   .columns = block.names.size(),
                   .kinds = std::vector(block.names.size(), FieldKind::Number),
                   .missing = missing};
  // a time that is a date
  const auto time = index_of(block.names, "time/s");
  const bool dates = time && !rows.empty() && is_biologic_date(nth_field(rows[0].text, *time));
  if (dates) format.kinds[*time] = FieldKind::Skipped;

  NITER_TRY(auto numbers, read_number_rows(rows, format, file));
  if (numbers.cut)
    mark_cut(recording,
             fmt::format("line {} is shorter than a row: the file is cut", rows.back().number));
  const bool doubtful = !numbers.cut && last_row_is_doubtful(text, rows, block.names.size());
  if (doubtful) {
    mark_cut(recording, "the last line has no end and is shorter than the others: it is left out");
    for (auto& column : numbers.columns) column.pop_back();
  }
  if (dates) {
    const auto count = numbers.columns.front().size();
    NITER_TRY(numbers.columns[*time],
              read_biologic_dates({rows, *time, count}, file, header.settings));
  }
  std::vector<BiologicValues> columns;
  for (std::size_t k = 0; k < block.names.size(); ++k)
    columns.push_back({mended_header(block.names[k]), std::move(numbers.columns[k])});
  return columns;
}

void add_common_settings(BiologicHeader& header) {
  auto& settings = header.settings;
  const auto unit = settings.find("dE/dt unit");
  const auto rate = settings.find("dE/dt");
  if (rate != settings.end() && unit != settings.end() &&
      rate->second.find(';') == std::string::npos)
    settings["scan_rate"] = fmt::format("{} {}", rate->second, unit->second);
}

Status read_block(const Block& block, std::string_view text, const Source& source,
                  const ReadOptions& options, const data::Provenance& provenance,
                  Recording& recording) {
  auto header = read_biologic_header(block.header);
  NITER_TRY(auto columns, read_rows(block, text, source.name, header, recording));
  if (columns.empty() || columns.front().values.empty()) return {};
  if (header.rows > columns.front().values.size()) {
    mark_cut(recording, fmt::format("the header promises {} rows, the file has {}", header.rows,
                                    columns.front().values.size()));
  }
  add_common_settings(header);
  BiologicRun run{.technique = biologic_technique(header.title),
                  .loops = header.loops,
                  .settings = header.settings,
                  .source = &source,
                  .options = &options};
  if (const auto reference = header.settings.find("Reference electrode");
      reference != header.settings.end())
    run.reference = reference->second;
  if (recording.instrument.empty()) {
    recording.instrument = "BioLogic";
    if (const auto device = header.settings.find("Device"); device != header.settings.end())
      recording.instrument += " " + device->second;
  }
  recording.header.insert(recording.header.end(), header.entries.begin(), header.entries.end());
  return add_biologic_parts(std::move(columns), run, provenance, recording);
}

Match sniff(const Source& source) {
  const auto head = head_text(source);
  const auto lines = split_lines(head);
  if (lines.empty()) return Match::No;
  if (is_mark(lines[0].text)) return Match::Yes;
  if (!are_names(lines[0].text)) return Match::No;
  const auto names = names_in(lines[0].text);
  const bool flags = index_of(names, "mode") && index_of(names, "time/s");
  const bool impedance = index_of(names, "-Im(Z)/Ohm") && index_of(names, "<I>/mA");
  // names alone may have been typed by anybody
  return flags ? Match::Yes : impedance ? Match::Maybe : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  NITER_TRY(auto blocks, find_blocks(lines, source.name));
  Recording recording{std::string(reader_name)};
  const auto provenance = provenance_of(source, reader_name);
  for (auto& block : blocks) {
    match_names_to_rows(block, recording);
    NITER_OK(read_block(block, text, source, options, provenance, recording));
  }
  if (recording.parts.empty()) {
    return fail({Code::InvalidInput,
                 "no row of numbers under the column names",
                 {source.name, lines.empty() ? 0 : lines.back().number, 0},
                 "nothing was recorded, or the file is cut off"});
  }
  return recording;
}

}  // namespace

Reader biologic_mpt_reader() {
  return {reader_name, "BioLogic EC-Lab and BT-Lab, text", "mpt txt", sniff, read};
}

}  // namespace niter::io
