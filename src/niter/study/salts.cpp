#include <regex>

#include <fmt/format.h>

#include "niter/study/model.hpp"

namespace niter::study {

Result<std::map<std::string, double>> ions_of(const std::map<std::string, Quantity>& salts) {
  // a univalent cation, how many of it, and the anion, whose charge follows
  static const std::regex pattern(R"((K|Na|Li|Cs|NH4|H)(\d?)([A-Z]\w*))");
  std::map<std::string, double> ions;
  for (const auto& [salt, concentration] : salts) {
    std::smatch parts;
    std::string text = salt;
    if (text.starts_with("(NH4)")) text = "NH4" + text.substr(5);
    if (!std::regex_match(text, parts, pattern)) {
      return fail(Code::InvalidInput,
                  fmt::format("'{}' is not a salt niter can take apart into ions", salt),
                  "write a salt of K, Na, Li, Cs, NH4 or H, for example \"K2SO4\"");
    }
    const int cations = parts[2].length() ? std::stoi(parts[2]) : 1;
    const std::string anion = parts[3].str() + "-" + (cations > 1 ? std::to_string(cations) : "");
    ions[parts[1].str() + "+"] += cations * concentration.si();
    ions[anion] += concentration.si();
  }
  return ions;
}

}  // namespace niter::study
