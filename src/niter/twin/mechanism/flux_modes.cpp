#include "niter/twin/mechanism/flux_modes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace niter::twin {

void FluxModes::reset(std::vector<double> stoichiometry, int species, int reactions) {
  stoichiometry_ = std::move(stoichiometry);
  species_ = species;
  reactions_ = reactions;
  width_ = reactions + species;
  table_.assign(static_cast<std::size_t>(species) * static_cast<std::size_t>(width_), 0.0);
  order_.resize(static_cast<std::size_t>(reactions));
  std::iota(order_.begin(), order_.end(), 0);
  row_of_.assign(static_cast<std::size_t>(reactions), -1);
  free_.reserve(static_cast<std::size_t>(reactions));
  dependent_.reserve(static_cast<std::size_t>(species));
  chosen_ = false;
}

void FluxModes::eliminate(int pivot_row, int column) {
  const auto width = static_cast<std::size_t>(width_);
  double* pivot = &table_[static_cast<std::size_t>(pivot_row) * width];
  const double inverse = 1 / pivot[column];
  if (inverse != 1) {
    for (std::size_t c = 0; c < width; ++c) pivot[c] *= inverse;
  }
  for (int i = 0; i < species_; ++i) {
    double* row = &table_[static_cast<std::size_t>(i) * width];
    const double multiplier = row[column];
    if (i == pivot_row || multiplier == 0) continue;
    for (std::size_t c = 0; c < width; ++c) row[c] -= multiplier * pivot[c];
  }
}

void FluxModes::choose(std::span<const double> size) {
  const auto width = static_cast<std::size_t>(width_);
  for (int i = 0; i < species_; ++i) {
    double* row = &table_[static_cast<std::size_t>(i) * width];
    // by data(): without reactions there is no element to point at
    std::copy_n(
        stoichiometry_.data() + static_cast<std::size_t>(i) * static_cast<std::size_t>(reactions_),
        reactions_, row);
    std::fill_n(row + reactions_, species_, 0.0);
    row[reactions_ + i] = 1;
  }
  const auto larger = [&](int a, int b) {
    return size[static_cast<std::size_t>(a)] > size[static_cast<std::size_t>(b)];
  };
  std::sort(order_.begin(), order_.end(), larger);

  rank_ = 0;
  free_.clear();
  dependent_.clear();
  for (const int column : order_) {
    // among the rows not yet used, the smallest coefficient keeps the table in integers
    int pivot = -1;
    for (int i = rank_; i < species_; ++i) {
      if (at(i, column) == 0) continue;
      if (pivot < 0 || std::abs(at(i, column)) < std::abs(at(pivot, column))) pivot = i;
    }
    row_of_[static_cast<std::size_t>(column)] = pivot < 0 ? -1 : rank_;
    if (pivot < 0) {
      free_.push_back(column);
      continue;
    }
    if (pivot != rank_) {
      std::swap_ranges(&table_[static_cast<std::size_t>(pivot) * width],
                       &table_[static_cast<std::size_t>(pivot) * width] + width,
                       &table_[static_cast<std::size_t>(rank_) * width]);
    }
    eliminate(rank_, column);
    dependent_.push_back(column);
    ++rank_;
  }
  chosen_ = true;
}

bool FluxModes::suits(std::span<const double> size) const {
  if (!chosen_) return false;
  constexpr double digit = 10;
  for (int row = 0; row < rank_; ++row) {
    const double limit =
        digit * size[static_cast<std::size_t>(dependent_[static_cast<std::size_t>(row)])];
    for (const int f : free_) {
      if (at(row, f) != 0 && size[static_cast<std::size_t>(f)] > limit) return false;
    }
  }
  return true;
}

void FluxModes::close(std::span<double> rates) const {
  for (int row = 0; row < rank_; ++row) {
    double sum = 0;
    for (const int f : free_) sum -= at(row, f) * rates[static_cast<std::size_t>(f)];
    rates[static_cast<std::size_t>(dependent_[static_cast<std::size_t>(row)])] = sum;
  }
}

}  // namespace niter::twin
