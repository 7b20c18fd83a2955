#include <array>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/config/read.hpp"
#include "niter/study/load.hpp"

namespace niter::study {
namespace {

/// How scales are written, and the one name each has inside niter.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> scales{{
    {"RHE", "RHE"},
    {"SHE", "SHE"},
    {"NHE", "SHE"},
    {"Zn", "Zn"},
    {"Zn/Zn2+", "Zn"},
    {"Ag/AgCl", "Ag/AgCl"},
    {"Hg/HgO", "Hg/HgO"},
    {"SCE", "SCE"},
}};

}  // namespace

Result<std::string> scale_name(const std::string& written, const Where& where) {
  std::vector<std::string> known;
  for (const auto& [spelling, name] : scales) {
    if (written == spelling) return std::string(name);
    known.emplace_back(spelling);
  }
  std::string hint;
  if (const auto near = nearest(written, known)) hint = fmt::format("did you mean '{}'? ", *near);
  return fail({Code::InvalidInput, fmt::format("unknown potential scale '{}'", written), where,
               hint + fmt::format("known scales: {}", join(known, ", "))});
}

Result<ScaledText> split_scale(const config::Value& value) {
  const std::string& whole = *value.string();
  const auto at = whole.find(" vs");
  if (at == std::string::npos) return ScaledText{whole, {}};
  std::string_view after = std::string_view(whole).substr(at + 3);
  if (after.starts_with('.')) after.remove_prefix(1);
  NITER_TRY(auto scale, scale_name(std::string(trim(after)), value.where));
  return ScaledText{whole.substr(0, at), std::move(scale)};
}

Result<ScaledPotential> read_potential(const config::Value& value, std::string_view key,
                                       const std::string& usual) {
  const std::string example = usual.empty() ? "RHE" : usual;
  if (const auto number = value.number()) {
    return fail({Code::InvalidInput,
                 fmt::format("'{}' must be a text with a unit and a scale, like \"{} V vs {}\"",
                             key, shortest(*number), example),
                 value.where,
                 {}});
  }
  if (value.string() == nullptr) {
    return fail(config::wrong_kind(value, key, "a text like \"-1.0 V vs RHE\""));
  }
  NITER_TRY(const auto parts, split_scale(value));
  auto quantity = Quantity::parse(parts.text);
  if (!quantity) return fail(config::inside_text(std::move(quantity).error(), value));
  if (!quantity->unit().same_dimension(Unit::of("V"))) {
    return fail({Code::Unit,
                 fmt::format("'{}' is in '{}', which is no unit of potential", key,
                             quantity->unit().text()),
                 value.where, fmt::format("write it like \"-1.0 V vs {}\"", example)});
  }
  if (parts.scale.empty()) {
    return fail(
        {Code::InvalidInput,
         fmt::format("'{}' = \"{}\" does not say against what", key, *value.string()), value.where,
         fmt::format("write the scale, like \"{} vs {}\"", trim(*value.string()), example)});
  }
  return ScaledPotential{quantity->si(), parts.scale};
}

Status set_potential(Fact& fact, const config::Value& table, const Experiment* experiment,
                     const std::string& study_scale) {
  const std::string usual = experiment == nullptr ? study_scale : experiment->scale;
  const auto* written = table.find("potential");
  if (written != nullptr) {
    NITER_TRY(const auto potential, read_potential(*written, "potential", usual));
    fact.potential = potential.volts;
    if (!fact.scale.empty() && fact.scale != potential.scale) {
      return fail(
          {Code::Inconsistent,
           fmt::format("'unit' says vs {}, 'potential' says vs {}", fact.scale, potential.scale),
           written->where, "write both on one scale"});
    }
    fact.scale = potential.scale;
  }
  if (fact.scale.empty() || usual.empty() || fact.scale == usual) return {};
  const std::string owner = experiment == nullptr ? std::string("the study")
                                                  : fmt::format("experiment '{}'", experiment->id);
  return fail(
      {Code::Inconsistent,
       fmt::format("the fact says vs {}, but {} has potentials vs {}", fact.scale, owner, usual),
       place_of(table, written != nullptr ? "potential" : "unit"),
       "correct the scale here, or 'potential_scale' there"});
}

}  // namespace niter::study
