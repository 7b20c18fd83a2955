#include "niter/infer/moves.hpp"

#include <cmath>
#include <utility>

namespace niter::infer {
namespace {

constexpr double longest_stretch = 2;  // a of Goodman and Weare
constexpr double differential_share = 0.8;
constexpr double full_difference_share = 0.1;
constexpr double jitter = 1e-5;  // prior sd

std::size_t any_of(std::span<const Point> others, Stream& stream) {
  return std::uniform_int_distribution<std::size_t>(0, others.size() - 1)(stream);
}

}  // namespace

Proposal stretch(const Point& x, std::span<const Point> others, Stream& stream) {
  const double a = longest_stretch;
  const Point& c = others[any_of(others, stream)];
  const double s = std::pow((a - 1) * uniform(stream) + 1, 2) / a;
  Proposal out{c, static_cast<double>(x.size() - 1) * std::log(s)};
  for (std::size_t k = 0; k < x.size(); ++k) out.z[k] += s * (x[k] - c[k]);
  return out;
}

Proposal differential(const Point& x, std::span<const Point> others, Stream& stream) {
  const std::size_t a = any_of(others, stream);
  std::size_t b = a;
  while (b == a) b = any_of(others, stream);
  const double g = uniform(stream) < full_difference_share
                       ? 1
                       : 2.38 / std::sqrt(2 * static_cast<double>(x.size()));
  Proposal out{x, 0};
  const auto noise = unit_normals(x.size(), stream);
  for (std::size_t k = 0; k < x.size(); ++k)
    out.z[k] += g * (others[a][k] - others[b][k]) + jitter * noise[k];
  return out;
}

Proposal propose(const Point& x, std::span<const Point> others, Stream& stream) {
  return uniform(stream) < differential_share ? differential(x, others, stream)
                                              : stretch(x, others, stream);
}

}  // namespace niter::infer
