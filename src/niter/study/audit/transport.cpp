// Amounts and films: what an electrolysis uses up, and how thick a film its current allows.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/physics/faraday.hpp"
#include "niter/physics/film_limit.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double depletion_limit = 0.10;

/// A long test, with the rate and current of the operating point it was run at.
struct Electrolysis {
  const Fact* duration;
  const OperatingPoint* point;
  double rate;           // NH3 [mol s-1 m-2]
  double current;        // A m-2
  double concentration;  // of the reactant [mol m-3]
  Reduction reduction;

  double ammonia() const { return rate * duration->si(); }  // mol m-2
  double hydroxide() const {                                // mol m-2
    return current * duration->si() / constants::F +
           ammonia() * (reduction.hydroxide - reduction.electrons);
  }
};

/// The current of a long test, where one is reported beside the yield of a short electrolysis.
const Fact* own_current(const OperatingPoint& point) {
  for (const Fact* fact : point.current) {
    if (condition(*fact, "technique") == "chronoamperometry") return fact;
  }
  return nullptr;
}

std::string mL_cm2(double depth) {
  return num(depth * 100, 3) + " mL cm-2";
}
std::string mmol_cm2(double amount) {
  return num(amount * 0.1, 3) + " mmol cm-2";
}

Finding judge_inventory(const Electrolysis& run, const Assumed& volume, const Assumed& area) {
  const double least = volume.low / area.high;  // solution per area [m]
  const double most = volume.high / area.low;
  const double usual = volume.value / area.value;
  const double exhausting = run.ammonia() / run.concentration;
  Finding finding;
  finding.title = "Inventory over " + run.duration->id;
  finding.formula = "N used = r t; OH- made = j t / F + r t (nu_OH - n); V/A = r t / c";
  finding.numbers = fmt::format(
      "{} NH3 and {} OH- in {} h at {}; all reactant of {}; 10 % of {}; with {}: exhausted after "
      "{} h, {} mol L-1 OH-",
      mmol_cm2(run.ammonia()), mmol_cm2(run.hydroxide()), num(run.duration->si() / 3600),
      as_mA_cm2(run.current), mL_cm2(exhausting), mL_cm2(exhausting / depletion_limit),
      mL_cm2(usual), num(usual * run.concentration / run.rate / 3600, 3),
      num(run.hydroxide() / usual / 1e3, 2));
  finding.tolerance = fmt::format("10 % depletion; V/A from {} to {} ({}, {})", mL_cm2(least),
                                  mL_cm2(most), volume.origin, area.origin);
  finding.source = "identity: nitrogen and charge balance; bard2001, sec. 1.3.1";
  finding.facts = {run.duration->id, run.point->yield.front()->id,
                   run.point->efficiency.front()->id};
  if (exhausting <= depletion_limit * least) {
    finding.verdict = Verdict::Consistent;
    finding.text = "The test uses up less than a tenth of the reactant in every plausible cell.";
  } else {
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = "catholyte volume, electrode area, and whether the electrolyte was refreshed";
    finding.text = "Without these nobody can say whether the reactant lasted.";
  }
  return finding;
}

/// A constant current without refreshing: judged at the largest plausible cell.
std::optional<Finding> judge_steadiness(const Study& study, const Electrolysis& run,
                                        const Assumed& volume, const Assumed& area) {
  const auto trends = study.facts_of("trend", run.duration->experiment);
  const auto claim = std::find_if(trends.begin(), trends.end(), [&](const Fact* trend) {
    const auto* text = std::get_if<std::string>(&trend->value);
    const bool same_potential = !trend->potential || trend->potential == run.duration->potential;
    return text != nullptr && *text == "constant" && condition(*trend, "of") == "current_density" &&
           same_potential;
  });
  if (claim == trends.end()) return std::nullopt;
  const double most = volume.high / area.low;
  const double used = run.ammonia() / (run.concentration * most);
  Finding finding;
  finding.title = "Constant current over " + run.duration->id;
  finding.verdict = used <= depletion_limit ? Verdict::Consistent : Verdict::Inconsistent;
  finding.formula = "used = r t A / (c V) in the largest plausible cell";
  finding.numbers = fmt::format("{} / ({} mol L-1 x {}) = {}", mmol_cm2(run.ammonia()),
                                num(run.concentration / 1e3), mL_cm2(most), as_percent(used));
  finding.tolerance = fmt::format("10 % of the reactant ({}, {})", volume.origin, area.origin);
  finding.text = used <= depletion_limit
                     ? "The reactant lasts, so the current may stay constant."
                     : "A current without decay is not possible unless the electrolyte was "
                       "refreshed: the reactant is used up.";
  finding.source = "identity: nitrogen balance";
  finding.facts = {run.duration->id, (*claim)->id, run.point->yield.front()->id};
  return finding;
}

}  // namespace

