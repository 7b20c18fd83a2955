// Dual: a complex number with its exact derivatives by N real parameters (forward differentiation).
// Private to the elements of circuits.
#pragma once

#include <array>
#include <cmath>
#include <complex>

namespace niter::analysis {

using Complex = std::complex<double>;

// Products and quotients without the checks for infinities that the standard asks for: they cost
// more than the numbers themselves, and the bounds of the parameters keep the numbers finite.
inline Complex times(Complex a, Complex b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}
inline Complex inverse(Complex a) {
  const double scale = 1 / std::norm(a);
  return {a.real() * scale, -a.imag() * scale};
}

template <std::size_t N>
struct Dual {
  Complex value;
  std::array<Complex, N> slope{};

  Dual() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a number is a constant
  Dual(Complex constant) : value(constant) {}
  // NOLINTNEXTLINE(google-explicit-constructor): a number is a constant
  Dual(double constant) : value(constant) {}
  static Dual parameter(double p, std::size_t index) {
    Dual x(p);
    x.slope[index] = 1;
    return x;
  }

  /// f(a, b) from its value and its partial derivatives: every operation is this one function.
  static Dual chain(Complex f, Complex by_a, const Dual& a, Complex by_b, const Dual& b) {
    Dual out(f);
    for (std::size_t k = 0; k < N; ++k) {
      out.slope[k] = times(by_a, a.slope[k]) + times(by_b, b.slope[k]);
    }
    return out;
  }
  static Dual chain(Complex f, Complex by_a, const Dual& a) {
    Dual out(f);
    for (std::size_t k = 0; k < N; ++k) out.slope[k] = times(by_a, a.slope[k]);
    return out;
  }

  friend Dual operator+(const Dual& a, const Dual& b) {
    return chain(a.value + b.value, 1, a, 1, b);
  }
  friend Dual operator-(const Dual& a, const Dual& b) {
    return chain(a.value - b.value, 1, a, -1, b);
  }
  friend Dual operator*(const Dual& a, const Dual& b) {
    return chain(times(a.value, b.value), b.value, a, a.value, b);
  }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const Complex over = inverse(b.value);
    const Complex f = times(a.value, over);
    return chain(f, over, a, -times(f, over), b);
  }
};

template <std::size_t N>
Dual<N> exp(const Dual<N>& x) {
  const Complex f = std::exp(x.value);
  return Dual<N>::chain(f, f, x);
}
template <std::size_t N>
Dual<N> log(const Dual<N>& x) {
  return Dual<N>::chain(std::log(x.value), inverse(x.value), x);
}
template <std::size_t N>
Dual<N> sqrt(const Dual<N>& x) {
  const Complex f = std::sqrt(x.value);
  return Dual<N>::chain(f, 0.5 * inverse(f), x);
}
template <std::size_t N>
Dual<N> pow(const Dual<N>& x, const Dual<N>& n) {
  const Complex log_x = std::log(x.value);
  const Complex f = std::exp(times(n.value, log_x));
  return Dual<N>::chain(f, times(times(n.value, f), inverse(x.value)), x, times(f, log_x), n);
}
template <std::size_t N>
Dual<N> tanh(const Dual<N>& x) {
  const Complex f = std::tanh(x.value);
  return Dual<N>::chain(f, 1.0 - times(f, f), x);
}
/// 1 / tanh(x)
template <std::size_t N>
Dual<N> coth(const Dual<N>& x) {
  const Complex f = inverse(std::tanh(x.value));
  return Dual<N>::chain(f, 1.0 - times(f, f), x);
}
/// 1 / sinh(x) for Re x > 0: written so that it vanishes, not overflows, for large x.
template <std::size_t N>
Dual<N> csch(const Dual<N>& x) {
  const Complex e = std::exp(-x.value);
  const Complex f = times(2.0 * e, inverse(1.0 - times(e, e)));
  return Dual<N>::chain(f, -times(f, inverse(std::tanh(x.value))), x);
}

}  // namespace niter::analysis
