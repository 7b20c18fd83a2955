#include "niter/analysis/assay/dilution.hpp"

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::analysis {

Result<Dilution> Dilution::parse(std::string_view text) {
  constexpr std::string_view word = " to ";
  const std::size_t at = text.find(word);
  if (at == std::string_view::npos) {
    return fail(Code::InvalidInput, fmt::format("'{}' is not a dilution", text),
                "write \"1 mL to 10 mL\": taken, and what it was made up to");
  }
  Dilution step;
  NITER_TRY(step.taken, Quantity::parse(trim(text.substr(0, at))));
  NITER_TRY(step.made, Quantity::parse(trim(text.substr(at + word.size()))));
  for (const auto* volume : {&step.taken, &step.made}) {
    if (!volume->unit().same_dimension(Unit::of("m3"))) {
      return fail(Code::Unit, fmt::format("'{}' in '{}' is not a volume", volume->text(), text));
    }
    if (!(volume->si() > 0)) {
      return fail(Code::InvalidInput, fmt::format("the volumes of '{}' must be positive", text));
    }
  }
  if (step.made.si() < step.taken.si()) {
    return fail(Code::InvalidInput, fmt::format("'{}' makes the volume smaller", text),
                "the volume taken stands first");
  }
  return step;
}

Uncertain dilution_factor(const std::vector<Dilution>& chain, Inputs& inputs,
                          std::string_view scope) {
  Uncertain factor = 1;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const Uncertain taken = inputs(scope, fmt::format("pipette {}", i + 1), chain[i].taken);
    factor = factor * inputs(scope, fmt::format("flask {}", i + 1), chain[i].made) / taken;
  }
  return factor;
}

}  // namespace niter::analysis
