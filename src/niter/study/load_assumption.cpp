#include <fmt/format.h>

#include "niter/config/read.hpp"
#include "niter/study/load.hpp"

namespace niter::study {
namespace {

struct PriorText {
  Quantity mean;
  std::optional<Quantity> sd;
  std::optional<double> factor;
  template <class V>
  void visit(V& v) {
    v.required("mean", mean, "what is believed before the data are seen");
    v.optional("sd", sd, "standard deviation, for a normal prior");
    v.optional("factor", factor, "for a log-normal one: 1.41 is 'within a factor of 1.41'");
  }
};

struct AssumptionText {
  std::string id, meaning, reason, source;
  Quantity value;
  std::optional<Quantity> low, high;
  std::optional<PriorText> prior;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "a short name, like \"ph_bulk\"");
    v.required("value", value, "with its unit");
    v.optional("low", low, "smallest value thought possible");
    v.optional("high", high, "largest value thought possible");
    v.optional("prior", prior, "lets a calibration move it");
    v.required("meaning", meaning, "what the number is");
    v.required("reason", reason, "why this value");
    v.required("source", source, "where the value comes from");
  }
};

Status same_dimension(const Quantity& value, const Quantity& other, std::string_view key,
                      const Where& where) {
  if (other.unit().same_dimension(value.unit())) return {};
  return fail({Code::Unit,
               fmt::format("'{}' is in '{}', but 'value' is in '{}'", key, other.unit().text(),
                           value.unit().text()),
               where, "write both in units of one kind"});
}

Status check_range(const AssumptionText& text, const config::Value& table) {
  if (text.low) NITER_OK(same_dimension(text.value, *text.low, "low", place_of(table, "low")));
  if (text.high) NITER_OK(same_dimension(text.value, *text.high, "high", place_of(table, "high")));
  if (text.low && text.high && text.low->si() > text.high->si()) {
    return fail(
        {Code::Inconsistent,
         fmt::format("'low' = {} is above 'high' = {}", text.low->text(), text.high->text()),
         place_of(table, "low"), "exchange the two"});
  }
  if ((text.low && text.value.si() < text.low->si()) ||
      (text.high && text.value.si() > text.high->si())) {
    return fail(
        {Code::Inconsistent,
         fmt::format("'value' = {} lies outside its own range, {} to {}", text.value.text(),
                     text.low ? text.low->text() : "...", text.high ? text.high->text() : "..."),
         place_of(table, "value"), "correct the value or widen the range"});
  }
  return {};
}

Status check_prior(const AssumptionText& text, const config::Value& table) {
  const auto& prior = *text.prior;
  const auto& written = *table.find("prior");
  NITER_OK(same_dimension(text.value, prior.mean, "mean", place_of(written, "mean")));
  if (prior.sd.has_value() == prior.factor.has_value()) {
    return fail({Code::InvalidInput, "a prior needs either 'sd' or 'factor'", written.where,
                 "write prior = { mean = \"2.5 ohm cm2\", sd = \"1.0 ohm cm2\" }, or "
                 "{ mean = \"200 um\", factor = 1.41 }"});
  }
  if (prior.sd) {
    NITER_OK(same_dimension(text.value, *prior.sd, "sd", place_of(written, "sd")));
    if (!(prior.sd->value() > 0)) {
      return fail({Code::InvalidInput,
                   fmt::format("'sd' = {} must be more than zero", prior.sd->text()),
                   place_of(written, "sd"), "leave out 'prior' to keep the value fixed"});
    }
  }
  if (prior.factor && !(*prior.factor > 1)) {
    return fail({Code::InvalidInput,
                 fmt::format("'factor' = {} must be more than one", *prior.factor),
                 place_of(written, "factor"), "leave out 'prior' to keep the value fixed"});
  }
  if (prior.factor && !(prior.mean.si() > 0)) {
    return fail({Code::InvalidInput, "a prior with a factor needs a mean above zero",
                 place_of(written, "mean"), "use 'sd' for a number that can be zero or negative"});
  }
  return {};
}

}  // namespace

Result<Assumption> read_assumption(const config::Value& table) {
  AssumptionText text;
  NITER_OK(config::read_value(table, text, "assumption", ""));
  NITER_OK(check_range(text, table));
  if (text.prior) NITER_OK(check_prior(text, table));
  Assumption out;
  out.id = text.id;
  out.value = text.value;
  out.low = text.low;
  out.high = text.high;
  if (text.prior) out.prior = Prior{text.prior->mean, text.prior->sd, text.prior->factor};
  out.meaning = text.meaning;
  out.reason = text.reason;
  out.source = text.source;
  out.where = table.where;
  return out;
}

}  // namespace niter::study
