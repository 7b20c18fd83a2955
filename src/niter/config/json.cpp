#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "niter/base/text.hpp"
#include "niter/config/limits.hpp"
#include "niter/config/value.hpp"

namespace niter::config {
namespace {

/// Feeds the parser and tells how far it has read: the parser itself reports places only for syntax
/// errors.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  std::size_t* read = nullptr;

  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    ++at;
    ++*read;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return at == other.at; }
  bool operator!=(const CountingIterator& other) const { return at != other.at; }
};

/// Receives the events of the parser and builds the Value; every event returns false to stop at an
/// error.
class Builder {
 public:
  Builder(std::string_view text, const std::string& file_name)
      : text_(text), places_(text, file_name) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") token_ = 3;  // byte order mark
  }

  std::size_t read = 0;  // bytes the parser has taken
  Result<Value> result = Value();

  bool null() { return add(Value()); }
  bool boolean(bool value) { return add(Value(value)); }
  bool number_integer(std::int64_t value) { return add(Value(value)); }
  bool number_unsigned(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(INT64_MAX)) return add(Value(value));
    return add(Value(static_cast<double>(value)));
  }
  bool number_float(double value, const std::string&) { return add(Value(value)); }
  bool string(std::string& value) { return add(Value(std::move(value))); }
  bool binary(std::vector<std::uint8_t>&) { return false; }  // never met in text
  bool start_object(std::size_t) { return open(Value(Value::Table{})); }
  bool start_array(std::size_t) { return open(Value(Value::Array{})); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    key_where_ = place();
    if (!open_.back().names.insert(name).second) {
      result = fail(Error{Code::InvalidInput, fmt::format("the key '{}' is written twice", name),
                          key_where_, "keep one of the two"});
      return false;
    }
    open_.back().member = std::move(name);
    return true;
  }

  bool parse_error(std::size_t byte, const std::string& token,
                   const nlohmann::json::exception& error) {
    const std::string_view said = error.what();
    const bool range = said.find("out_of_range") != std::string_view::npos;
    result = fail(Error{
        Code::InvalidInput,
        range ? fmt::format("the number {} is too large", token)
              : fmt::format("not valid JSON near '{}'", std::string_view(token).substr(0, 40)),
        range ? place() : places_.at(byte == 0 ? 0 : byte - 1),
        "compare the brackets, commas and quotes"});
    return false;
  }

 private:
  struct Open {
    Value value;
    Where key;
    std::string member = {};           // name of the member being read
    std::set<std::string> names = {};  // of the members so far
  };

  /// Where the token just read begins: the first byte after the former token that is not a
  /// separator.
  Where place() {
    token_ = std::min(text_.find_first_not_of(" \t\r\n,:", token_), text_.size());
    const Where where = places_.at(token_);
    token_ = read;
    return where;
  }

  bool open(Value value) {
    value.where = place();
    if (open_.size() >= max_document_depth) {
      result = fail(too_deep(value.where));
      return false;
    }
    open_.push_back({std::move(value), key_where_});
    key_where_ = {};
    return true;
  }

  bool close() {
    token_ = read;
    Value value = std::move(open_.back().value);
    value.key_where = open_.back().key;
    open_.pop_back();
    attach(std::move(value));
    return true;
  }

  bool add(Value value) {
    value.where = place();
    value.key_where = key_where_;
    key_where_ = {};
    attach(std::move(value));
    return true;
  }

  void attach(Value value) {
    if (open_.empty()) {
      result = std::move(value);
    } else if (auto* array = std::get_if<Value::Array>(&open_.back().value.data)) {
      array->push_back(std::move(value));
    } else {
      std::get<Value::Table>(open_.back().value.data)
          .emplace_back(std::move(open_.back().member), std::move(value));
    }
  }

  std::string_view text_;
  PlaceCounter places_;
  std::size_t token_ = 0;
  Where key_where_;
  std::vector<Open> open_;
};

}  // namespace

Result<Value> parse_json(std::string_view text, const std::string& file_name) {
  NITER_OK(check_size(text, file_name));
  Builder builder(text, file_name);
  const CountingIterator begin{text.data(), &builder.read};
  const CountingIterator end{text.data() + text.size(), &builder.read};
  if (!nlohmann::json::sax_parse(begin, end, &builder) && builder.result) {
    return fail({Code::InvalidInput, "not valid JSON", {file_name}, {}});
  }
  return std::move(builder.result);
}

}  // namespace niter::config
