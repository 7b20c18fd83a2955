#include "niter/io/readers/autolab_nova.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "autolab-nova";

constexpr std::array<Alias, 14> aliases{{{"Time", "t"},
                                         {"WE(1).Potential", "E"},
                                         {"WE(1).Current", "I"},
                                         {"WE(1).Charge", "Q"},
                                         {"Potential applied", "E_set"},
                                         {"Current applied", "I_set"},
                                         {"Scan", "cycle"},
                                         {"Frequency", "f"},
                                         {"Z'", "Z_re"},
                                         {"-Z''", "Z_im", -1},
                                         {"Z''", "Z_im"},
                                         {"-Z\"", "Z_im", -1},
                                         {"Z\"", "Z_im"},
                                         {"-Phase", "Phase", -1}}};

bool is_name_line(std::string_view line) {
  const auto has = [&](std::string_view words) {
    return line.find(words) != std::string_view::npos;
  };
  return has("WE(1).") || (has("Frequency (Hz)") && (has("Z'' (") || has("Z\" (")));
}

// names hold blanks, so the separator is the one that stands most often among them
char separator(std::string_view line) {
  char best = ',';
  for (const char candidate : {';', '\t', ','}) {
    if (std::ranges::count(line, candidate) > std::ranges::count(line, best)) best = candidate;
  }
  return best;
}

std::string technique_of(const data::Table& table) {
  if (table.find("f") != nullptr) return "eis";
  const auto* const e = table.find("E_set");
  const auto* const cycle = table.find("cycle");
  if (e == nullptr || cycle == nullptr || e->values.empty()) return {};
  // a sweep that comes back, or is repeated, is cyclic
  const auto [low, high] = std::ranges::minmax(e->values);
  const double ends = std::abs(e->values.back() - e->values.front());
  const bool turns = ends < 0.99 * (high - low);
  return turns || cycle->values.front() != cycle->values.back() ? "cv" : "lsv";
}

// a new part begins where the scan changes, or where the index of a spectrum begins anew
void add_parts(const std::string& technique, const data::Table& table, Recording& recording) {
  const auto* const cycle = table.find("cycle");
  const auto* const index = table.find("Index");
  const auto begins = [&](std::size_t k) {
    if (cycle != nullptr) return cycle->values[k] != cycle->values[k - 1];
    return technique == "eis" && index != nullptr && index->values[k] <= index->values[k - 1];
  };
  std::size_t first = 0;
  for (std::size_t k = 1; k <= table.rows(); ++k) {
    if (k < table.rows() && !begins(k)) continue;
    Part part{technique, technique, rows_of(table, first, k)};
    if (cycle != nullptr) {
      part.table.provenance.settings["cycle"] = fmt::format("{}", cycle->values[first]);
      part.title = fmt::format("scan {}", cycle->values[first]);
    } else if (first > 0 || k < table.rows()) {
      part.title = fmt::format("spectrum {}", recording.parts.size() + 1);
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
                 "the first line has no names of columns, as \"WE(1).Current (A)\"",
                 {source.name, 1, 0},
                 "export the data from Nova with column headers"});
  }
  RowBlock block{.lines = std::span(lines).subspan(1), .dialect = {}, .columns = {}};
  block.dialect.delimiter = separator(lines[0].text);
  if (block.dialect.delimiter != ',') block.dialect.decimal = find_decimal(block.lines);
  for (const auto& field : split_fields(lines[0].text, block.dialect)) {
    block.columns.push_back(vendor_column(field.text, {}, aliases));
  }
  Recording recording{std::string(name)};
  recording.instrument = "Metrohm Autolab";
  const VendorFile file{source, text, options, vendor_provenance(source, name)};
  NITER_TRY(const auto table, vendor_table(block, file, recording));
  if (table.rows() == 0) {
    return fail({Code::InvalidInput,
                 "no rows below the names",
                 {source.name, 1, 0},
                 "is the file cut off?"});
  }
  check_last_line(text, recording);
  add_parts(technique_of(table), table, recording);
  return recording;
}

}  // namespace

Reader autolab_nova_reader() {
  return {name, "Autolab Nova, text", "txt csv", sniff, read};
}

}  // namespace niter::io
