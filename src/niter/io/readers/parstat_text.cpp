#include "niter/io/readers/parstat_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "parstat-text";

constexpr std::array<Alias, 6> aliases{{{"Potential", "E"},
                                        {"Current", "I"},
                                        {"Elapsed Time", "t"},
                                        {"Frequency", "f"},
                                        {"Zre", "Z_re"},
                                        {"Zim", "Z_im"}}};

bool is_name_line(std::string_view line) {
  const auto has = [&](std::string_view words) { return line.find(words) != line.npos; };
  return has("Potential (V)") && has("Current (A)") && has("Zre (ohm") && has("Zim (ohm");
}

// parts of rows with and of rows without a frequency, in the order of the file
void add_parts(const data::Table& table, Recording& recording) {
  const auto* const f = table.find("f");
  const auto direct = [&](std::size_t k) { return f == nullptr || f->values[k] == 0; };
  std::size_t first = 0;
  for (std::size_t k = 1; k <= table.rows(); ++k) {
    if (k < table.rows() && direct(k) == direct(first)) continue;
    Part part;
    part.technique = direct(first) ? "" : "eis";
    part.title = direct(first) ? "direct current" : "impedance";
    part.table = rows_of(table, first, k);
    if (direct(first) && f != nullptr) {
      std::erase_if(part.table.columns, [](const auto& column) {
        return column.name == "f" || column.name.starts_with('Z') || column.name.starts_with('|');
      });
    }
    recording.parts.push_back(std::move(part));
    first = k;
  }
}

Match sniff(const Source& source) {
  const auto head = head_text(source);
  const auto line = std::string_view(head).substr(0, head.find_first_of("\r\n"));
  return is_name_line(line) ? Match::Yes : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  if (lines.empty() || !is_name_line(lines[0].text)) {
    return fail({Code::InvalidInput,
                 "the first line does not hold the names of PowerSuite's columns",
                 {source.name, 1, 0},
                 "export the data with column headers"});
  }
  RowBlock block{.lines = std::span(lines).subspan(1), .dialect = {'\t', '.'}, .columns = {}};
  block.dialect.decimal = find_decimal(block.lines);
  for (const auto& field : split_fields(lines[0].text, block.dialect)) {
    block.columns.push_back(vendor_column(field.text, {}, aliases));
  }
  Recording recording{std::string(name)};
  recording.instrument = "Princeton Applied Research Parstat";
  const VendorFile file{source, text, options, vendor_provenance(source, name)};
  NITER_TRY(const auto table, vendor_table(block, file, recording));
  if (table.rows() == 0) {
    return fail({Code::InvalidInput,
                 "no rows below the names",
                 {source.name, 1, 0},
                 "is the file cut off?"});
  }
  check_last_line(text, recording);
  add_parts(table, recording);
  return recording;
}

}  // namespace

Reader parstat_text_reader() {
  return {name, "PowerSuite (Parstat), wide text", "txt", sniff, read};
}

}  // namespace niter::io
