#include "niter/config/describe.hpp"

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::config {

std::string default_text(bool value) {
  return value ? "true" : "false";
}
std::string default_text(int value) {
  return fmt::format("{}", value);
}
std::string default_text(double value) {
  return shortest(value);
}
std::string default_text(const std::string& value) {
  return value;
}
std::string default_text(const Quantity& value) {
  return value.text();
}

}  // namespace niter::config
