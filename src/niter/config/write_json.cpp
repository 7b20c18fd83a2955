#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/base/utf8.hpp"
#include "niter/config/value.hpp"

namespace niter::config {
namespace {

void write_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto length = utf8_length(text, at);
    const char c = text[at];
    if (length == 0)
      out += "\xEF\xBF\xBD";  // U+FFFD
    else if (length > 1)
      out += text.substr(at, length);
    else if (c == '"' || c == '\\')
      (out += '\\') += c;
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
    at += length == 0 ? 1 : length;
  }
  out += '"';
}

void write_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  const auto text = shortest(value);
  out += text;
  // a real number stays one when it is read again
  if (text.find_first_of(".e") == std::string::npos) out += ".0";
}

void write_value(std::string& out, const Value& value, int depth);

void write_break(std::string& out, int depth) {
  out += '\n';
  out.append(static_cast<std::size_t>(2 * depth), ' ');
}

void write_array(std::string& out, const Value::Array& array, int depth) {
  // short rows of plain values stay on one line
  const bool plain = std::all_of(array.begin(), array.end(), [](const Value& element) {
    return element.array() == nullptr && element.table() == nullptr;
  });
  out += '[';
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) out += plain ? ", " : ",";
    if (!plain) write_break(out, depth + 1);
    write_value(out, array[i], depth + 1);
  }
  if (!plain) write_break(out, depth);
  out += ']';
}

void write_table(std::string& out, const Value::Table& table, int depth) {
  out += '{';
  bool first = true;
  for (const auto& [name, member] : table) {
    if (!first) out += ',';
    first = false;
    write_break(out, depth + 1);
    write_string(out, name);
    out += ": ";
    write_value(out, member, depth + 1);
  }
  if (!table.empty()) write_break(out, depth);
  out += '}';
}

void write_value(std::string& out, const Value& value, int depth) {
  if (const auto* table = value.table())
    write_table(out, *table, depth);
  else if (const auto* array = value.array())
    write_array(out, *array, depth);
  else if (const auto* text = value.string())
    write_string(out, *text);
  else if (const auto* whole = std::get_if<std::int64_t>(&value.data))
    out += fmt::format("{}", *whole);
  else if (const auto* real = std::get_if<double>(&value.data))
    write_number(out, *real);
  else if (const auto* flag = std::get_if<bool>(&value.data))
    out += *flag ? "true" : "false";
  else
    out += "null";
}

}  // namespace

std::string to_json(const Value& value) {
  std::string out;
  write_value(out, value, 0);
  out += '\n';
  return out;
}

}  // namespace niter::config
