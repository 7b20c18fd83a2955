#include "niter/analysis/impedance/kramers_kronig.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "niter/math/least_squares.hpp"

namespace niter::analysis {

namespace {

using Complex = std::complex<double>;

constexpr double elements_a_decade = 3;  // an RC between two of the chain is met within 0.2 %

// A term of the chain without relaxation: scale omega^power in the real or in the imaginary part.
struct PlainTerm {
  bool in_real;
  int power;
  double scale;
  double KramersKronig::*value;  // where its coefficient goes

  double at(double omega) const { return scale * (power == 0 ? 1 : power > 0 ? omega : 1 / omega); }
};

// impedance or admittance, as the chain was fitted
Complex immittance_of(const KramersKronig& chain, bool admittance, double omega) {
  Complex sum(chain.constant, chain.rising * omega + chain.falling / omega);
  for (std::size_t k = 0; k < chain.terms.size(); ++k) {
    const Complex ix(0, omega * chain.time_constants[k]);
    sum += chain.terms[k] * (admittance ? ix : 1.0) / (1.0 + ix);
  }
  return sum;
}

// One spectrum, each value divided by its own modulus, and the chains fitted to it.
class ChainFit {
 public:
  ChainFit(const Spectrum& spectrum, const KramersKronigOptions& options);
  // False if the columns of that many elements are dependent.
  bool fit(int elements, KramersKronig& chain);
  // Plain terms that leave no trace in the fitted part come from the other part.
  bool fit_remaining_terms(KramersKronig& chain);
  // Model and residuals of the impedance.
  void finish(const Spectrum& spectrum, KramersKronig& chain) const;

 private:
  bool fitted(bool real_part) const {
    return options_.part == FittedPart::Both || (options_.part == FittedPart::Real) == real_part;
  }
  std::size_t points() const { return omega_.size(); }
  void write_relaxation(double tau, std::span<double> column) const;
  void write_plain(const PlainTerm& term, std::span<double> column) const;
  Complex value(const KramersKronig& chain, std::size_t i) const {
    return immittance_of(chain, admittance_, omega_[i]);
  }

  KramersKronigOptions options_;
  bool admittance_;
  std::vector<double> omega_, weight_;
  std::vector<Complex> target_;
  double shortest_ = 0, span_ = 1;  // shortest time constant, and longest over shortest
  std::vector<PlainTerm> plain_, remaining_;
  math::LeastSquares problem_;
};

ChainFit::ChainFit(const Spectrum& spectrum, const KramersKronigOptions& options)
    : options_(options), admittance_(options.immittance == Immittance::Admittance) {
  for (std::size_t i = 0; i < spectrum.size(); ++i) {
    const Complex value = admittance_ ? 1.0 / spectrum.impedance[i] : spectrum.impedance[i];
    omega_.push_back(2 * std::numbers::pi * spectrum.frequency[i]);
    weight_.push_back(1 / std::abs(value));
    target_.push_back(weight_.back() * value);
  }
  const auto [slowest, fastest] = std::ranges::minmax(omega_);
  shortest_ = 1 / fastest;
  span_ = fastest / slowest;
  // L and C stand in series for an impedance, parallel for an admittance; scaled to order one at
  // the middle of the spectrum
  const double middle = std::sqrt(slowest * fastest);
  const Term rising = admittance_ ? options.capacitance : options.inductance;
  const Term falling = admittance_ ? options.inductance : options.capacitance;
  std::vector<PlainTerm> terms = {{true, 0, 1, &KramersKronig::constant}};
  if (rising == Term::Fit) terms.push_back({false, 1, 1 / middle, &KramersKronig::rising});
  if (falling == Term::Fit) terms.push_back({false, -1, -middle, &KramersKronig::falling});
  for (const auto& term : terms) (fitted(term.in_real) ? plain_ : remaining_).push_back(term);
}

// 1/(1 + i x) of an impedance, i x/(1 + i x) of an admittance; x = omega tau
void ChainFit::write_relaxation(double tau, std::span<double> column) const {
  const std::size_t n = points();
  const bool both = options_.part == FittedPart::Both;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = omega_[i] * tau;
    const double share = weight_[i] / (1 + x * x);
    const double re = admittance_ ? x * x * share : share;
    const double im = admittance_ ? x * share : -x * share;
    column[i] = options_.part == FittedPart::Imaginary ? im : re;
    if (both) column[n + i] = im;
  }
}

void ChainFit::write_plain(const PlainTerm& term, std::span<double> column) const {
  const std::size_t n = points();
  std::ranges::fill(column, 0.0);
  const std::size_t first = !term.in_real && column.size() > n ? n : 0;
  for (std::size_t i = 0; i < n; ++i) column[first + i] = weight_[i] * term.at(omega_[i]);
}

bool ChainFit::fit(int elements, KramersKronig& chain) {
  const std::size_t n = points();
  const int columns = elements + static_cast<int>(plain_.size());
  problem_.start(static_cast<int>(options_.part == FittedPart::Both ? 2 * n : n), columns);
  const double ratio = elements > 1 ? std::pow(span_, 1.0 / (elements - 1)) : 1;
  chain.time_constants.resize(static_cast<std::size_t>(elements));
  double tau = shortest_;
  for (int k = 0; k < elements; ++k, tau *= ratio) {
    chain.time_constants[static_cast<std::size_t>(k)] = tau;
    write_relaxation(tau, problem_.column(k));
  }
  for (int k = elements; k < columns; ++k) {
    write_plain(plain_[static_cast<std::size_t>(k - elements)], problem_.column(k));
  }
  auto right = problem_.right();
  for (std::size_t i = 0; i < n; ++i) {
    right[i] = options_.part == FittedPart::Imaginary ? target_[i].imag() : target_[i].real();
    if (options_.part == FittedPart::Both) right[n + i] = target_[i].imag();
  }
  const auto x = problem_.solve();
  if (x.empty()) return false;
  chain.terms.assign(x.begin(), x.begin() + elements);
  for (std::size_t k = 0; k < plain_.size(); ++k) {
    chain.*plain_[k].value = plain_[k].scale * x[chain.terms.size() + k];
  }
  double positive = 0, negative = 0;
  for (const double term : chain.terms) (term < 0 ? negative : positive) += std::abs(term);
  chain.mu = 1 - negative / positive;
  return true;
}

bool ChainFit::fit_remaining_terms(KramersKronig& chain) {
  if (remaining_.empty()) return true;
  problem_.start(static_cast<int>(points()), static_cast<int>(remaining_.size()));
  for (std::size_t k = 0; k < remaining_.size(); ++k) {
    write_plain(remaining_[k], problem_.column(static_cast<int>(k)));
  }
  auto right = problem_.right();
  for (std::size_t i = 0; i < points(); ++i) {
    const Complex left = target_[i] - weight_[i] * value(chain, i);
    right[i] = remaining_.front().in_real ? left.real() : left.imag();
  }
  const auto x = problem_.solve();
  for (std::size_t k = 0; k < x.size(); ++k) {
    chain.*remaining_[k].value = remaining_[k].scale * x[k];
  }
  return !x.empty();
}

void ChainFit::finish(const Spectrum& spectrum, KramersKronig& chain) const {
  double squares = 0;
  for (std::size_t i = 0; i < points(); ++i) {
    const Complex sum = value(chain, i);
    const Complex z = spectrum.impedance[i];
    chain.model.push_back(admittance_ ? 1.0 / sum : sum);
    chain.residuals.push_back((z - chain.model.back()) / std::abs(z));
    const Complex r = chain.residuals.back();
    chain.largest = std::max({chain.largest, std::abs(r.real()), std::abs(r.imag())});
    squares += std::norm(r);
  }
  chain.rms = std::sqrt(squares / (2.0 * static_cast<double>(points())));
}

Status check(const Spectrum& spectrum, const KramersKronigOptions& options) {
  if (spectrum.size() < 5) {
    return fail(Code::InvalidInput,
                fmt::format("a Kramers-Kronig test of {} points", spectrum.size()),
                "five or more are needed");
  }
  if (!(options.mu > 0 && options.mu < 1)) {
    return fail(Code::InvalidInput, fmt::format("mu = {} is not between 0 and 1", options.mu));
  }
  if (options.most_elements < 1 || (options.elements && *options.elements < 1)) {
    return fail(Code::InvalidInput, "a chain needs one element or more");
  }
  if (!(options.tolerance > 0)) {
    return fail(Code::InvalidInput, fmt::format("tolerance {} is not positive", options.tolerance));
  }
  return {};
}

// See the header: below this number mu says nothing.
int least_elements(const Spectrum& spectrum) {
  const auto [slowest, fastest] = std::ranges::minmax(spectrum.frequency);
  const int fine =
      1 + static_cast<int>(std::ceil(elements_a_decade * std::log10(fastest / slowest)));
  return std::max(1, std::min(fine, static_cast<int>(spectrum.size()) / 2));
}

}  // namespace

