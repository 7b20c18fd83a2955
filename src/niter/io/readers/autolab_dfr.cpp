#include "niter/io/readers/autolab_dfr.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "autolab-dfr";
constexpr std::size_t first_point = 3;    // line of the first frequency, from 0
constexpr std::size_t lines_a_point = 9;  // f, Z', -Z'' and six more

Result<double> number_on(std::span<const TextLine> lines, std::size_t i, const std::string& file) {
  const auto text = trim(lines[i].text);
  const auto value = field_number(text, {'\t', text.find(',') == text.npos ? '.' : ','});
  if (!value) {
    return fail({Code::InvalidInput,
                 fmt::format("'{:.40}' is not a number", text),
                 {file, lines[i].number, 1},
                 "one number a line is wanted here"});
  }
  return *value;
}

constexpr std::string_view mark = "VERSION";

Match sniff(const Source& source) {
  const auto head = head_text(source);
  const auto lines = split_lines(head);
  const bool dfr = lines.size() > first_point && lines[0].text.starts_with(mark) &&
                   parse_number(lines[0].text.substr(mark.size())) && parse_number(lines[1].text);
  return dfr ? Match::Yes : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  if (lines.empty() || !lines[0].text.starts_with(mark)) {
    return fail({Code::InvalidInput,
                 fmt::format("the first line does not begin with {}", mark),
                 {source.name, 1, 1},
                 "is it an FRA file of an Autolab?"});
  }
  if (lines.size() <= first_point) {
    return fail({Code::InvalidInput,
                 "the file ends before its first point",
                 {source.name, static_cast<int>(lines.size()), 0},
                 "is the file cut off?"});
  }
  NITER_TRY(const double count, number_on(lines, 1, source.name));
  Recording recording{std::string(name)};
  recording.instrument = "Autolab FRA";
  recording.header.emplace_back("VERSION", std::string(trim(lines[0].text.substr(mark.size()))));

  // a line without its end may be cut
  const bool ended = text.ends_with('\n') || text.ends_with('\r');
  const std::size_t whole = lines.size() - (ended ? 0 : 1);
  data::Table table{source.name, {}, vendor_provenance(source, name)};
  table.columns = {
      {"f", Unit::of("Hz"), {}}, {"Z_re", Unit::of("ohm"), {}}, {"Z_im", Unit::of("ohm"), {}}};
  double points = 0;
  for (std::size_t i = first_point; points < count && i + lines_a_point <= whole;
       i += lines_a_point, ++points) {
    for (std::size_t k = 0; k < 3; ++k) {
      NITER_TRY(const double value, number_on(lines, i + k, source.name));
      table.columns[k].values.push_back(k == 2 ? -value : value);
    }
  }
  if (points == 0) {
    return fail({Code::InvalidInput,
                 "no whole point",
                 {source.name, lines.back().number, 0},
                 "is the file cut off?"});
  }
  if (points < count) {
    mark_cut(recording, fmt::format("the file promises {} points and has {}", count, points));
  }
  check_last_line(text, recording);
  NITER_TRY(table, with_options(std::move(table), options, source.name));
  recording.parts.push_back({"eis", "impedance", std::move(table)});
  return recording;
}

}  // namespace

Reader autolab_dfr_reader() {
  return {name, "Eco Chemie Autolab FRA, .dfr", "dfr", sniff, read};
}

}  // namespace niter::io
