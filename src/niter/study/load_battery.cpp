// The [[battery]] tables of a study: a zinc anode with its anolyte, as a BatteryPlan.
#include <array>

#include <fmt/format.h>

#include "niter/config/read.hpp"
#include "niter/study/load.hpp"

namespace niter::study {
namespace {

enum class AnolyteWord { Alkaline, Neutral };
std::span<const std::pair<std::string_view, AnolyteWord>> enum_names(AnolyteWord) {
  static constexpr std::pair<std::string_view, AnolyteWord> names[] = {
      {"alkaline", AnolyteWord::Alkaline}, {"neutral", AnolyteWord::Neutral}};
  return names;
}

struct BatteryText {
  std::string id, title;
  AnolyteWord anolyte = AnolyteWord::Alkaline;
  std::optional<Quantity> alkali, zinc, passivation, corrosion;
  double area_ratio = 1;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "one word that names the battery");
    v.required("title", title, "as figures call it");
    v.required("anolyte", anolyte, "alkaline (zincate) or neutral (Zn+2)");
    v.optional("alkali", alkali, "KOH of an alkaline anolyte", "mol/L");
    v.optional("zinc", zinc, "mass that may dissolve, per area of the cathode", "kg m-2");
    v.optional("passivation", passivation, "current density of the anode that passivates it",
               "A m-2");
    v.optional("corrosion", corrosion, "current density of hydrogen evolution on it", "A m-2");
    v.optional("area_ratio", area_ratio, "area of the anode over that of the cathode");
  }
};

}  // namespace

Result<BatteryPlan> read_battery(const config::Value& table) {
  BatteryText text;
  NITER_OK(config::read_value(table, text, "battery", ""));
  const std::pair<std::string_view, const std::optional<Quantity>*> positive[] = {
      {"alkali", &text.alkali},
      {"zinc", &text.zinc},
      {"passivation", &text.passivation},
      {"corrosion", &text.corrosion}};
  for (const auto& [key, quantity] : positive)
    if (*quantity && !((*quantity)->si() > 0))
      return fail({Code::InvalidInput,
                   fmt::format("'{}' = {} must be more than zero", key, (*quantity)->text()),
                   place_of(table, key), "leave out what is not there"});
  if (!(text.area_ratio > 0))
    return fail({Code::InvalidInput, "'area_ratio' must be more than zero",
                 place_of(table, "area_ratio"), "2 for a zinc foil twice as large as the cathode"});
  const bool alkaline = text.anolyte == AnolyteWord::Alkaline;
  if (text.alkali && !alkaline)
    return fail({Code::Inconsistent, "'alkali' belongs to an alkaline anolyte",
                 place_of(table, "alkali"), "remove it, or write anolyte = \"alkaline\""});
  BatteryPlan plan;
  plan.id = text.id, plan.title = text.title;
  using Anolyte = twin::BatteryOptions::Anolyte;
  plan.anolyte = alkaline ? Anolyte::Alkaline : Anolyte::Neutral;
  plan.alkali = text.alkali, plan.zinc = text.zinc;
  plan.passivation = text.passivation, plan.corrosion = text.corrosion;
  plan.area_ratio = text.area_ratio;
  plan.where = table.where;
  return plan;
}

}  // namespace niter::study
