// Finding: one checked statement: what was compared, with which numbers, the verdict, its source.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::data {

enum class Verdict { Consistent, Marginal, Inconsistent, NeedsDatum };
/// "consistent", "marginal", "inconsistent", "needs a datum"
std::string_view to_string(Verdict verdict);

struct Finding {
  std::string key;    // stable: "A2", "faradaic-sum"
  std::string title;  // "Charge and product agree"
  Verdict verdict = Verdict::NeedsDatum;
  std::string formula;                  // "j = yield n F / FE"
  std::string numbers;                  // the formula with the numbers put in
  std::string tolerance;                // "3 %" and why
  std::string text;                     // one or two sentences a chemist understands
  std::string missing;                  // NeedsDatum: which datum would decide
  std::string source;                   // reference key and place, or the identity
  std::vector<std::string> facts = {};  // ids of the reported facts used
};

}  // namespace niter::data
