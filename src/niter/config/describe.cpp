#include "niter/config/describe.hpp"

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::config {

std::string value_text(bool value) {
  return value ? "true" : "false";
}
std::string value_text(int value) {
  return fmt::format("{}", value);
}
std::string value_text(double value) {
  return shortest(value);
}
std::string value_text(const std::string& value) {
  return value;
}
std::string value_text(const Quantity& value) {
  return value.text();
}

std::string table_text(const std::vector<std::pair<std::string, std::string>>& members) {
  std::vector<std::string> parts;
  for (const auto& [name, text] : members) parts.push_back(name + " = " + text);
  return parts.empty() ? std::string() : "{ " + join(parts, ", ") + " }";
}
std::string array_text(const std::vector<std::string>& elements) {
  return elements.empty() ? std::string() : "[" + join(elements, ", ") + "]";
}

}  // namespace niter::config
