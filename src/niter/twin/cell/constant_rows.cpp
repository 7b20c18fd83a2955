#include "niter/twin/cell/constant_rows.hpp"

#include <algorithm>

#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin {

ConstantRows::ConstantRows(const math::BlockTridiagonal<double>& a,
                           const math::BlockTridiagonal<double>& b) {
  for (int i = 0; i < a.blocks(); ++i)
    for (int row = 0; row < a.block_size(i); ++row) {
      for (int j = std::max(0, i - 1); j < std::min(a.blocks(), i + 2); ++j)
        for (int column = 0; column < a.block_size(j); ++column) {
          const std::size_t position = a.position(i, row, j, column);
          const double of_state = a.storage()[position], of_rate = b.storage()[position];
          if (of_state == 0 && of_rate == 0) continue;
          entries_.push_back({a.offset(j) + column, of_state, of_rate});
          position_.push_back(position);
        }
      begin_.push_back(static_cast<int>(entries_.size()));
    }
}

void ConstantRows::add_integral(const std::vector<Term>& terms) {
  entries_.push_back({static_cast<int>(begin_.size()) - 1, 0, 1});
  for (const Term& term : terms) entries_.push_back({term.column, term.of_state, 0});
  begin_.push_back(static_cast<int>(entries_.size()));
}

void ConstantRows::evaluate(std::span<const double> y, std::span<const double> yp,
                            std::span<double> f) const {
  const Entry* e = entries_.data();
  for (std::size_t row = 0; row < f.size(); ++row) {
    double sum = 0;
    for (const Entry* end = entries_.data() + begin_[row + 1]; e != end; ++e)
      sum += e->of_state * y[at(e->column)] + e->of_rate * yp[at(e->column)];
    f[row] = sum;
  }
}

void ConstantRows::put(double c, math::BlockTridiagonal<double>& m) const {
  const std::span<double> storage = m.storage();
  for (std::size_t k = 0; k < position_.size(); ++k)
    storage[position_[k]] += entries_[k].of_state + c * entries_[k].of_rate;
}

void ConstantRows::put_first(double c, math::BlockTridiagonal<double>& m) const {
  double* block = m.diagonal(0);
  const std::size_t inside = at(m.block_size(0) * m.block_size(0));
  for (std::size_t k = 0; k < at(begin_[at(m.block_size(0))]); ++k)
    if (position_[k] < inside)
      block[position_[k]] += entries_[k].of_state + c * entries_[k].of_rate;
}

}  // namespace niter::twin
