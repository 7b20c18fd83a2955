#include "niter/twin/cell/operating_point.hpp"

#include <algorithm>
#include <cmath>

#include "niter/chem/constants.hpp"

namespace niter::twin {
namespace {

constexpr double molar = 1000;  // mol m-3

// |sum| over the largest term.
class Balance {
 public:
  void add(double term) {
    sum_ += term;
    largest_ = std::max(largest_, std::abs(term));
  }
  double relative() const { return largest_ > 0 ? std::abs(sum_) / largest_ : 0; }

 private:
  double sum_ = 0, largest_ = 0;
};

double ph_of(double hydroxide, const Electrolyte& electrolyte) {
  return electrolyte.pkw + std::log10(hydroxide / molar) + electrolyte.log10_gamma[0];
}

void add_balances(const SolvedPoint& solved, const Film& film, const Electrolyte& electrolyte,
                  OperatingPoint& point) {
  const ComponentVector surface = film.flux_through(solved.state.film, 0);
  const ComponentVector edge = film.flux_through(solved.state.film, film.model().cells - 1);
  Balance charge;
  charge.add(-point.current_density);
  double largest = 0, lost = 0;
  for (int m = 0; m < film.components(); ++m) {
    charge.add(constants::F * electrolyte.film.species[m].charge * surface[m]);
    largest = std::max(largest, std::abs(surface[m]));
    lost = std::max(lost, std::abs(surface[m] - edge[m]));
  }
  point.charge_balance = charge.relative();
  point.film_conservation = largest > 0 ? lost / largest : 0;
}

}  // namespace

OperatingPoint describe(const SolvedPoint& solved, const Film& film, const Electrolyte& electrolyte,
                        const ProductLedger& ledger, const Mechanism& mechanism) {
  const SurfaceState& surface = solved.surface;
  OperatingPoint point;
  const double j = point.current_density = surface.current_density;

  const std::vector<double> made = ledger.production(surface.step_rate);
  Balance nitrogen, hydroxide;
  for (std::size_t p = 0; p < ledger.products().size(); ++p) {
    const Product& product = ledger.products()[p];
    const double partial = -product.electrons * constants::F * made[p];
    point.production[product.name] = made[p];
    point.partial_current[product.name] = partial;
    point.faradaic_efficiency[product.name] = partial / j;
    nitrogen.add(product.nitrogen * made[p]);
    hydroxide.add(product.hydroxide * made[p]);
  }
  nitrogen.add(ledger.reactant_nitrogen() * made.back());
  point.nitrogen_balance = nitrogen.relative();
  hydroxide.add(-film.flux_through(solved.state.film, 0)[0]);
  point.hydroxide_balance = hydroxide.relative();
  add_balances(solved, film, electrolyte, point);

  for (std::size_t k = 0; k < mechanism.adsorbates.size(); ++k)
    point.coverage[mechanism.adsorbates[k].name] = std::exp(surface.ln_coverage[k]);
  for (std::size_t r = 0; r < mechanism.steps.size(); ++r)
    point.step_rate[mechanism.steps[r].id] = surface.step_rate[r];

  std::vector<double> c(electrolyte.names.size());
  film.concentrations(solved.state.film, 0, c);
  for (std::size_t s = 0; s < c.size(); ++s)
    point.surface_concentration[electrolyte.names[s]] = c[s];
  point.ph_surface = ph_of(c[0], electrolyte);
  return point;
}

OperatingOutputs describe_slope(const SolvedPoint& solved, const SolvedSlope& slope,
                                const Electrolyte& electrolyte, const ProductLedger& ledger,
                                const Mechanism& mechanism) {
  OperatingOutputs out;
  for (std::size_t r = 0; r < mechanism.steps.size(); ++r)
    out.current_density -= constants::F * mechanism.steps[r].electrons * slope.step_rate[r];
  const double j = solved.surface.current_density;
  const std::vector<double> made = ledger.production(solved.surface.step_rate);
  const std::vector<double> by_parameter = ledger.production(slope.step_rate);
  for (std::size_t p = 0; p < ledger.products().size(); ++p) {
    const Product& product = ledger.products()[p];
    const double partial = -product.electrons * constants::F * by_parameter[p];
    const double share = -product.electrons * constants::F * made[p] / j;
    out.production[product.name] = by_parameter[p];
    out.partial_current[product.name] = partial;
    out.faradaic_efficiency[product.name] = (partial - share * out.current_density) / j;
  }
  for (const FilmPart& part : electrolyte.film.species[0].parts)
    out.ph_surface += part.count *
                      slope.direction.film.nodes[static_cast<std::size_t>(part.component)] /
                      constants::ln10;
  return out;
}

data::Table film_profiles(const SolvedPoint& solved, const Film& film,
                          const Electrolyte& electrolyte) {
  const std::size_t rows = film.positions().size();
  std::vector<std::vector<double>> values(electrolyte.names.size());
  std::vector<double> potential, ph, c(electrolyte.names.size());
  for (std::size_t i = 0; i < rows; ++i) {
    film.concentrations(solved.state.film, static_cast<int>(i), c);
    for (std::size_t s = 0; s < c.size(); ++s) values[s].push_back(c[s]);
    ph.push_back(ph_of(c[0], electrolyte));
    const double reduced =
        i + 1 < rows ? solved.state.film.nodes[i * film.unknowns() + film.components()] : 0.0;
    potential.push_back(reduced * constants::R * constants::T_ref / constants::F);
  }
  data::Table table;
  table.columns.push_back(
      {"x", Unit::of("um"), film.positions(), {}, "distance from the electrode"});
  for (std::size_t s = 0; s < values.size(); ++s)
    table.columns.push_back(
        {electrolyte.names[s], Unit::of("mol/L"), std::move(values[s]), {}, "concentration"});
  table.columns.push_back({"phi", Unit::of("V"), std::move(potential), {}, "against the bulk"});
  table.columns.push_back({"ph", Unit::of("1"), std::move(ph), {}, "from the activity of OH-"});
  return table;
}

}  // namespace niter::twin
