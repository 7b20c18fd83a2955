#include "niter/io/readers/novonix_csv.hpp"

#include <array>
#include <utility>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/readers/cycler_text.hpp"

namespace niter::io {

namespace {

constexpr std::array<CyclerName, 10> names{{{"run time", "t", "h"},
                                            {"step time", "t_step", "h"},
                                            {"cycle number", "cycle"},
                                            {"step number", "step"},
                                            {"current", "I", "A"},
                                            {"potential", "V", "V"},
                                            {"capacity", "Q", "Ah"},
                                            {"energy", "W", "Wh"},
                                            {"temperature", "T", "degC"},
                                            {"power", "P", "W"}}};

bool is_names(std::string_view line) {
  static constexpr std::array<std::string_view, 3> wanted{"run time", "current", "potential"};
  return contains(line, "otential") && has_keys(cycler_keys(line, ','), wanted);
}

constexpr CyclerFormat format{.reader = "novonix-csv",
                              .maker = "Novonix",
                              .names = names,
                              .is_names = is_names,
                              .wanted = "Run Time, Current and Potential below [Data]",
                              .dates = "date and time",
                              .sign = "positive while charging, as Novonix writes it",
                              .cycle_rule = "Cycle Number of the protocol"};

Match sniff(const Source& source) {
  const auto head = head_text(source);
  const bool novonix =
      trim(head).starts_with("[Summary]") && head.find("Novonix") != std::string::npos;
  return novonix ? Match::Yes : Match::No;
}

void read_summary(std::span<const TextLine> lines, Recording& recording) {
  for (const auto& line : lines) {
    if (line.text.starts_with("[End Summary]")) return;
    const auto colon = line.text.find(':');
    if (colon == std::string_view::npos) continue;
    recording.header.emplace_back(trim(line.text.substr(0, colon)),
                                  trim(line.text.substr(colon + 1)));
  }
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const auto utf8, Utf8Text::of(source.bytes, source.name));
  const auto text = utf8.view();
  const auto lines = split_lines(text);
  NITER_TRY(const auto table, find_table(format, lines, source.name));
  Recording recording{.format = std::string(format.reader), .instrument = "Novonix UHPC"};
  read_summary(std::span(lines).first(static_cast<std::size_t>(table.line - 1)), recording);
  const VendorFile file{source, text, options, vendor_provenance(source, format.reader)};
  NITER_OK(add_cycler_part(format, table, file, recording));
  check_last_line(text, recording);
  return recording;
}

}  // namespace

Reader novonix_csv_reader() {
  return {format.reader, "Novonix UHPC, csv", "csv", sniff, read};
}

}  // namespace niter::io