Result<Findings> inventory(const AuditInput& input) {
  NITER_TRY(const Assumed volume, assumed(input.study, "catholyte_volume", Quantity(50.0, "mL"),
                                          Quantity(20.0, "mL"), Quantity(100.0, "mL")));
  NITER_TRY(const Assumed area, assumed(input.study, "electrode_area", Quantity(1.0, "cm2"),
                                        Quantity(0.25, "cm2"), Quantity(4.0, "cm2")));
  const auto points = operating_points(input.study);
  Findings findings;
  for (const Fact* duration : input.study.facts_of("duration")) {
    const auto point = std::find_if(points.begin(), points.end(), [&](const OperatingPoint& other) {
      return other.experiment->id == duration->experiment && other.catalyst == duration->catalyst &&
             other.potential && other.potential == duration->potential &&
             other.scale == duration->scale && !other.yield.empty() && !other.efficiency.empty();
    });
    if (point == points.end() || !scalar(*duration)) continue;
    const auto concentration = reactant_concentration(*point->experiment);
    if (!concentration) continue;
    NITER_TRY(const Reduction reduction, reduction_to_ammonia(point->experiment->reactant));
    NITER_TRY(const auto total, total_current(*point));
    Electrolysis run{duration,     &*point,        point->yield.front()->si(),
                     total->value, *concentration, reduction};
    if (const Fact* current = own_current(*point)) {
      run.current = std::abs(current->si());
      run.rate =
          physics::rate_of(reduction.electrons, run.current, point->efficiency.front()->si());
    }
    findings.push_back(judge_inventory(run, volume, area));
    if (auto finding = judge_steadiness(input.study, run, volume, area)) {
      findings.push_back(*finding);
    }
  }
  return findings;
}

namespace {

/// The largest NH3 current of each electrode: from its yield, else from efficiency and current.
struct ProductCurrent {
  const OperatingPoint* point = nullptr;
  double current = 0;  // A m-2
  std::vector<const Fact*> facts;
};

Result<std::optional<ProductCurrent>> product_current(const OperatingPoint& point) {
  if (!point.yield.empty()) {
    NITER_TRY(const Reduction reduction, reduction_to_ammonia(point.experiment->reactant));
    const Fact* yield = point.yield.front();
    return ProductCurrent{
        &point, physics::current_density_of(reduction.electrons, yield->si()), {yield}};
  }
  if (!point.current.empty() && !point.efficiency.empty()) {
    const Fact* current = point.current.front();
    const Fact* efficiency = point.efficiency.front();
    return ProductCurrent{
        &point, std::abs(current->si()) * efficiency->si(), {current, efficiency}};
  }
  return std::optional<ProductCurrent>{};
}

// films of unstirred cells are 0.2 to 0.5 mm thick; 15 um is what a disc electrode reaches at
// 1600 turns per minute (Levich: 1.61 D^(1/3) nu^(1/6) omega^(-1/2))
constexpr double stirred_film = 15e-6;

Result<Finding> judge_film(const AuditInput& input, const ProductCurrent& product,
                           const Assumed& film) {
  const OperatingPoint& point = *product.point;
  NITER_TRY(const Reduction reduction, reduction_to_ammonia(point.experiment->reactant));
  NITER_TRY(const double diffusion, input.database.diffusion(point.experiment->reactant));
  const double concentration = *reactant_concentration(*point.experiment);
  const double thickness =
      physics::thickest_film(reduction.electrons, diffusion, concentration, product.current);
  Finding finding;
  finding.title = "Film for the NH3 current: " + point.text();
  finding.verdict = thickness >= film.low       ? Verdict::Consistent
                    : thickness >= stirred_film ? Verdict::Marginal
                                                : Verdict::Inconsistent;
  finding.formula = "delta <= n F D c / j(NH3)";
  finding.numbers = fmt::format(
      "{} F x {} m2 s-1 x {} mol L-1 / {} = {} um", num(reduction.electrons), num(diffusion, 3),
      num(concentration / 1e3), as_mA_cm2(product.current), num(thickness * 1e6, 3));
  finding.tolerance = fmt::format("at least {} um ({}); marginal down to 15 um (disc at 1600 rpm)",
                                  num(film.low * 1e6, 3), film.origin);
  finding.text = finding.verdict == Verdict::Consistent
                     ? "A film of an ordinary cell lets this current through."
                 : finding.verdict == Verdict::Marginal
                     ? "Only a well stirred cell lets this current through."
                     : "No stagnant film of a cell without forced flow is thin enough for this "
                       "current.";
  finding.source = "bard2001, sec. 1.4.2 (Fick, no migration; migration makes it stricter)";
  finding.facts = ids(product.facts);
  return finding;
}

}  // namespace

Result<Findings> thickest_film(const AuditInput& input) {
  NITER_TRY(const Assumed film, assumed(input.study, "film_thickness", Quantity(200.0, "um"),
                                        Quantity(150.0, "um"), Quantity(500.0, "um")));
  const auto points = operating_points(input.study);
  std::vector<ProductCurrent> largest;
  for (const OperatingPoint& point : points) {
    if (is_battery(*point.experiment) || !reactant_concentration(*point.experiment)) continue;
    NITER_TRY(const auto product, product_current(point));
    if (!product) continue;
    const auto same =
        std::find_if(largest.begin(), largest.end(), [&](const ProductCurrent& other) {
          return other.point->experiment == point.experiment &&
                 other.point->catalyst == point.catalyst;
        });
    if (same == largest.end()) {
      largest.push_back(*product);
    } else if (product->current > same->current) {
      *same = *product;
    }
  }
  Findings findings;
  for (const ProductCurrent& product : largest) {
    NITER_TRY(findings.emplace_back(), judge_film(input, product, film));
  }
  return findings;
}

}  // namespace niter::study::rules
