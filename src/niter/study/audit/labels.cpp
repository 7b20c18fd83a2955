#include "niter/study/audit/labels.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/study/audit/support.hpp"

namespace niter::study::rules {

std::string canonical(std::string_view label) {
  // spellings of one thing, after the plain clean-up below
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> same{{
      {"m-n", "metal-n"},
      {"m-o", "metaloxide"},
      {"oxidizedn", "oxidisedn"},
      {"nh2scissor", "n-hbend"},
      {"h2o", "water"},
      {"graphite10", "graphite100"},
  }};
  std::string clean;
  for (const char c : lower(label)) {
    if (c != ' ' && c != '(' && c != ')') clean += c;
  }
  for (const auto& [charge, state] : {std::pair{"2+", "ii"}, std::pair{"3+", "iii"}}) {
    if (clean.ends_with(charge)) clean.replace(clean.size() - 2, 2, state);
  }
  for (const auto& [spelling, word] : same) {
    if (clean == spelling) return std::string(word);
  }
  return clean;
}

bool names(std::string_view names, std::string_view label) {
  std::string list(names);
  std::replace(list.begin(), list.end(), '/', ',');
  std::string wanted(label);
  std::replace(wanted.begin(), wanted.end(), '/', ',');
  for (const std::string& name : split(list, ',')) {
    for (const std::string& one : split(wanted, ',')) {
      if (canonical(name) == canonical(one)) return true;
    }
  }
  return false;
}

Windows assigned(const Windows& windows, std::string_view label) {
  Windows found;
  for (const auto* window : windows) {
    if (names(window->assignment, label)) found.push_back(window);
  }
  return found;
}

Windows holding(const Windows& windows, double position, double tolerance) {
  Windows found;
  for (const auto* window : windows) {
    if (position >= window->lower() - tolerance && position <= window->upper() + tolerance) {
      found.push_back(window);
    }
  }
  return found;
}

std::string described(const Windows& windows) {
  std::string text;
  for (const auto* window : windows) {
    const double low = window->lower();
    const double high = window->upper();
    text += fmt::format("{}{} ({}{} {})", text.empty() ? "" : ", ", window->assignment, num(low, 5),
                        low == high ? "" : " to " + num(high, 5), window->unit);
  }
  return text;
}

std::string cited(const Windows& windows) {
  std::set<std::string> keys;
  bool unchecked = false;
  for (const auto* window : windows) {
    for (const std::string& key : split(window->source, ',')) keys.emplace(trim(key));
    unchecked = unchecked || window->status == chem::Standing::Memory;
  }
  const std::vector<std::string> list(keys.begin(), keys.end());
  return "reference-windows.toml: " + join(list, ", ") +
         (unchecked ? " (a window written from memory is among them)" : "");
}

}  // namespace niter::study::rules
