// Building documents: tables and arrays of Values in one expression, for what writes JSON.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "niter/config/value.hpp"

namespace niter::config {

/// A table with these members, in this order.
Value object(std::initializer_list<std::pair<std::string, Value>> members);

/// An array of what `make` gives for each item.
template <class Range, class Make>
Value list(const Range& range, const Make& make) {
  Value::Array out;
  for (const auto& item : range) out.push_back(make(item));
  return Value(std::move(out));
}

}  // namespace niter::config
