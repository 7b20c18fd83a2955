#include "niter/io/readers/chi_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/readers/chi_layout.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "chi-text";

constexpr std::array<Alias, 10> aliases{{{"Potential", "E"},
                                         {"Current", "I"},
                                         {"Diff(i", "I"},
                                         {"i1", "I"},
                                         {"Time", "t"},
                                         {"Charge", "Q"},
                                         {"Freq", "f"},
                                         {"Z'", "Z_re"},
                                         {"Z\"", "Z_im"},
                                         {"Z''", "Z_im"}}};

RowBlock read_block(std::span<const TextLine> lines, const ChiLayout& layout) {
  const auto header = lines[layout.columns].text;
  RowBlock block{.lines = lines.subspan(layout.columns + 1), .dialect = {}, .columns = {}};
  block.dialect.delimiter = header.find('\t') != std::string_view::npos ? '\t' : ',';
  if (block.dialect.delimiter == '\t') block.dialect.decimal = find_decimal(block.lines);
  for (const auto& field : split_fields(header, block.dialect)) {
    auto column = vendor_column(field.text, {}, aliases);
    // pulses: "Diff(i/A)", "For(i/A)"
    if (column.unit == "A)") column.unit = "A";
    block.columns.push_back(std::move(column));
  }
  return block;
}

// 1: oxidation positive, -1: reduction positive; nothing where the file does not say
std::optional<double> sign_of(const ChiLayout& layout) {
  for (const std::string key : {"Header", "Note"}) {
    const auto found = layout.values.find(key);
    if (found == layout.values.end()) continue;
    const auto words = lower(found->second);
    if (words.find("cathodic positive") != std::string::npos) return -1;
    if (words.find("anodic positive") != std::string::npos) return 1;
  }
  return std::nullopt;
}

void put_right(const ChiLayout& layout, data::Table& table, Recording& recording) {
  const auto header = layout.values.find("Header");
  constexpr std::string_view mark = "potential vs. ";
  for (auto& column : table.columns) {
    if (column.name == "E" && header != layout.values.end()) {
      const auto at = header->second.find(mark);
      if (at != std::string::npos)
        column.comment = "vs. " + header->second.substr(at + mark.size());
    }
    if (column.name != "I" && column.name != "Q") continue;
    const auto sign = sign_of(layout);
    if (sign == -1) {
      for (double& value : column.values) value = -value;
    }
    if (column.name != "I") continue;
    if (sign == -1) {
      recording.caveats.push_back("the header says that cathodic currents are positive: turned");
    } else if (!sign) {
      recording.caveats.push_back(
          "the file does not say which current is positive; it is read as written, oxidation "
          "positive");
    }
  }
}

// a voltammogram has no time: it follows from the way the potential has gone and the scan rate
void add_time(const ChiLayout& layout, data::Table& table) {
  const auto rate = layout.number("Scan Rate (V/s)");
  const auto* const e = table.find("E");
  const bool swept = layout.technique == "cv" || layout.technique == "lsv";
  if (!swept || e == nullptr || table.find("t") != nullptr || !rate || !(*rate > 0)) return;
  data::Column time{"t", Unit::of("s"), {}, {}, "from the potential and the scan rate"};
  double way = 0;
  for (std::size_t k = 0; k < e->values.size(); ++k) {
    if (k > 0) way += std::abs(e->values[k] - e->values[k - 1]);
    time.values.push_back(way / *rate);
  }
  table.columns.insert(table.columns.begin(), std::move(time));
}

std::map<std::string, std::string> settings_of(const ChiLayout& layout) {
  std::map<std::string, std::string> settings;
  const auto add = [&](const std::string& word, const std::string& key, std::string_view unit) {
    if (const auto value = layout.number(key)) {
      settings[word] = fmt::format("{} {}", shortest(*value), unit);
    }
  };
  add("scan_rate", "Scan Rate (V/s)", "V/s");
  add("sensitivity", "Sensitivity (A/V)", "A/V");
  add("quiet_time", "Quiet Time (sec)", "s");
  add("amplitude", "Amplitude (V)", "V");
  add("initial_potential", "Init E (V)", "V");
  if (!layout.date.empty()) settings["started"] = layout.date;
  settings["technique"] = layout.title;
  return settings;
}

// rows that begin a new segment: those after a turn of the potential
std::vector<std::size_t> turns(std::span<const double> e) {
  std::vector<std::size_t> found;
  double direction = 0;
  for (std::size_t k = 1; k < e.size(); ++k) {
    const double step = e[k] - e[k - 1];
    if (step == 0) continue;
    if (step * direction < 0) found.push_back(k);
    direction = step;
  }
  return found;
}