Complex chain_impedance(const KramersKronig& chain, Immittance immittance, double frequency) {
  const bool admittance = immittance == Immittance::Admittance;
  const Complex value = immittance_of(chain, admittance, 2 * std::numbers::pi * frequency);
  return admittance ? 1.0 / value : value;
}

std::span<const std::pair<std::string_view, FittedPart>> enum_names(FittedPart) {
  static constexpr std::array<std::pair<std::string_view, FittedPart>, 3> names{
      {{"both", FittedPart::Both},
       {"real", FittedPart::Real},
       {"imaginary", FittedPart::Imaginary}}};
  return names;
}

std::span<const std::pair<std::string_view, Immittance>> enum_names(Immittance) {
  static constexpr std::array<std::pair<std::string_view, Immittance>, 2> names{
      {{"impedance", Immittance::Impedance}, {"admittance", Immittance::Admittance}}};
  return names;
}

std::span<const std::pair<std::string_view, Term>> enum_names(Term) {
  static constexpr std::array<std::pair<std::string_view, Term>, 2> names{
      {{"fit", Term::Fit}, {"none", Term::None}}};
  return names;
}

Result<KramersKronig> kramers_kronig(const Spectrum& spectrum,
                                     const KramersKronigOptions& options) {
  NITER_OK(check(spectrum, options));
  ChainFit fit(spectrum, options);
  KramersKronig chain;
  // one part alone has as many rows as there are points; two degrees of freedom are left
  const int points = static_cast<int>(spectrum.size());
  const int most = std::min(options.most_elements, points - 3);
  const int first = std::min(options.elements.value_or(least_elements(spectrum)), most);
  const int last = options.elements ? first : most;
  for (int elements = first; elements <= last; ++elements) {
    if (!fit.fit(elements, chain)) {
      return fail(Code::NoConvergence, fmt::format("no chain of {} elements fits", elements),
                  "are the frequencies different from each other?");
    }
    chain.criterion_met = chain.mu < options.mu;
    if (chain.criterion_met) break;
  }
  if (!fit.fit_remaining_terms(chain)) {
    return fail(Code::NoConvergence, "inductance and capacitance cannot be told apart",
                "leave one of them out");
  }
  fit.finish(spectrum, chain);
  return chain;
}

}  // namespace niter::analysis
