// Recipes: what the salts weighed in say about the metals in the catalyst.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "niter/chem/formula.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double ratio_tolerance = 0.015;  // two or three printed digits of each mass
constexpr double total_tolerance = 0.02;

/// Amounts of the metals named in the catalyst's ratio. [mol]
using Amounts = std::map<std::string, double>;

struct WeighedIn {
  Amounts amounts;
  std::string numbers;  // "Fe: 0.33 g / 404 g mol-1 = 0.817 mmol"
  double total() const {
    double sum = 0;
    for (const auto& [metal, amount] : amounts) sum += amount;
    return sum;
  }
};

Result<WeighedIn> weigh(const Recipe& recipe, const Catalyst& catalyst) {
  WeighedIn out;
  for (const auto& [metal, share] : catalyst.ratio) out.amounts[metal] = 0;
  for (const auto& [name, mass] : recipe.salts) {
    const auto formula = chem::parse_formula(name);
    if (!formula) {
      Error error = formula.error();
      error.where = recipe.where;
      return fail(std::move(error));
    }
    const bool by_mass = mass.unit().same_dimension(Unit::of("kg"));
    if (!by_mass && !mass.unit().same_dimension(Unit::of("mol"))) {
      return fail(Error{Code::Unit,
                        fmt::format("salt '{}' is given in '{}'", name, mass.unit().text()),
                        recipe.where, "give a mass or an amount of substance"});
    }
    const double molar_mass = chem::molar_mass(*formula);
    const double amount = by_mass ? mass.si() / molar_mass : mass.si();
    for (auto& [metal, sum] : out.amounts) {
      const int atoms = formula->count(metal);
      if (atoms == 0 || amount == 0) continue;
      sum += atoms * amount;
      if (!out.numbers.empty()) out.numbers += "; ";
      out.numbers +=
          by_mass ? fmt::format("{}: {} g / {} g mol-1 = {} mmol", metal, num(mass.si() * 1e3),
                                num(molar_mass * 1e3, 5), num(atoms * amount * 1e3))
                  : fmt::format("{}: {} mmol", metal, num(atoms * amount * 1e3));
    }
  }
  return out;
}

/// Compares the metal ratio with the name; a catalyst of one metal must hold that metal.
Finding check_ratio(const Recipe& recipe, const Catalyst& catalyst, const WeighedIn& weighed) {
  double parts = 0;
  for (const auto& [metal, share] : catalyst.ratio) parts += share;
  const double total = weighed.total();
  double worst = 0;
  std::string compared;
  for (const auto& [metal, share] : catalyst.ratio) {
    const double expected = share / parts;
    const double found = total > 0 ? weighed.amounts.at(metal) / total : 0;
    worst = std::max(worst, std::abs(found / expected - 1));
    compared += fmt::format("; x({}) = {} (name: {})", metal, num(found), num(expected));
  }
  Finding finding;
  finding.title = "Metal ratio of " + recipe.catalyst;
  finding.verdict = worst <= ratio_tolerance       ? Verdict::Consistent
                    : worst <= 3 * ratio_tolerance ? Verdict::Marginal
                                                   : Verdict::Inconsistent;
  finding.formula = "x(M) = n(M) / sum n, n = m / M(salt)";
  finding.numbers = weighed.numbers + compared;
  finding.tolerance =
      "1.5 % of each share (two or three printed digits of a mass); marginal to 4.5 %";
  finding.text = finding.verdict == Verdict::Consistent
                     ? "The salts weighed in have the metal ratio of the catalyst's name."
                     : "The salts weighed in do not have the metal ratio of the catalyst's name.";
  finding.source = "identity: amount of substance; prohaska2022 (atomic weights)";
  return finding;
}

/// The total that most recipes share: the median, if at least two thirds lie near it.
std::optional<double> common_total(std::vector<double> totals) {
  if (totals.size() < 3) return std::nullopt;
  std::sort(totals.begin(), totals.end());
  const double median = totals[totals.size() / 2];
  const auto near = std::count_if(totals.begin(), totals.end(), [&](double total) {
    return std::abs(total / median - 1) <= total_tolerance;
  });
  if (3 * static_cast<std::size_t>(near) < 2 * totals.size()) return std::nullopt;
  return median;
}

using Weighings = std::vector<std::pair<const Recipe*, WeighedIn>>;

Finding check_totals(const Weighings& weighings, double common) {
  double worst = 0;
  std::string off;
  Finding finding;
  for (const auto& [recipe, weighed] : weighings) {
    const double deviation = weighed.total() / common - 1;
    worst = std::max(worst, std::abs(deviation));
    finding.numbers += fmt::format("{}{} {} mmol ({:+.1f} %)", finding.numbers.empty() ? "" : ", ",
                                   recipe->catalyst, num(weighed.total() * 1e3), 100 * deviation);
    if (std::abs(deviation) > total_tolerance) off += (off.empty() ? "" : ", ") + recipe->catalyst;
  }
  finding.title = "Total amount of metal";
  finding.verdict = worst <= total_tolerance       ? Verdict::Consistent
                    : worst <= 2 * total_tolerance ? Verdict::Marginal
                                                   : Verdict::Inconsistent;
  finding.formula = "sum n / median of the recipes";
  finding.numbers += fmt::format("; median {} mmol", num(common * 1e3));
  finding.tolerance =
      "2 % (rounded masses); marginal to 4 %; two thirds of the recipes set the rule";
  finding.text = off.empty() ? "All recipes hold the same total amount of metal."
                             : off +
                                   " breaks the total amount that the other recipes keep, so it "
                                   "differs in metal loading as well as in composition.";
  finding.source = "identity: amount of substance; prohaska2022 (atomic weights)";
  return finding;
}

}  // namespace

Result<Findings> recipe_stoichiometry(const AuditInput& input) {
  Weighings all;
  Findings findings;
  for (const Recipe& recipe : input.study.recipes) {
    const auto& catalysts = input.study.catalysts;
    const auto catalyst =
        std::find_if(catalysts.begin(), catalysts.end(),
                     [&](const Catalyst& candidate) { return candidate.id == recipe.catalyst; });
    if (catalyst == catalysts.end() || catalyst->ratio.empty()) continue;
    NITER_TRY(WeighedIn weighed, weigh(recipe, *catalyst));
    findings.push_back(check_ratio(recipe, *catalyst, weighed));
    all.emplace_back(&recipe, std::move(weighed));
  }
  std::vector<double> totals;
  for (const auto& [recipe, weighed] : all) totals.push_back(weighed.total());
  if (const auto common = common_total(totals)) {
    findings.push_back(check_totals(all, *common));
  }
  return findings;
}

}  // namespace niter::study::rules
