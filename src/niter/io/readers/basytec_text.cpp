#include "niter/io/readers/basytec_text.hpp"

#include <array>
#include <utility>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/readers/cycler_text.hpp"

namespace niter::io {

namespace {

constexpr std::string_view mark = "Basytec Battery Test System";

constexpr std::array<CyclerName, 17> names{{{"~time", "t", "s"},
                                            {"t-step", "t_step", "s"},
                                            {"line", "step"},
                                            {"cyc-count", "cycle"},
                                            {"dataset", "record"},
                                            {"u", "V", "V"},
                                            {"i", "I", "A"},
                                            {"p", "P", "W"},
                                            {"ah", "Q", "Ah"},
                                            {"wh", "W", "Wh"},
                                            {"ah-cyc-charge", "Q_charge", "Ah"},
                                            {"ah-cyc-discharge", "Q_discharge", "Ah"},
                                            {"wh-cyc-charge", "W_charge", "Wh"},
                                            {"wh-cyc-discharge", "W_discharge", "Wh"},
                                            {"t1", "T", "degC"},
                                            {"temperature", "T", "degC"},
                                            {"r-dc", "R", "ohm"}}};

bool is_names(std::string_view line) {
  return line.starts_with("~Time[") && line.find("U[") != std::string_view::npos;
}

constexpr CyclerFormat format{.reader = "basytec-text",
                              .maker = "Basytec",
                              .names = names,
                              .is_names = is_names,
                              .wanted = "\"~Time[s]\" and \"U[V]\" between tabs",
                              .delimiter = '\t',
                              .sign = "positive while charging, as Basytec writes it",
                              .cycle_rule = "Cyc-Count of the test plan"};

Match sniff(const Source& source) {
  const auto head = head_text(source);
  const auto first = std::string_view(head).substr(0, head.find_first_of("\r\n"));
  return lower(first).find(lower(mark)) != std::string::npos ? Match::Yes : Match::No;
}

// "~Start of Test: 19.06.2023 17:56:53"
void read_head(std::span<const TextLine> lines, const CyclerText& table, Recording& recording) {
  for (const auto& line : lines.first(static_cast<std::size_t>(table.line - 1))) {
    const auto colon = line.text.find(": ");
    if (!line.text.starts_with('~') || colon == std::string_view::npos) continue;
    recording.header.emplace_back(line.text.substr(1, colon - 1),
                                  trim(line.text.substr(colon + 1)));
  }
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const auto utf8, Utf8Text::of(source.bytes, source.name));
  const auto text = utf8.view();
  const auto lines = split_lines(text);
  NITER_TRY(const auto table, find_table(format, lines, source.name));
  Recording recording{.format = std::string(format.reader), .instrument = "Basytec"};
  read_head(lines, table, recording);
  const VendorFile file{source, text, options, vendor_provenance(source, format.reader)};
  NITER_OK(add_cycler_part(format, table, file, recording));
  for (const auto& [key, value] : recording.header) {
    if (key == "Start of Test") {
      recording.parts.front().table.provenance.settings["started"] = value;
    }
  }
  check_last_line(text, recording);
  return recording;
}

}  // namespace

Reader basytec_text_reader() {
  return {format.reader, "Basytec, text", "txt dat", sniff, read};
}

}  // namespace niter::io
