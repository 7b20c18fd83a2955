#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "niter/study/model.hpp"

namespace niter::study {
namespace {

struct Dissociation {
  std::string cation, anion;
  int cations = 1;
};

// A univalent cation, how many of it, and the anion, whose charge follows.
Result<Dissociation> take_apart(const std::string& salt) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> cations = {
      {{"(NH4)", "NH4+"},
       {"NH4", "NH4+"},
       {"K", "K+"},
       {"Na", "Na+"},
       {"Li", "Li+"},
       {"Cs", "Cs+"},
       {"H", "H+"}}};
  const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  for (const auto& [written, ion] : cations) {
    if (!salt.starts_with(written)) continue;
    std::string anion = salt.substr(written.size());
    Dissociation out{std::string(ion), {}, 1};
    if (!anion.empty() && is_digit(anion[0])) {
      out.cations = anion[0] - '0';
      anion.erase(0, 1);
    }
    const bool begins_an_element =
        !anion.empty() && std::isupper(static_cast<unsigned char>(anion[0])) != 0;
    const bool plain = std::all_of(anion.begin(), anion.end(), [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0;
    });
    if (!begins_an_element || !plain || out.cations == 0) continue;
    out.anion = anion + "-" + (out.cations > 1 ? std::to_string(out.cations) : "");
    return out;
  }
  return fail(Code::InvalidInput,
              fmt::format("'{}' is not a salt niter can take apart into ions", salt),
              "write a salt of K, Na, Li, Cs, NH4 or H, for example \"K2SO4\"");
}

}  // namespace

Result<std::map<std::string, double>> ions_of(const std::map<std::string, Quantity>& salts) {
  std::map<std::string, double> ions;
  for (const auto& [salt, concentration] : salts) {
    NITER_TRY(const auto parts, take_apart(salt));
    ions[parts.cation] += parts.cations * concentration.si();
    ions[parts.anion] += concentration.si();
  }
  return ions;
}

}  // namespace niter::study
