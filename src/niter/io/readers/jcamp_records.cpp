#include "niter/io/readers/jcamp_records.hpp"

#include <algorithm>

#include "niter/base/text.hpp"

namespace niter::io::jcamp {

std::string normal_label(std::string_view label) {
  std::string normal;
  for (const char c : label) {
    if (c == ' ' || c == '-' || c == '/' || c == '_') continue;
    normal += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return normal;
}

std::vector<Record> read_records(std::span<const TextLine> lines) {
  std::vector<Record> records;
  std::size_t begin = 0;  // of the lines below the record being read
  const auto close = [&](std::size_t end) {
    if (!records.empty()) records.back().below = lines.subspan(begin, end - begin);
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto text = lines[i].text;
    if (!text.starts_with("##")) {
      if (!text.starts_with(' ') && !text.starts_with('\t')) continue;
      text = trim(text);
      if (!text.starts_with("##")) continue;
    }
    auto equal = text.find('=');
    if (equal == std::string_view::npos) {
      // some writers close a block without '='; other lines are texts that happen to begin so
      if (normal_label(text.substr(2)) != "END") continue;
      equal = text.size();
    }
    close(i);
    auto value = text.substr(std::min(equal + 1, text.size()));
    value = trim(value.substr(0, value.find("$$")));
    records.push_back({normal_label(text.substr(2, equal - 2)), value, lines[i].number});
    begin = i + 1;
  }
  close(lines.size());
  return records;
}

std::vector<std::string> list_of(std::string_view value) {
  auto parts = split(value, ',');
  for (auto& part : parts) part = trim(part);
  return parts;
}

}  // namespace niter::io::jcamp
