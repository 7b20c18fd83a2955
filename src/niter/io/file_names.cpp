#include "niter/io/file_names.hpp"

#include <set>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::io {

std::string file_name_of(std::string_view title) {
  constexpr std::size_t longest = 60;
  std::string out;
  for (const char c : lower(title)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    const bool inside = c == '.' && !out.empty() && out.back() != '-';
    if (letter || inside)
      out += c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
    if (out.size() == longest) break;
  }
  while (!out.empty() && (out.back() == '-' || out.back() == '.')) out.pop_back();
  return out.empty() ? "unnamed" : out;
}

std::vector<std::string> file_names_of(std::span<const std::string> titles) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const auto& title : titles) {
    const auto first = file_name_of(title);
    auto name = first;
    for (int copy = 2; !taken.insert(name).second; ++copy) name = fmt::format("{}-{}", first, copy);
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace niter::io
