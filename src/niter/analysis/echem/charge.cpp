#include "niter/analysis/echem/charge.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/base/contract.hpp"

namespace niter::analysis {

namespace {

// a point's share of the time axis
double weight(std::span<const double> t, std::size_t i) {
  const double before = i == 0 ? t[i] : t[i - 1];
  const double after = i + 1 == t.size() ? t[i] : t[i + 1];
  return (after - before) / 2;
}

double trapezium(std::span<const double> t, std::span<const double> y, std::size_t stride) {
  double sum = 0;
  std::size_t last = 0;
  for (std::size_t i = stride; i < t.size(); i += stride) {
    sum += (y[last] + y[i]) / 2 * (t[i] - t[last]);
    last = i;
  }
  // a stride that misses the end still covers the whole time
  const std::size_t end = t.size() - 1;
  if (last != end) sum += (y[last] + y[end]) / 2 * (t[end] - t[last]);
  return sum;
}

Status check_points(const data::Table& record, std::span<const double> t,
                    std::span<const double> y) {
  const std::string& file = record.provenance.origin;
  if (t.size() < 2) {
    return fail(Code::InvalidInput,
                fmt::format("'{}' has {} points: a charge needs two or more", file, t.size()));
  }
  if (t.size() != y.size()) {
    return fail(Code::InvalidInput,
                fmt::format("'{}' has {} times and {} currents", file, t.size(), y.size()));
  }
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (!std::isfinite(t[i]) || !std::isfinite(y[i])) {
      return fail(Code::InvalidInput,
                  fmt::format("'{}', point {}: time or current is missing", file, i + 1),
                  "delete the row, or fill the gap: a hole in the record is a hole in the charge");
    }
    if (i > 0 && !(t[i] > t[i - 1])) {
      return fail(
          Code::InvalidInput,
          fmt::format("'{}', point {}: time goes from {} s to {} s", file, i + 1, t[i - 1], t[i]),
          "time must grow; join repeated techniques of one file first");
    }
  }
  return {};
}

}  // namespace

Result<RecordIntegral> integrate(const data::Table& record, const ChargeSource& source) {
  const bool per_area = record.find("I") == nullptr && record.find("j") != nullptr;
  NITER_TRY(const auto t, record.column("t"));
  NITER_TRY(const auto y, record.column(per_area ? "j" : "I"));
  NITER_OK(check_points(record, t, y));

  const double sign = source.cathodic == CathodicSign::Negative ? -1 : 1;
  RecordIntegral integral;
  integral.per_area = per_area;
  integral.charge = sign * trapezium(t, y, 1);
  integral.coarse = sign * trapezium(t, y, 2);
  integral.duration = t.back() - t.front();
  if (integral.charge < 0) {
    return fail(
        Code::InvalidInput,
        fmt::format("'{}' is an oxidation as a whole: its charge is {:.4g} C anodic",
                    record.provenance.origin, -integral.charge),
        fmt::format("if the file counts cathodic current as {}, say cathodic = \"{}\"",
                    sign < 0 ? "positive" : "negative", sign < 0 ? "positive" : "negative"));
  }

  const auto& sigma = record.find(per_area ? "j" : "I")->sigma;
  if (sigma.empty() && per_area && source.noise.si() > 0) {
    return fail(Code::Unit, "'noise' is a current, but the record holds a current density",
                "put the noise into the record, or give the record as a current");
  }
  double variance = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const double u = weight(t, i) * (sigma.empty() ? source.noise.si() : sigma[i]);
    variance += u * u;
  }
  integral.noise = std::sqrt(variance);
  return integral;
}

Status check(const ChargeSource& source, const std::optional<Quantity>& time) {
  const auto bad = [&](std::string what, std::string hint) {
    return fail({Code::InvalidInput, std::move(what), source.where, std::move(hint)});
  };
  const int ways = source.value.has_value() + source.current.has_value() + !source.record.empty();
  if (ways != 1) {
    return bad(fmt::format("a charge has one of value, current, record; here are {}", ways),
               "keep the one that was measured");
  }
  if (source.value && !(source.value->si() > 0)) {
    return bad("the charge passed must be a positive number",
               "write the cathodic charge without its sign");
  }
  if (source.current) {
    if (!time) return bad("a constant current needs the time", "add time = \"1 h\" to the run");
    const bool negative = source.cathodic == CathodicSign::Negative;
    if (!((negative ? -1 : 1) * source.current->si() > 0)) {
      return bad(fmt::format("a current of {} is an oxidation", source.current->text()),
                 fmt::format("write it {}, or say cathodic = \"{}\"",
                             negative ? "negative (IUPAC)" : "positive",
                             negative ? "positive" : "negative"));
    }
  }
  if (!source.record.empty() && time) {
    return bad("the time comes from the record", "take 'time' out of the run");
  }
  return {};
}

Uncertain charge(Inputs& inputs, std::string_view scope, const ChargeSource& source,
                 const RecordIntegral* integral, const Uncertain& duration, const Uncertain& area) {
  if (source.value) return inputs(scope, "charge", *source.value);
  if (source.current) {
    const double sign = source.cathodic == CathodicSign::Negative ? -1 : 1;
    return sign * inputs(scope, "current", *source.current) * duration;
  }
  NITER_EXPECT(integral != nullptr, "a record is integrated before the model runs");
  const Uncertain gain = inputs("", "current gain", 1, source.gain_uncertainty.si());
  const Uncertain noise = inputs(scope, "current noise", 0, integral->noise);
  const Uncertain offset = inputs("", "current offset", 0, source.offset_uncertainty.si());
  const Uncertain passed = gain * (integral->charge + noise);
  return (integral->per_area ? passed * area : passed) + offset * duration;
}

}  // namespace niter::analysis
