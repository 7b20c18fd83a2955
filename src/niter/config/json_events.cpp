#include "niter/config/json_events.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "niter/config/limits.hpp"
#include "niter/config/value.hpp"

namespace niter::config {

namespace {

/// Turns the parser's calls into ours; every call returns false to stop.
class Scanner {
 public:
  Scanner(std::string_view text, const std::string& file, JsonEvents& events)
      : text_(text), file_(file), events_(events) {}

  Status status = {};

  bool null() { return other(); }
  bool boolean(bool) { return other(); }
  bool number_integer(std::int64_t value) { return number(static_cast<double>(value)); }
  bool number_unsigned(std::uint64_t value) { return number(static_cast<double>(value)); }
  bool number_float(double value, const std::string&) { return number(value); }
  bool string(std::string& value) {
    events_.text(key_, value);
    key_.clear();
    return true;
  }
  bool binary(std::vector<std::uint8_t>&) { return false; }  // never met in text
  bool key(std::string& name) {
    key_.swap(name);
    return true;
  }
  bool start_object(std::size_t) { return open(&JsonEvents::begin_object); }
  bool start_array(std::size_t) { return open(&JsonEvents::begin_array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool parse_error(std::size_t byte, const std::string& token, const nlohmann::json::exception&) {
    status = fail({Code::InvalidInput,
                   fmt::format("not valid JSON near '{}'", std::string_view(token).substr(0, 40)),
                   place_of(text_, byte == 0 ? 0 : byte - 1, file_), "is the file cut off?"});
    return false;
  }

 private:
  bool other() {
    events_.other(key_);
    key_.clear();
    return true;
  }
  bool number(double value) {
    events_.number(key_, value);
    key_.clear();
    return true;
  }
  bool open(void (JsonEvents::*begin)(std::string_view)) {
    if (++depth_ > max_document_depth) {
      status = fail(too_deep({file_}));
      return false;
    }
    (events_.*begin)(key_);
    key_.clear();
    return true;
  }
  bool close() {
    --depth_;
    events_.end();
    return true;
  }

  std::string_view text_;
  const std::string& file_;
  JsonEvents& events_;
  std::string key_;
  int depth_ = 0;
};

}  // namespace

Status scan_json(std::string_view text, const std::string& file_name, JsonEvents& events) {
  Scanner scanner(text, file_name, events);
  const bool whole = nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &scanner);
  if (!whole && scanner.status) {
    return fail({Code::InvalidInput, "not valid JSON", {file_name}, {}});
  }
  return scanner.status;
}

}  // namespace niter::config
