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

// What reactions with rates keep, in components: of every set one component stands for itself and
// the others count as what they can become (NH3 = NH4+ + OH-). Rows of weights per component.
std::vector<std::vector<double>> kept(const CellModel& model) {
  const int n = static_cast<int>(model.species.size());
  std::vector<std::vector<double>> made;  // by each reaction, and by none before it
  std::vector<int> pivots;
  for (const HomogeneousReaction& r : model.reactions) {
    std::vector<double> net(at(n), 0.0);
    for (int m = 0; m < n; ++m) {
      for (const Power& p : r.reactants) net[at(m)] -= p.order * parts(model, p.index, m);
      for (const Power& p : r.products) net[at(m)] += p.order * parts(model, p.index, m);
    }
    const auto remove = [&](std::vector<double>& from, const std::vector<double>& row, int pivot) {
      const double factor = from[at(pivot)];
      for (int m = 0; m < n; ++m) from[at(m)] -= factor * row[at(m)];
    };
    for (std::size_t i = 0; i < made.size(); ++i) remove(net, made[i], pivots[i]);
    int pivot = n - 1;  // the component that follows: hydroxide, the first, never does
    while (pivot >= 0 && std::abs(net[at(pivot)]) < 1e-9) --pivot;
    if (pivot < 0) continue;
    const double unit = net[at(pivot)];
    for (double& count : net) count /= unit;
    for (auto& row : made) remove(row, net, pivot);
    made.push_back(net), pivots.push_back(pivot);
  }
  std::vector<std::vector<double>> out;
  for (int m = 0; m < n; ++m) {
    std::vector<double> weights(at(n), 0.0);
    const bool follows = std::find(pivots.begin(), pivots.end(), m) != pivots.end();
    const bool formed = parts(model, m, m) == 0;
    if (!follows && !formed && m != model.transport.neutralising_ion) weights[at(m)] = 1;
    for (std::size_t i = 0; i < made.size() && weights[at(m)] != 0; ++i)
      weights[at(pivots[i])] = -made[i][at(m)];
    out.push_back(std::move(weights));
  }
  return out;
}

}  // namespace

Balances::Balances(const CellSystem& system, std::span<const double> y)
    : system_(&system), start_(y.begin(), y.end()), kept_(kept(system.model())) {}

std::vector<Balance> Balances::at_state(std::span<const double> y) const {
  const CellLayout& l = system_->layout();
  const CellModel& model = system_->model();
  const auto change = [&](int i) { return y[at(i)] - start_[at(i)]; };
  // zinc and hydroxide of the electrons that passed and of those that corrosion took
  const auto made_by_anode = [&](int s) {
    double made = 0;
    for (const AnodeProduct& product : model.anode->products) {
      if (product.species == s)
        made += product.per_electron * (change(l.corroded()) - change(l.passed_membrane()));
    }
    if (s == model.hydroxide && !model.anode->products.empty()) made += change(l.corroded());
    return made / constants::F;
  };
  std::vector<Balance> out;
  const auto close = [&](const std::string& of, const Book& book) {
    out.push_back({of, book.largest > 0 ? std::abs(book.sum) / book.largest : 0});
  };
  for (int m = 0; m < l.species; ++m) {
    const std::vector<double>& weights = kept_[at(m)];
    if (weights[at(m)] == 0) continue;
    Book book;
    double held = 0, before = 0;
    for (const CellSystem::Mass& e : system_->mass()) {
      if (e.row >= l.species || e.column >= l.species) continue;
      held += weights[at(e.row)] * e.value * y[at(e.y)];
      before += weights[at(e.row)] * e.value * start_[at(e.y)];
    }
    book.add(held), book.add(-before);
    for (int s = 0; s < l.species; ++s) {
      double count = 0;
      for (int r = 0; r < l.species; ++r) count += weights[at(r)] * parts(model, s, r);
      if (count == 0) continue;
      for (int j = 0; j < l.steps; ++j)
        book.add(-count * times(model.electrode.steps[at(j)].net_dissolved, s) *
                 change(l.extent(j)));
      book.add(count * change(l.lost(s)));
      if (l.vessel && model.anode) book.add(-count * made_by_anode(s));
    }
    if (l.vessel && !model.anode && model.hydroxide >= 0)
      book.add(-weights[at(model.hydroxide)] * change(l.passed_membrane()) / constants::F);
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
  // at rest hardly any charge moves: it is weighed against a monolayer's and the double layer's
  charge.largest = std::max(charge.largest, constants::F * model.electrode.site_density);
  for (const CapacitanceBranch& branch : model.electrode.double_layer)
    charge.largest = std::max(charge.largest,
                              branch.capacitance * constants::R * model.temperature / constants::F);
  close("charge", charge);
  return out;
}

}  // namespace niter::twin
