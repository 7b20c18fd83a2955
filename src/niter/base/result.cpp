#include "niter/base/result.hpp"

#include <fmt/format.h>

namespace niter {

std::string Error::text() const {
  std::string out;
  if (!where.file.empty()) out += where.file + ":";
  if (where.line > 0) out += fmt::format("{}:", where.line);
  if (where.line > 0 && where.column > 0) out += fmt::format("{}:", where.column);
  if (!out.empty()) out += " ";
  out += what;
  if (!hint.empty()) out += "; " + hint;
  return out;
}

}  // namespace niter
