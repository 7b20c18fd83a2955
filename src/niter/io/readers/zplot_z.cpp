#include "niter/io/readers/zplot_z.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "zplot-z";

constexpr std::array<std::string_view, 9> headers{"Freq(Hz)", "Ampl", "Bias", "Time(Sec)", "Z'(a)",
                                                  "Z''(b)",   "GD",   "Err",  "Range"};
constexpr std::array<std::string_view, 9> words{"f",    "Ampl", "Bias", "t",    "Z_re",
                                                "Z_im", "GD",   "Err",  "Range"};

bool is_name_line(std::string_view line) {
  return line.find("Freq") != line.npos && line.find("Ampl") != line.npos &&
         line.find("Z''") != line.npos;
}

struct Layout {
  std::size_t names = 0;  // line of the names
  std::size_t rows = 0;   // first line of the rows
  bool quoted = false;    // the older form
  std::map<std::string, std::string> values = {};
  std::optional<double> points = {};
};

void read_header(std::span<const TextLine> lines, Layout& layout, Recording& recording) {
  for (const auto& line : lines) {
    auto text = trim(line.text);
    if (text.size() > 1 && text.front() == '"' && text.back() == '"') {
      text = text.substr(1, text.size() - 2);
    }
    const auto colon = text.find(':');
    const std::string key(trim(text.substr(0, colon)));
    const std::string value(colon == text.npos ? "" : trim(text.substr(colon + 1)));
    if (key.empty() || value.empty() || key.starts_with("Begin ") || key.starts_with("End ")) {
      if (!key.empty() && colon == text.npos) recording.header.emplace_back("", key);
      continue;
    }
    layout.values.emplace(key, value);
    recording.header.emplace_back(key, value);
  }
  const auto points = layout.values.find("Data Points");
  if (points != layout.values.end()) layout.points = parse_number(points->second);
  if (layout.quoted && !lines.empty()) layout.points = parse_number(lines.back().text);
}

Result<Layout> read_layout(std::span<const TextLine> lines, const std::string& file,
                           Recording& recording) {
  Layout layout;
  const auto names =
      std::ranges::find_if(lines, [](const auto& line) { return is_name_line(line.text); });
  layout.names = static_cast<std::size_t>(names - lines.begin());
  layout.rows = layout.names + 1;
  layout.quoted = names != lines.end() && trim(names->text).starts_with('"');
  if (!layout.quoted) {
    // between the names and the rows only "End Comments"
    while (layout.rows < lines.size() && trim(lines[layout.rows].text) != "End Comments") {
      ++layout.rows;
    }
    ++layout.rows;
  }
  if (layout.rows >= lines.size()) {
    return fail({Code::InvalidInput,
                 "no rows below the line of names",
                 {file, static_cast<int>(lines.size()), 0},
                 "is the file cut off before its data?"});
  }
  read_header(lines.first(layout.names), layout, recording);
  return layout;
}

RowBlock read_block(std::span<const TextLine> lines, const Layout& layout) {
  RowBlock block{.lines = lines.subspan(layout.rows), .dialect = {}, .columns = {}};
  const bool tabs = block.lines.front().text.find('\t') != std::string_view::npos;
  block.dialect.delimiter = tabs ? '\t' : ',';
  if (tabs) block.dialect.decimal = find_decimal(block.lines);
  const auto kind = layout.values.find("Experiment Type");
  const bool current =
      kind != layout.values.end() && kind->second.find("Control Current") != std::string::npos;
  for (std::size_t k = 0; k < headers.size(); ++k) {
    VendorColumn column{.header = std::string(headers[k]), .name = std::string(words[k])};
    if (k == 1 || k == 2) column.unit = current ? "A" : "V";
    block.columns.push_back(std::move(column));
  }
  return block;
}

void check_complete(const Layout& layout, const data::Table& table, Recording& recording) {
  const auto rows = static_cast<double>(table.rows());
  if (layout.points && rows < *layout.points) {
    mark_cut(recording,
             fmt::format("the header promises {} points, the file has {}: it was stopped or is cut",
                         *layout.points, rows));
  }
}

Match sniff(const Source& source) {
  const auto head = head_text(source);
  const auto title = trim(std::string_view(head).substr(0, head.find_first_of("\r\n")));
  const bool z = title == "ZPLOT2 ASCII" || title.starts_with("\"Z60W Data File") ||
                 title.starts_with("\"ZPlotW Data File");
  return z ? Match::Yes : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  Recording recording{std::string(name)};
  NITER_TRY(const auto layout, read_layout(lines, source.name, recording));
  const VendorFile file{source, text, options, vendor_provenance(source, name)};
  NITER_TRY(auto table, vendor_table(read_block(lines, layout), file, recording));
  if (table.rows() == 0) {
    return fail({Code::InvalidInput,
                 "no whole row",
                 {source.name, lines.back().number, 0},
                 "is the file cut off?"});
  }
  check_complete(layout, table, recording);
  check_last_line(text, recording);
  const auto setting = [&](const std::string& word, const std::string& key, std::string_view unit) {
    const auto found = layout.values.find(key);
    if (found == layout.values.end()) return;
    table.provenance.settings[word] = found->second + std::string(unit);
  };
  setting("area", "Surface Area", " cm2");
  setting("open_circuit", "Open Circuit Potential (V)", " V");
  setting("technique", "Experiment Type", "");
  setting("started", "Date", "");
  recording.parts.push_back({"eis", "impedance", std::move(table)});
  return recording;
}

}  // namespace

Reader zplot_z_reader() {
  return {name, "Scribner ZPlot and ZView, .z", "z z60", sniff, read};
}

}  // namespace niter::io
