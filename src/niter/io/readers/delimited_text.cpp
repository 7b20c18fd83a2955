#include "niter/io/readers/delimited_text.hpp"

#include <algorithm>
#include <utility>

#include "niter/io/readers/csv.hpp"

namespace niter::io {

namespace {

Match sniff(const Source& source) {
  const auto head = source.bytes.substr(0, 4096);
  const bool wide = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
  if (!wide && head.find('\0') != std::string_view::npos) return Match::No;
  const bool digits = std::ranges::any_of(head, [](char c) { return c >= '0' && c <= '9'; });
  return digits ? Match::Fallback : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto table, read_csv(source.bytes, source.name,
                                 {.columns = options.columns, .units = options.units}));
  Recording recording{.format = "delimited-text"};
  recording.parts.push_back({.title = source.name, .table = std::move(table)});
  return recording;
}

}  // namespace

Reader delimited_text_reader() {
  return {"delimited-text", "Text with a header and columns of numbers", "csv txt dat", sniff,
          read};
}

}  // namespace niter::io
