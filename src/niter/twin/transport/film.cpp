#include "niter/twin/transport/film.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "niter/base/contract.hpp"
#include "niter/twin/transport/exponential_fit.hpp"

namespace niter::twin {
namespace {

constexpr int max_species = 24;
constexpr int max_charge = 4;
constexpr int register_width = 4;  // columns are handled in groups of this many doubles

using Block = std::array<std::array<double, max_components>, max_components>;

// Cholesky factor L of a symmetric positive matrix, in place, lower half; the diagonal holds
// 1/L_ii.
void factorise(Block& a, int n) {
  for (int j = 0; j < n; ++j) {
    double d = a[j][j];
    for (int k = 0; k < j; ++k) d -= a[j][k] * a[j][k];
    a[j][j] = 1 / std::sqrt(d);
    for (int i = j + 1; i < n; ++i) {
      double sum = a[i][j];
      for (int k = 0; k < j; ++k) sum -= a[i][k] * a[j][k];
      a[i][j] = sum * a[j][j];
    }
  }
}

// y += f x over whole registers.
void add_scaled(double* y, double f, const double* x, int columns) {
  for (int b = 0; b < columns; b += register_width)
    for (int k = 0; k < register_width; ++k) y[b + k] += f * x[b + k];
}
void scale(double* y, double f, int columns) {
  for (int b = 0; b < columns; b += register_width)
    for (int k = 0; k < register_width; ++k) y[b + k] *= f;
}

}  // namespace

struct Film::Node {
  std::array<double, max_species> c;  // mol m-3
  std::array<double, max_species> ln_ratio;
  double potential = 0;
  ComponentVector charge_gradient;      // d (sum z c) / d ln c_m
  double charge = 0, charge_scale = 0;  // sum z c, sum |z| c
};

struct Film::Interval {
  ComponentVector flux;
  ComponentVector by_potential;  // d flux / d phi of the left node; minus that of the right one
  Block by_left, by_right;       // d flux / d ln c of the left node; minus that of the right one
};

Film::Film(FilmModel model) : model_(std::move(model)) {
  NITER_EXPECT(model_.components > 0 && model_.components <= max_components, "too many components");
  NITER_EXPECT(model_.species.size() <= max_species, "too many species");
  NITER_EXPECT(model_.cells > 0 && model_.thickness > 0, "the film needs a thickness and cells");
  for (const FilmSpecies& s : model_.species) {
    NITER_EXPECT(s.bulk > 0 && s.diffusivity > 0,
                 "every species needs a bulk concentration and a D");
    NITER_EXPECT(std::abs(s.charge) <= max_charge, "charge beyond the table");
  }
  x_ = graded_nodes(model_.thickness, model_.cells);
  columns_ = (unknowns() + register_width - 1) / register_width * register_width;
}

FilmState Film::rest() const {
  FilmState state;
  state.nodes.assign(static_cast<std::size_t>(model_.cells) * unknowns(), 0.0);
  return state;
}

FilmResponse Film::response() const {
  FilmResponse response;
  response.rows.assign(static_cast<std::size_t>(model_.cells) * unknowns() * FilmResponse::stride,
                       0.0);
  return response;
}

void Film::fill_node(const double* unknown, Node& node) const {
  node.potential = unknown[components()];
  node.charge = node.charge_scale = 0;
  node.charge_gradient.fill(0);
  for (std::size_t s = 0; s < model_.species.size(); ++s) {
    const FilmSpecies& species = model_.species[s];
    double w = 0;
    for (const FilmPart& part : species.parts) w += part.count * unknown[part.component];
    // the excess over the bulk keeps its digits when it is small, the concentration when that is
    // small
    const double excess = exp_minus_one(w);
    const double ratio = excess < -0.5 ? std::exp(w) : excess + 1;
    node.ln_ratio[s] = w;
    node.c[s] = species.bulk * ratio;
    node.charge += species.charge * species.bulk * excess;
    node.charge_scale += std::abs(species.charge) * node.c[s];
    for (const FilmPart& part : species.parts)
      node.charge_gradient[part.component] += species.charge * part.count * node.c[s];
  }
}

void Film::fill_interval(const Node& left, const Node& right, double width, Interval& out) const {
  const int n = components();
  out.flux.fill(0);
  out.by_potential.fill(0);
  for (int m = 0; m < n; ++m) {
    out.by_left[m].fill(0);
    out.by_right[m].fill(0);
  }

  // the fit function depends on the charge only
  const bool migrates = model_.migration == Migration::On;
  const double step = migrates ? right.potential - left.potential : 0;
  std::array<Bernoulli, 2 * max_charge + 1> fit;
  std::array<bool, 2 * max_charge + 1> known{};

  for (std::size_t s = 0; s < model_.species.size(); ++s) {
    const FilmSpecies& species = model_.species[s];
    const int z = species.charge;
    const double q = z * step;
    Bernoulli& b = fit[z + max_charge];
    if (!known[z + max_charge]) b = bernoulli(q), known[z + max_charge] = true;

    const double conductance = species.diffusivity / width;
    const double drive = left.c[s] * exp_minus_one(right.ln_ratio[s] - left.ln_ratio[s] + q);
    const double flux = -conductance * b.value * drive;
    const double by_left = conductance * b.value * left.c[s];
    const double by_right = conductance * (b.value + q) * right.c[s];  // B(-q) = B(q) + q
    const double by_q = -conductance * (b.slope * drive + b.value * (left.c[s] + drive));
    for (const FilmPart& a : species.parts) {
      out.flux[a.component] += a.count * flux;
      if (migrates) out.by_potential[a.component] -= a.count * z * by_q;
      for (const FilmPart& d : species.parts) {
        out.by_left[a.component][d.component] += a.count * d.count * by_left;
        out.by_right[a.component][d.component] += a.count * d.count * by_right;
      }
    }
  }
}

// One step of the elimination: the rows of the left node from those of the right one.
//     A dw_L + b dphi_L = G dw_R + b dphi_R + N + dN - F,    a . dw_L = -sum z c
void Film::eliminate(Interval& interval, const Node& left, const ComponentVector& flux,
                     const double* right_rows, double* left_rows) const {
  const int n = components();
  constexpr int stride = FilmResponse::stride;
  Block& lower = interval.by_left;
  factorise(lower, n);

  // right side, column by column of (dN, 1)
  for (int m = 0; m < n; ++m) {
    double* row = left_rows + m * stride;
    std::fill_n(row, stride, 0.0);
    if (right_rows) {
      for (int k = 0; k < n; ++k)
        add_scaled(row, interval.by_right[m][k], right_rows + k * stride, columns_);
      add_scaled(row, interval.by_potential[m], right_rows + n * stride, columns_);
    }
    row[m] += 1;
    row[n] += flux[m] - interval.flux[m];
  }

  // Y = A^-1 (right side), y = A^-1 b
  ComponentVector y = interval.by_potential;
  for (int i = 0; i < n; ++i) {
    double* row = left_rows + i * stride;
    for (int k = 0; k < i; ++k) {
      add_scaled(row, -lower[i][k], left_rows + k * stride, columns_);
      y[i] -= lower[i][k] * y[k];
    }
    scale(row, lower[i][i], columns_);
    y[i] *= lower[i][i];
  }
  for (int i = n - 1; i >= 0; --i) {
    double* row = left_rows + i * stride;
    for (int k = i + 1; k < n; ++k) {
      add_scaled(row, -lower[k][i], left_rows + k * stride, columns_);
      y[i] -= lower[k][i] * y[k];
    }
    scale(row, lower[i][i], columns_);
    y[i] *= lower[i][i];
  }

  // the potential makes the node neutral:  dphi = (a . Y + sum z c) / (a . y),  dw = Y - y dphi
  double* potential_row = left_rows + n * stride;
  std::fill_n(potential_row, stride, 0.0);
  if (model_.migration == Migration::Off) return;
  double pivot = 0;
  for (int m = 0; m < n; ++m) {
    pivot += left.charge_gradient[m] * y[m];
    add_scaled(potential_row, left.charge_gradient[m], left_rows + m * stride, columns_);
  }
  potential_row[n] += left.charge;
  scale(potential_row, 1 / pivot, columns_);
  for (int m = 0; m < n; ++m) add_scaled(left_rows + m * stride, -y[m], potential_row, columns_);
}

void Film::linearise(const FilmState& state, FilmResponse& response) const {
  const int n = components();
  static const std::array<double, max_components + 1> bulk{};
  Node nodes[2];
  Interval interval;
  Node *left = &nodes[0], *right = &nodes[1];
  fill_node(bulk.data(), *right);

  double largest = 0;
  for (int m = 0; m < n; ++m) largest = std::max(largest, std::abs(state.flux[m]));
  double imbalance = 0;
  response.charge_residual = 0;
  const std::size_t block = static_cast<std::size_t>(unknowns()) * FilmResponse::stride;
  for (int i = model_.cells - 1; i >= 0; --i) {
    fill_node(state.nodes.data() + static_cast<std::size_t>(i) * unknowns(), *left);
    fill_interval(*left, *right, x_[i + 1] - x_[i], interval);
    const double* right_rows =
        i + 1 < model_.cells ? response.rows.data() + (i + 1) * block : nullptr;
    eliminate(interval, *left, state.flux, right_rows, response.rows.data() + i * block);

    for (int m = 0; m < n; ++m)
      imbalance = std::max(imbalance, std::abs(interval.flux[m] - state.flux[m]));
    if (model_.migration == Migration::On)
      response.charge_residual =
          std::max(response.charge_residual, std::abs(left->charge) / left->charge_scale);
    std::swap(left, right);
  }
  response.residual = largest > 0 ? imbalance / largest : imbalance;
}

void Film::concentrations(const FilmState& state, int node, std::span<double> c) const {
  for (std::size_t s = 0; s < model_.species.size(); ++s) {
    double w = 0;
    if (node < model_.cells)
      for (const FilmPart& part : model_.species[s].parts)
        w += part.count * state.nodes[static_cast<std::size_t>(node) * unknowns() + part.component];
    c[s] = model_.species[s].bulk * std::exp(w);
  }
}

ComponentVector Film::flux_through(const FilmState& state, int interval) const {
  static const std::array<double, max_components + 1> bulk{};
  const auto unknown = [&](int i) {
    return i < model_.cells ? state.nodes.data() + static_cast<std::size_t>(i) * unknowns()
                            : bulk.data();
  };
  Node left, right;
  Interval out;
  fill_node(unknown(interval), left);
  fill_node(unknown(interval + 1), right);
  fill_interval(left, right, x_[interval + 1] - x_[interval], out);
  return out.flux;
}

}  // namespace niter::twin
