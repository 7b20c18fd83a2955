#include "niter/data/finding.hpp"

namespace niter::data {

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::Consistent:
      return "consistent";
    case Verdict::Marginal:
      return "marginal";
    case Verdict::Inconsistent:
      return "inconsistent";
    case Verdict::NeedsDatum:
      return "needs a datum";
  }
  return {};
}

}  // namespace niter::data
