#include "niter/analysis/impedance/relaxation_system.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace niter::analysis {

namespace {

double median_modulus(const Spectrum& spectrum) {
  std::vector<double> moduli;
  for (const auto& z : spectrum.impedance) moduli.push_back(std::abs(z));
  const auto middle = moduli.begin() + static_cast<std::ptrdiff_t>(moduli.size() / 2);
  std::ranges::nth_element(moduli, middle);
  return *middle;
}

RelaxationBasis basis_of(const Spectrum& spectrum, const RelaxationOptions& options) {
  const auto [slowest, fastest] = std::ranges::minmax(spectrum.frequency);
  const double beyond = std::pow(10, options.margin);
  const double turn = 2 * std::numbers::pi;
  return {options.basis, 1 / (turn * fastest * beyond), beyond / (turn * slowest),
          options.per_decade, options.shape};
}

}  // namespace

RelaxationSystem relaxation_system(const Spectrum& spectrum, const RelaxationOptions& options) {
  RelaxationSystem system{.basis = basis_of(spectrum, options),
                          .scale = median_modulus(spectrum),
                          .points = spectrum.size()};
  const std::size_t n = system.points;
  std::vector<double> omega;
  for (std::size_t i = 0; i < n; ++i) {
    omega.push_back(2 * std::numbers::pi * spectrum.frequency[i]);
    system.weights.push_back(options.weight == PointWeight::Modulus
                                 ? 1 / std::abs(spectrum.impedance[i])
                                 : 1 / system.scale);
  }
  const auto add = [&](auto&& impedance, double unit) {
    const std::size_t first = system.columns.size();
    system.columns.resize(first + 2 * n);
    for (std::size_t i = 0; i < n; ++i) {
      const std::complex<double> z = system.scale * system.weights[i] * impedance(omega[i]);
      system.columns[first + i] = z.real();
      system.columns[first + n + i] = z.imag();
    }
    system.units.push_back(unit);
    system.bounds.push_back(math::Bound::Nonnegative);
  };
  using Complex = std::complex<double>;
  const auto [slowest, fastest] = std::ranges::minmax(omega);
  add([](double) { return Complex(1, 0); }, system.scale);
  if (options.inductance == Term::Fit) {
    add([&](double w) { return Complex(0, w / fastest); }, system.scale / fastest);
  }
  if (options.capacitance == Term::Fit) {
    add([&](double w) { return Complex(0, -slowest / w); }, system.scale * slowest);
  }
  system.plain = system.units.size();
  for (std::size_t m = 0; m < system.basis.size(); ++m) {
    add([&](double w) { return system.basis.impedance(m, w); }, system.scale);
    if (options.sign == GammaSign::Free) system.bounds.back() = math::Bound::Free;
  }

  system.target.resize(2 * n);
  for (std::size_t i = 0; i < n; ++i) {
    const Complex z = system.weights[i] * spectrum.impedance[i];
    system.target[i] = z.real();
    system.target[n + i] = z.imag();
  }
  const auto roughness = system.basis.penalty(options.smoothness);
  const std::size_t size = system.unknowns();
  const std::size_t inner = system.basis.size();
  system.penalty.assign(size * size, 0.0);
  for (std::size_t i = 0; i < inner; ++i) {
    for (std::size_t j = 0; j < inner; ++j) {
      system.penalty[(system.plain + i) * size + system.plain + j] = roughness[i * inner + j];
    }
  }
  return system;
}

RelaxationSystem::Normal RelaxationSystem::normal(Rows part) const {
  const std::size_t size = unknowns();
  const std::size_t begin = part == Rows::Imaginary ? points : 0;
  const std::size_t end = part == Rows::Real ? points : rows();
  Normal normal;
  normal.gram.resize(size * size);
  for (std::size_t i = 0; i < size; ++i) {
    const double* const a = columns.data() + i * rows();
    double moment = 0;
    for (std::size_t k = begin; k < end; ++k) moment += a[k] * target[k];
    normal.moments.push_back(moment);
    for (std::size_t j = 0; j <= i; ++j) {
      const double* const b = columns.data() + j * rows();
      double sum = 0;
      for (std::size_t k = begin; k < end; ++k) sum += a[k] * b[k];
      normal.gram[i * size + j] = normal.gram[j * size + i] = sum;
    }
  }
  for (std::size_t k = begin; k < end; ++k) normal.square += target[k] * target[k];
  return normal;
}

std::vector<double> RelaxationSystem::predict(std::span<const double> x) const {
  std::vector<double> values(rows(), 0.0);
  for (std::size_t j = 0; j < x.size(); ++j) {
    if (x[j] == 0) continue;
    for (std::size_t k = 0; k < rows(); ++k) values[k] += columns[j * rows() + k] * x[j];
  }
  return values;
}

std::vector<double> RelaxationSystem::gamma(std::span<const double> x) const {
  auto values = basis.gamma(x.subspan(plain));
  for (double& value : values) value *= scale;
  return values;
}

}  // namespace niter::analysis
