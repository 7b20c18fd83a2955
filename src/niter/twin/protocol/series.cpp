// 50, 60 ... 100 mV/s
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/twin/protocol/measures.hpp"

namespace niter::twin::protocol {
namespace {

constexpr std::size_t most_terms = 1000;
constexpr double slack = 1e-6;  // of a step: far above what decimals lose as binary numbers

struct Series {
  std::vector<Number> terms;    // as written
  const Token* dots = nullptr;  // before the last of them
};

Result<Series> read_terms(Reader& reader, const Measure& measure) {
  Series series;
  for (;;) {
    NITER_TRY(auto term, read_number(reader, measure));
    series.terms.push_back(std::move(term));
    const bool comma = reader.accept(",");
    const bool dots = reader.accept("...") || reader.accept("\u2026");
    const bool more = comma || dots || reader.accept("and");
    if (!more) return series;
    if (series.dots) {
      return fail(reader.error(reader.last(), "the number behind the dots ends the series",
                               "list all numbers without dots"));
    }
    if (dots) {
      series.dots = &reader.last();
      reader.accept(",");
    }
  }
}

Result<std::vector<double>> settled(const Reader& reader, std::vector<Number>& terms,
                                    const Measure& measure) {
  NITER_OK(has_unit(reader, terms.back(), measure));
  share_units(terms);
  std::vector<double> values;
  for (const auto& term : terms) {
    NITER_TRY(const double value, si(reader, term, measure));
    NITER_OK(above_zero(reader, value, term, measure));
    values.push_back(value);
  }
  return values;
}

// How many steps lie between the first and the last term.
Result<std::size_t> steps(const Reader& reader, const Series& series,
                          const std::vector<double>& values) {
  const auto given = values.size() - 1;  // before the dots
  if (given < 2) {
    return fail(reader.error(*series.dots, "one number before the dots does not fix the step",
                             "write two, like \"50, 60 ... 100\""));
  }
  const auto place = [&](std::size_t i) {
    return (values[i] - values[0]) / (values[1] - values[0]);
  };
  const double last = std::round(place(given));
  for (std::size_t i = 2; i <= given; ++i) {
    const double expected = static_cast<double>(i);
    const double nearest = i < given ? expected : std::max(expected, last);
    if (std::abs(place(i) - nearest) <= slack) continue;
    const auto& terms = series.terms;
    return fail(
        reader.error(*terms[i].token,
                     fmt::format("{} is not in the series {}, {} ...", quoted(terms[i].token->text),
                                 terms[0].token->text, terms[1].token->text),
                     "give all steps the same size, or list every number"));
  }
  if (last < static_cast<double>(most_terms)) return static_cast<std::size_t>(last);
  return fail(reader.error(*series.dots,
                           fmt::format("a series of more than {} numbers", most_terms),
                           "write fewer, or larger steps"));
}

}  // namespace

Result<std::vector<double>> read_series(Reader& reader, const Measure& measure) {
  NITER_TRY(auto series, read_terms(reader, measure));
  NITER_TRY(auto values, settled(reader, series.terms, measure));
  if (!series.dots) return values;
  NITER_TRY(const auto count, steps(reader, series, values));
  const double last = values.back();
  values.pop_back();
  const double step = (last - values[0]) / static_cast<double>(count);
  while (values.size() < count) {
    // twelve digits: 0.06, not 0.060000000000000005
    const double next = values[0] + static_cast<double>(values.size()) * step;
    values.push_back(*parse_number(fmt::format("{:.12g}", next)));
  }
  values.push_back(last);
  return values;
}

}  // namespace niter::twin::protocol
