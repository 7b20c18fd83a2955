#include "niter/twin/cell/balances.hpp"

#include <algorithm>
#include <cmath>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin {
namespace {

// A sum and its largest term.
struct Book {
  double sum = 0, largest = 0;
  void add(double term) {
    sum += term;
    largest = std::max(largest, std::abs(term));
  }
};

double times(const std::vector<Power>& net, int index) {
  for (const Power& p : net)
    if (p.index == index) return p.order;
  return 0;
}

// How often a component is in a species.
double parts(const CellModel& model, int species, int component) {
  for (const InstantEquilibrium& e : model.equilibria)
    if (e.species == species) return times(e.components, component);
  return species == component ? 1 : 0;
}

bool reacts(const CellModel& model, int component) {
  for (const HomogeneousReaction& r : model.reactions)
    for (const auto* side : {&r.reactants, &r.products})
      for (const Power& p : *side)
        if (parts(model, p.index, component) != 0) return true;
  return false;
}

}  // namespace

Balances::Balances(const CellSystem& system, std::span<const double> y)
    : system_(&system), start_(y.begin(), y.end()) {}

std::vector<Balance> Balances::at_state(std::span<const double> y) const {
  const CellLayout& l = system_->layout();
  const CellModel& model = system_->model();
  const auto change = [&](int i) { return y[at(i)] - start_[at(i)]; };
  std::vector<Balance> out;
  const auto close = [&](const std::string& of, const Book& book) {
    out.push_back({of, book.largest > 0 ? std::abs(book.sum) / book.largest : 0});
  };
  // liquid that flows past a rotating disc takes along what it holds: there is nothing to balance
  const bool closed = model.transport.velocity.empty();
  for (int m = 0; closed && m < l.species; ++m) {
    const bool dependent = parts(model, m, m) == 0;
    if (dependent || m == model.transport.neutralising_ion || reacts(model, m)) continue;
    Book book;
    double held = 0, before = 0;
    for (const CellSystem::Mass& e : system_->mass()) {
      const bool own = e.row == m && e.column < l.species;
      if (!own) continue;
      held += e.value * y[at(e.y)];
      before += e.value * start_[at(e.y)];
    }
    book.add(held), book.add(-before);
    for (int s = 0; s < l.species; ++s) {
      const double count = parts(model, s, m);
      if (count == 0) continue;
      for (int j = 0; j < l.steps; ++j)
        book.add(-count * times(model.electrode.steps[at(j)].net_dissolved, s) *
                 change(l.extent(j)));
      book.add(count * change(l.lost(s)));
    }
    if (l.vessel && m == model.hydroxide) book.add(-change(l.passed_membrane()) / constants::F);
    close(model.species[at(m)].name, book);
  }
  for (int k = 0; k + 1 < l.adsorbates; ++k) {
    Book book;
    const double sites = model.electrode.site_density;
    for (int m = 0; m < l.segments; ++m) book.add(sites / l.segments * change(l.theta(m, k)));
    for (int j = 0; j < l.steps; ++j)
      book.add(-times(model.electrode.steps[at(j)].net_adsorbed, k) * change(l.extent(j)));
    book.largest = std::max(book.largest, sites);
    close(model.electrode.adsorbates[at(k)], book);
  }
  Book charge;
  charge.add(change(l.passed()));
  for (int j = 0; j < l.steps; ++j)
    charge.add(constants::F * model.electrode.steps[at(j)].electrons * change(l.extent(j)));
  for (int m = 0; m < l.segments; ++m)
    for (int b = 0; b < l.branches; ++b) charge.add(-change(l.charge(m, b)));
  close("charge", charge);
  return out;
}

}  // namespace niter::twin
