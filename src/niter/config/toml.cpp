#include <algorithm>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "niter/base/file.hpp"
#include "niter/config/limits.hpp"
#include "niter/config/value.hpp"

namespace niter::config {
namespace {

Where place(const toml::source_region& region, const std::string& file_name) {
  return {file_name, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

/// Past a string that begins at text[at], whichever of the four kinds it is; its end or the end of
/// the text.
std::size_t skip_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string_view rest = text.substr(at);
  const bool multiline = rest.size() >= 3 && rest[1] == quote && rest[2] == quote;
  const std::size_t width = multiline ? 3 : 1;
  const std::string closing(width, quote);
  for (std::size_t i = width; i < rest.size(); ++i) {
    if (quote == '"' && rest[i] == '\\') {
      ++i;
    } else if (rest.substr(i, width) == closing) {
      return at + i + width;
    } else if (!multiline && rest[i] == '\n') {
      return at + i;  // unterminated: the parser will say so
    }
  }
  return text.size();
}

/// The parser bounds nested values itself, but builds and destroys `a.a.a.a = 1` by recursion
/// without a bound.
Status check_key_depth(std::string_view text, const std::string& file_name) {
  int dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = skip_string(text, at);
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '.') {
      if (++dots >= max_document_depth) return fail(too_deep(place_of(text, at, file_name)));
    } else if (c == '\n' || c == '=' || c == '[' || c == ']' || c == '{' || c == ',') {
      dots = 0;
    }
    ++at;
  }
  return {};
}

Result<Value> convert(const toml::node& node, const Where& fallback, int depth);

Result<Value> convert_table(const toml::table& table, const Where& where, int depth) {
  struct Member {
    Where key;
    std::string_view name;
    const toml::node* node;
  };
  std::vector<Member> members;
  for (const auto& [key, node] : table) {
    members.push_back({place(key.source(), where.file), key.str(), &node});
  }
  // the parser keeps names in alphabetical order; people think in the order they wrote
  std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
    return std::pair(a.key.line, a.key.column) < std::pair(b.key.line, b.key.column);
  });
  Value::Table out;
  for (const auto& member : members) {
    NITER_TRY(auto value, convert(*member.node, member.key, depth + 1));
    value.key_where = member.key;
    out.emplace_back(std::string(member.name), std::move(value));
  }
  return Value(std::move(out));
}

Result<Value> convert_array(const toml::array& array, const Where& where, int depth) {
  Value::Array out;
  for (const auto& element : array) {
    NITER_TRY(auto value, convert(element, where, depth + 1));
    out.push_back(std::move(value));
  }
  return Value(std::move(out));
}

/// @param fallback  for nodes that stand nowhere themselves, such as the table `a` of `a.b = 1`
Result<Value> convert(const toml::node& node, const Where& fallback, int depth) {
  Where where = place(node.source(), fallback.file);
  if (where.line == 0) where = fallback;
  if (depth > max_document_depth) return fail(too_deep(where));
  Result<Value> out = Value();
  switch (node.type()) {
    case toml::node_type::table:
      out = convert_table(*node.as_table(), where, depth);
      break;
    case toml::node_type::array:
      out = convert_array(*node.as_array(), where, depth);
      break;
    case toml::node_type::string:
      out = Value(node.as_string()->get());
      break;
    case toml::node_type::integer:
      out = Value(node.as_integer()->get());
      break;
    case toml::node_type::floating_point:
      out = Value(node.as_floating_point()->get());
      break;
    case toml::node_type::boolean:
      out = Value(node.as_boolean()->get());
      break;
    default:
      return fail({Code::InvalidInput, "dates and times are not used here", where,
                   "write it as a text, like \"2025-06-03\""});
  }
  if (out) out->where = where;
  return out;
}

Error syntax_error(const toml::parse_error& error, const std::string& file_name) {
  const Where where = place(error.source(), file_name);
  const std::string_view what = error.description();
  const auto open = what.find('\'');
  const auto close = what.rfind('\'');
  if (what.find("cannot redefine") == std::string_view::npos || open == close) {
    return {Code::InvalidInput, std::string(what), where,
            what.ends_with("saw ','") ? "numbers have a decimal point"
                                      : "see https://toml.io for how TOML is written"};
  }
  const auto name = what.substr(open + 1, close - open - 1);
  const auto after = what.substr(close + 1);
  const bool was_list = what.find("existing array") != std::string_view::npos;
  if (after == " as array-of-tables" || (was_list && after == " as table")) {
    return {Code::InvalidInput, fmt::format("'{0}' is written both as [{0}] and as [[{0}]]", name),
            where, fmt::format("a list has two brackets everywhere: [[{}]]", name)};
  }
  return {Code::InvalidInput, fmt::format("the key '{}' is written twice", name), where,
          "keep one of the two"};
}

}  // namespace

Result<Value> parse_toml(std::string_view text, const std::string& file_name) {
  NITER_OK(check_size(text, file_name));
  NITER_OK(check_key_depth(text, file_name));
  try {
    const toml::table table = toml::parse(text, file_name);
    NITER_TRY(auto document, convert(table, {file_name, 1, 1}, 0));
    return document;
  } catch (const toml::parse_error& error) {
    return fail(syntax_error(error, file_name));
  }
}

Result<Value> load_toml(const std::filesystem::path& path) {
  NITER_TRY(const auto text, read_file(path));
  return parse_toml(text, path.string());
}

}  // namespace niter::config
