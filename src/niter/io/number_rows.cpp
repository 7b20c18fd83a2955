#include "niter/io/number_rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::io {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// Walks the fields of one line.
class Fields {
 public:
  Fields(std::string_view line, char delimiter) : line_(line), delimiter_(delimiter) {
    if (delimiter_ == ' ') skip_blanks();
  }
  bool more() const { return at_ <= line_.size() && !(delimiter_ == ' ' && at_ == line_.size()); }
  int column() const { return static_cast<int>(at_) + 1; }

  /// A plain number that fills its field, the common case, read where it stands; else nothing has
  /// happened.
  bool next_number(double& value) {
    if (delimiter_ == ' ') return false;
    const char* begin = line_.data() + at_;
    const char* const end = line_.data() + line_.size();
    while (begin < end && *begin == ' ') ++begin;
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error != std::errc() || (stop < end && *stop != delimiter_)) return false;
    at_ = static_cast<std::size_t>(stop - line_.data()) + 1;
    return true;
  }

  std::string_view next() {
    const std::size_t begin = at_;
    if (delimiter_ == ' ') {
      while (at_ < line_.size() && !is_blank(line_[at_])) ++at_;
      const auto field = line_.substr(begin, at_ - begin);
      skip_blanks();
      return field;
    }
    const auto end = std::min(line_.find(delimiter_, begin), line_.size());
    at_ = end + 1;
    auto field = line_.substr(begin, end - begin);
    while (!field.empty() && is_blank(field.front())) field.remove_prefix(1);
    while (!field.empty() && is_blank(field.back())) field.remove_suffix(1);
    if (field.size() > 1 && field.front() == '"' && field.back() == '"') {
      field = field.substr(1, field.size() - 2);
    }
    return field;
  }

 private:
  void skip_blanks() {
    while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
  }

  std::string_view line_;
  char delimiter_;
  std::size_t at_ = 0;
};

bool read_point(std::string_view text, double& value) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end;
}

// with the decimal mark turned into a point, in a buffer: no number has more characters
bool read_number(std::string_view text, char decimal, double& value) {
  if (decimal == '.') return read_point(text, value);
  std::array<char, 64> buffer{};
  if (text.size() > buffer.size() || text.find('.') != std::string_view::npos) return false;
  std::replace_copy(text.begin(), text.end(), buffer.begin(), decimal, '.');
  return read_point({buffer.data(), text.size()}, value);
}

// days, then hours, minutes and seconds between colons; the seconds may have decimals
bool read_duration(std::string_view text, char decimal, double& value) {
  constexpr double day = 86400, step = 60;
  if (text.find(':') == std::string_view::npos) return read_number(text, decimal, value);
  double days = 0;
  if (const auto mark = text.find_first_of("d-"); mark != std::string_view::npos) {
    if (!read_point(trim(text.substr(0, mark)), days)) return false;
    text = trim(text.substr(mark + 1));
  }
  double sum = 0;
  for (int places = 0; places < 3; ++places) {
    const auto colon = text.find(':');
    double part = 0;
    if (!read_number(text.substr(0, colon), decimal, part) || part < 0) return false;
    sum = sum * step + part;
    if (colon == std::string_view::npos) {
      value = days * day + sum;
      return places > 0;
    }
    text.remove_prefix(colon + 1);
  }
  return false;
}

// nothing at all, or the delimiters of empty fields, as spreadsheets fill their lines
bool is_empty(std::string_view line, char delimiter) {
  const bool begins = line.empty() || is_blank(line.front()) || line.front() == delimiter;
  return begins && std::ranges::all_of(line, [&](char c) { return is_blank(c) || c == delimiter; });
}

class RowReader {
 public:
  RowReader(const RowFormat& format, const std::string& file, std::size_t rows)
      : format_(format), file_(file), points_(format.dialect.decimal == '.'), row_(format.columns) {
    rows_.columns.resize(format.columns);
    rows_.unreadable.assign(format.columns, 0);
    for (auto& column : rows_.columns) column.reserve(rows);
  }

  Status read(const TextLine& line, bool last) {
    Fields fields(line.text, format_.dialect.delimiter);
    for (std::size_t k = 0; k < format_.columns; ++k) {
      if (!fields.more()) return short_row(line, k, last);
      const FieldKind kind = format_.kinds.empty() ? FieldKind::Number : format_.kinds[k];
      const bool plain = points_ && (kind == FieldKind::Number || kind == FieldKind::Tolerant);
      if (plain && fields.next_number(row_[k])) continue;
      const int column = fields.column();
      const auto text = fields.next();
      if (!value_of(text, kind, row_[k])) {
        if (kind == FieldKind::Tolerant) {
          ++rows_.unreadable[k];
          continue;
        }
        return fail({Code::InvalidInput,
                     fmt::format("'{:.40}' is not a number", text),
                     {file_, line.number, column},
                     "rows of numbers are wanted here"});
      }
    }
    while (fields.more()) {
      const int column = fields.column();
      if (!fields.next().empty()) {
        return fail({Code::InvalidInput,
                     fmt::format("more fields than the {} columns of the table", format_.columns),
                     {file_, line.number, column},
                     "is a second table or a comment behind the rows?"});
      }
    }
    for (std::size_t k = 0; k < format_.columns; ++k) rows_.columns[k].push_back(row_[k]);
    return {};
  }

  NumberRows take() { return std::move(rows_); }

 private:
  bool value_of(std::string_view text, FieldKind kind, double& value) const {
    const char decimal = format_.dialect.decimal;
    if (kind == FieldKind::Number || kind == FieldKind::Tolerant) {
      if (read_number(text, decimal, value)) return true;
    } else if (kind == FieldKind::Duration) {
      if (read_duration(text, decimal, value)) return true;
    } else {
      const bool letter = kind == FieldKind::Letter && !text.empty();
      value = letter ? static_cast<unsigned char>(text.front()) : nothing;
      return true;
    }
    value = nothing;
    return text.empty() || std::ranges::find(format_.missing, text) != format_.missing.end();
  }

  Status short_row(const TextLine& line, std::size_t fields, bool last) {
    if (last) {
      rows_.cut = true;
      return {};
    }
    return fail({Code::InvalidInput,
                 fmt::format("{} fields where the table has {} columns", fields, format_.columns),
                 {file_, line.number, 1},
                 "is the file cut off?"});
  }

  const RowFormat& format_;
  const std::string& file_;
  const bool points_;  // decimals are behind a point
  std::vector<double> row_;
  NumberRows rows_;
};

}  // namespace

Result<NumberRows> read_number_rows(std::span<const TextLine> lines, const RowFormat& format,
                                    const std::string& file) {
  const char delimiter = format.dialect.delimiter;
  while (!lines.empty() && is_empty(lines.back().text, delimiter)) {
    lines = lines.first(lines.size() - 1);
  }
  // no more rows than the bytes have room for: a header of many empty names claims no memory
  std::size_t bytes = 0;
  for (const auto& line : lines) bytes += line.text.size() + 1;
  const auto room = bytes / std::max<std::size_t>(1, format.columns);
  RowReader reader(format, file, std::min(lines.size(), room));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_empty(lines[i].text, delimiter)) continue;
    NITER_OK(reader.read(lines[i], i + 1 == lines.size()));
  }
  return reader.take();
}

}  // namespace niter::io
