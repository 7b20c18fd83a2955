#include "niter/config/value.hpp"

#include <algorithm>

#include "niter/base/contract.hpp"

namespace niter::config {

std::optional<double> Value::number() const {
  if (const auto* whole = std::get_if<std::int64_t>(&data)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&data)) return *real;
  return std::nullopt;
}

const Value* Value::find(std::string_view key) const {
  const auto* members = table();
  if (members == nullptr) return nullptr;
  const auto at = std::find_if(members->begin(), members->end(),
                               [&](const auto& member) { return member.first == key; });
  return at == members->end() ? nullptr : &at->second;
}

void Value::set(std::string key, Value value) {
  if (std::holds_alternative<std::monostate>(data)) data = Table{};
  auto* members = std::get_if<Table>(&data);
  NITER_EXPECT(members != nullptr, "only a table has members");
  for (auto& [name, member] : *members) {
    if (name == key) {
      member = std::move(value);
      return;
    }
  }
  members->emplace_back(std::move(key), std::move(value));
}

std::string Value::kind() const {
  switch (data.index()) {
    case 0:
      return "nothing";
    case 1:
      return "true or false";
    case 2:
      return "a whole number";
    case 3:
      return "a number";
    case 4:
      return "a text";
    case 5:
      return "an array";
    default:
      return "a table";
  }
}

}  // namespace niter::config