// two segments are a cycle
void add_parts(const ChiLayout& layout, data::Table table, Recording& recording) {
  const auto* const e = table.find("E");
  if (layout.technique != "cv" || e == nullptr) {
    recording.parts.push_back({layout.technique, layout.title, std::move(table)});
    return;
  }
  auto bounds = turns(e->values);
  bounds.insert(bounds.begin(), 0);
  for (std::size_t k = 0; k < bounds.size(); k += 2) {
    const auto end = k + 2 < bounds.size() ? bounds[k + 2] : table.rows();
    Part part{"cv", fmt::format("{}, cycle {}", layout.title, k / 2 + 1),
              rows_of(table, bounds[k], end)};
    part.table.provenance.settings["cycle"] = fmt::format("{}", k / 2 + 1);
    recording.parts.push_back(std::move(part));
  }
}

// how many rows the parameters of a voltammogram ask for; 0 where they do not say
double rows_asked(const ChiLayout& layout) {
  const auto interval = layout.number("Sample Interval (V)").value_or(0);
  const auto segments = layout.number("Segment").value_or(0);
  const auto start = layout.number("Init E (V)"), high = layout.number("High E (V)"),
             low = layout.number("Low E (V)"), end = layout.number("Final E (V)");
  if (!(interval > 0)) return 0;
  if (layout.technique == "lsv" && start && end)
    return std::floor(std::abs(*end - *start) / interval);
  if (layout.technique != "cv" || !start || !high || !low || segments < 1) return 0;
  const auto sense = layout.values.find("Init P/N");
  const bool up = sense == layout.values.end() || sense->second == "P";
  return std::round(std::abs((up ? *high : *low) - *start) / interval) +
         (segments - 1) * std::floor((*high - *low) / interval + 1e-6);
}

// a run may be stopped by hand: the file looks as if it were cut
void check_complete(const ChiLayout& layout, const data::Table& table, Recording& recording) {
  const auto ends = [&](std::string_view column) {
    const auto* const found = table.find(column);
    return found == nullptr || found->values.empty() ? std::nullopt
                                                     : std::optional(found->values.back());
  };
  const auto cut = [&](std::string why) {
    mark_cut(recording, fmt::format("{}: it was stopped, or the file is cut", why));
  };
  const auto rows = static_cast<double>(table.rows());
  if (rows < rows_asked(layout)) {
    cut(fmt::format("the parameters ask for {} rows, the file has {}", rows_asked(layout), rows));
  }
  const auto lowest = layout.number("Low Frequency (Hz)"), f = ends("f");
  if (lowest && f && *f > 1.05 * *lowest) {
    cut(fmt::format("the spectrum ends at {} Hz, asked for was {} Hz", *f, *lowest));
  }
  const auto duration = layout.number("Run Time (sec)"), t = ends("t");
  const auto interval = layout.number("Sample Interval (s)").value_or(0);
  if (duration && t && interval > 0 && *t < *duration - 1.5 * interval) {
    cut(fmt::format("the record ends at {} s, asked for was {} s", *t, *duration));
  }
}

Match sniff(const Source& source) {
  const auto head = head_text(source);
  const auto has = [&](std::string_view words) { return head.find(words) != std::string::npos; };
  const auto lines = split_lines(head);
  if (has("Instrument Model:") && has("Data Source:")) return Match::Yes;
  const bool columns =
      std::ranges::any_of(lines, [](const auto& line) { return is_chi_column_line(line.text); });
  return columns && (has("Init E (V) = ") || has("Sample Interval (")) ? Match::Yes : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  Recording recording{std::string(name)};
  NITER_TRY(ChiLayout layout, read_chi_layout(lines, source.name, recording));
  const auto block = read_block(lines, layout);
  if (layout.technique.empty() && layout.values.contains("High Frequency (Hz)")) {
    layout.technique = "eis";
  } else if (layout.technique.empty() && layout.title.empty() &&
             layout.values.contains("Segment")) {
    layout.technique = layout.values.contains("High E (V)") ? "cv" : "";
  }
  if (layout.title.empty()) layout.title = layout.technique;
  const auto model = layout.values.find("Instrument Model");
  recording.instrument = model == layout.values.end() ? "CH Instruments" : model->second;

  const VendorFile file{source, text, options, vendor_provenance(source, name)};
  NITER_TRY(auto table, vendor_table(block, file, recording));
  if (table.rows() == 0) {
    return fail({Code::InvalidInput,
                 "no rows below the line of columns",
                 {source.name, lines[layout.columns].number, 0},
                 "is the file cut off?"});
  }
  put_right(layout, table, recording);
  add_time(layout, table);
  table.provenance.settings = settings_of(layout);
  check_complete(layout, table, recording);
  check_last_line(text, recording);
  add_parts(layout, std::move(table), recording);
  return recording;
}

}  // namespace

Reader chi_text_reader() {
  return {name, "CH Instruments, text", "txt csv", sniff, read};
}

}  // namespace niter::io
