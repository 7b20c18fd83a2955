#include "niter/config/build.hpp"

namespace niter::config {

Value object(std::initializer_list<std::pair<std::string, Value>> members) {
  return Value(Value::Table(members));
}

}  // namespace niter::config
