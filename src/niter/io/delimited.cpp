#include "niter/io/delimited.hpp"

#include <algorithm>
#include <array>

#include "niter/base/text.hpp"

namespace niter::io {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// one field from `at` on; `at` ends on the delimiter or behind the line
void next_field(std::string_view line, std::size_t& at, char delimiter, Field& field) {
  const auto ends = [&](char c) { return delimiter == ' ' ? is_blank(c) : c == delimiter; };
  while (at < line.size() && is_blank(line[at]) && !(delimiter != ' ' && ends(line[at]))) ++at;
  field.column = static_cast<int>(at) + 1;
  if (at < line.size() && line[at] == '"') {
    field.text.clear();
    for (++at; at < line.size(); ++at) {
      if (line[at] != '"') {
        field.text += line[at];
      } else if (at + 1 < line.size() && line[at + 1] == '"') {
        field.text += line[at++];
      } else {
        break;
      }
    }
    while (at < line.size() && !ends(line[at])) ++at;
    return;
  }
  const std::size_t begin = at;
  while (at < line.size() && !ends(line[at])) ++at;
  field.text = trim(line.substr(begin, at - begin));
}

}  // namespace

std::vector<Field> split_fields(std::string_view line, const Dialect& dialect) {
  std::vector<Field> fields;
  split_fields(line, dialect, fields);
  return fields;
}

void split_fields(std::string_view line, const Dialect& dialect, std::vector<Field>& fields) {
  if (dialect.delimiter == ' ') line = line.substr(0, line.find_last_not_of(" \t") + 1);
  std::size_t count = 0;
  for (std::size_t at = 0; at <= line.size(); ++at, ++count) {
    if (count == fields.size()) fields.emplace_back();
    next_field(line, at, dialect.delimiter, fields[count]);
  }
  if (count > 1 && fields[count - 1].text.empty()) --count;
  fields.resize(count);
}

std::optional<double> field_number(std::string_view text, const Dialect& dialect) {
  if (dialect.decimal == '.') return parse_number(text);
  if (text.find('.') != std::string_view::npos) return std::nullopt;
  std::string with_point(text);
  std::replace(with_point.begin(), with_point.end(), dialect.decimal, '.');
  return parse_number(with_point);
}

bool is_numeric(std::span<const Field> fields, const Dialect& dialect) {
  bool any = false;
  for (const auto& field : fields) {
    if (field.text.empty()) continue;
    if (!field_number(field.text, dialect)) return false;
    any = true;
  }
  return any;
}

Dialect find_dialect(std::span<const TextLine> lines) {
  constexpr std::array<Dialect, 7> candidates{
      {{'\t', '.'}, {';', '.'}, {',', '.'}, {'\t', ','}, {';', ','}, {' ', '.'}, {' ', ','}}};
  constexpr std::size_t enough = 200;  // lines from the end, where no header disturbs
  const auto sample = lines.last(std::min(enough, lines.size()));
  Dialect best{';', '.'};
  std::ptrdiff_t most = 0;
  for (const auto& candidate : candidates) {
    const auto numeric = std::ranges::count_if(sample, [&](const auto& line) {
      const auto fields = split_fields(line.text, candidate);
      return fields.size() > 1 && is_numeric(fields, candidate);
    });
    if (numeric > most) {
      most = numeric;
      best = candidate;
    }
  }
  if (most > 0) return best;

  // one column: only the decimal mark is open
  const Dialect comma{';', ','};
  const bool plain = std::ranges::any_of(sample, [&](const auto& line) {
    return line.text.find(',') != std::string::npos && field_number(trim(line.text), comma);
  });
  return plain ? comma : best;
}

}  // namespace niter::io
