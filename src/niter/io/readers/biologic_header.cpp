#include "niter/io/readers/biologic_header.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::io {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// numbers of a header are read by people and programs of any country
std::string with_points(std::string_view text) {
  std::string out(text);
  for (std::size_t k = 1; k + 1 < out.size(); ++k) {
    if (out[k] == ',' && is_digit(out[k - 1]) && is_digit(out[k + 1])) out[k] = '.';
  }
  return out;
}

// texts of the user, where a comma is a comma
bool is_free_text(std::string_view key) {
  constexpr std::array free{std::string_view("File"),
                            std::string_view("Directory"),
                            std::string_view("Comments"),
                            std::string_view("User"),
                            std::string_view("Electrolyte"),
                            std::string_view("Initial state"),
                            std::string_view("Electrode material"),
                            std::string_view("Loaded Setting File")};
  return std::ranges::find(free, key) != free.end();
}

// the first 20 characters (not bytes) and the rest
std::pair<std::string_view, std::string_view> cut_cell(std::string_view line) {
  constexpr int cell = 20;
  int characters = 0;
  std::size_t at = 0;
  while (at < line.size()) {
    const bool begins = (static_cast<unsigned char>(line[at]) & 0xC0) != 0x80;
    if (begins && characters++ == cell) break;
    ++at;
  }
  return {line.substr(0, at), line.substr(at)};
}

// "Loop 3 from point number 63 to 83"
std::optional<std::pair<std::size_t, std::size_t>> read_loop(std::string_view line) {
  constexpr std::string_view between = " from point number ";
  const auto at = line.find(between);
  if (!line.starts_with("Loop ") || at == std::string_view::npos) return std::nullopt;
  const char* const end = line.data() + line.size();
  std::size_t first = 0, last = 0;
  const auto begin = std::from_chars(line.data() + at + between.size(), end, first);
  constexpr std::string_view to = " to ";
  if (begin.ec != std::errc() || !std::string_view(begin.ptr, end).starts_with(to))
    return std::nullopt;
  if (std::from_chars(begin.ptr + to.size(), end, last).ec != std::errc()) return std::nullopt;
  return std::pair{first, last};
}

class Reading {
 public:
  void line(std::string_view text) {
    if (trim(text).empty()) {
      parameters_ = false;
      return;
    }
    if (const auto loop = read_loop(text)) return add_loop(*loop);
    const auto colon = text.find(" :");
    if (parameters_) {
      add_parameter(text);
    } else if (colon != std::string_view::npos) {
      const std::string key(trim(text.substr(0, colon)));
      add(key, trim(text.substr(colon + 2)));
      if (key == "Cycle Definition") parameters_ = true;
    } else if (header_.title.empty() && !begun_) {
      header_.title = trim(text);
    } else {
      header_.entries.emplace_back(trim(text), "");
    }
  }

  BiologicHeader take() { return std::move(header_); }

 private:
  void add(const std::string& key, std::string_view value) {
    begun_ = true;
    header_.entries.emplace_back(key, value);
    if (value.empty() || key == "Nb header lines") return;
    const auto text = is_free_text(key) ? std::string(value) : with_points(value);
    auto& setting = header_.settings[key];
    setting = setting.empty() ? text : fmt::format("{}; {}", setting, text);
  }

  // a name and its values, one for each step of the sequence
  void add_parameter(std::string_view text) {
    auto [name, rest] = cut_cell(text);
    std::string key(trim(name));
    if (key == "vs.") {
      key = fmt::format("{} vs.", last_);
    } else {
      last_ = key;
    }
    std::vector<std::string> values;
    while (!trim(rest).empty()) {
      const auto [value, more] = cut_cell(rest);
      values.emplace_back(trim(value));
      rest = more;
    }
    add(key, join(values, "; "));
  }

  void add_loop(std::pair<std::size_t, std::size_t> loop) {
    const auto [first, last] = loop;
    if (first > 0) header_.loops.push_back(first);
    header_.rows = std::max(header_.rows, last + 1);
  }

  BiologicHeader header_;
  std::string last_;
  bool parameters_ = false, begun_ = false;
};

}  // namespace

BiologicHeader read_biologic_header(std::span<const TextLine> lines) {
  Reading reading;
  for (const auto& line : lines) {
    const bool mark = line.text.ends_with("ASCII FILE") || line.text.starts_with("Nb header lines");
    if (!mark) reading.line(line.text);
  }
  auto header = reading.take();
  std::ranges::sort(header.loops);
  return header;
}

}  // namespace niter::io
