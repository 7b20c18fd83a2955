// The [[cell]] tables of a study: how a cell is built, as a CellPlan.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "niter/config/read.hpp"
#include "niter/study/load.hpp"

namespace niter::study {
namespace {

enum class MembraneWord { CationExchange, AnionExchange, Bipolar };
std::span<const std::pair<std::string_view, MembraneWord>> enum_names(MembraneWord) {
  static constexpr std::pair<std::string_view, MembraneWord> names[] = {
      {"cation exchange", MembraneWord::CationExchange},
      {"anion exchange", MembraneWord::AnionExchange},
      {"bipolar", MembraneWord::Bipolar}};
  return names;
}

struct CellText {
  std::string id;
  CellPlan::Geometry geometry = CellPlan::Geometry::Film;
  CellPlan::Level level = CellPlan::Level::NernstPlanck;
  CellPlan::Equilibria equilibria = CellPlan::Equilibria::Instant;
  CellPlan::Activities activities = CellPlan::Activities::Davies;
  CellPlan::Ions ions = CellPlan::Ions::Hydrated;
  MembraneWord membrane = MembraneWord::CationExchange;
  std::optional<Quantity> rotation, viscosity, thickness, duration, capacitance, cpe_admittance,
      pore_resistance;
  std::optional<double> cpe_exponent;
  std::vector<Quantity> cpe_times;
  config::Value zero_charge;
  std::optional<int> segments, intervals;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "one word that names the cell");
    v.optional("geometry", geometry, "film, batch, rotating disc, semi-infinite or thin layer");
    v.optional("level", level, "fick, nernst-planck or poisson");
    v.optional("equilibria", equilibria, "instant, finite rates or none");
    v.optional("activities", activities, "davies or ideal");
    v.optional("ions", ions, "of the poisson level: hydrated or points");
    v.optional("membrane", membrane, "of a batch: cation exchange, anion exchange or bipolar");
    v.optional("rotation", rotation, "of a rotating disc", "rpm");
    v.optional("viscosity", viscosity, "kinematic, of a rotating disc", "m2/s");
    v.optional("thickness", thickness, "of a thin layer", "m");
    v.optional("duration", duration, "for which a semi-infinite space lasts", "s");
    v.optional("capacitance", capacitance, "of the double layer", "F/m2");
    v.optional("cpe_admittance", cpe_admittance, "of the double layer at 1 rad/s", "S/m2");
    v.optional("cpe_exponent", cpe_exponent, "of the double layer, 0.5 to 1");
    v.optional("cpe_times", cpe_times, "fastest and slowest branch of the double layer", "s");
    v.optional("zero_charge", zero_charge, "potential of zero charge vs RHE");
    v.optional("segments", segments, "of a porous film");
    v.optional("pore_resistance", pore_resistance, "of all segments in series", "ohm m2");
    v.optional("intervals", intervals, "of the grid");
  }
};

Error bad(const config::Value& table, std::string_view key, std::string what, std::string hint) {
  return {Code::InvalidInput, std::move(what), place_of(table, key), std::move(hint)};
}

// A number that belongs to one geometry: there it may have to be given, elsewhere it may not.
struct Belongs {
  std::string_view key;
  CellPlan::Geometry to;
  bool needed;
  const char* example;
};
constexpr Belongs belongings[] = {
    {"rotation", CellPlan::Geometry::RotatingDisc, true, "1600 rpm"},
    {"viscosity", CellPlan::Geometry::RotatingDisc, true, "0.01 cm2/s"},
    {"thickness", CellPlan::Geometry::ThinLayer, true, "50 um"},
    {"duration", CellPlan::Geometry::SemiInfinite, false, "60 s"},
    {"membrane", CellPlan::Geometry::Batch, false, "cation exchange"},
};

Status check_geometry(const CellText& text, const config::Value& table) {
  for (const Belongs& b : belongings) {
    const bool given = table.find(b.key) != nullptr, here = text.geometry == b.to;
    if (here && b.needed && !given)
      return fail(bad(table, "geometry",
                      fmt::format("a {} needs '{}'", word_of(text.geometry), b.key),
                      fmt::format("add {} = \"{}\"", b.key, b.example)));
    if (given && !here)
      return fail(bad(table, b.key,
                      fmt::format("'{}' belongs to a cell with geometry = \"{}\", not to a {}",
                                  b.key, word_of(b.to), word_of(text.geometry)),
                      b.key == "thickness"
                          ? "remove it; the film of an experiment is an assumption of [simulate]"
                          : "remove it, or change the geometry"));
  }
  if (text.rotation && text.rotation->unit().text() == "Hz")
    return fail(bad(table, "rotation", "'rotation' in Hz can be read as turns or as radians",
                    "write it in rpm or rad/s"));
  if (text.geometry == CellPlan::Geometry::ThinLayer && text.level != CellPlan::Level::Fick)
    return fail(bad(table, "geometry", "a thin layer is solved without migration only",
                    "write level = \"fick\", for an experiment with supporting electrolyte"));
  return {};
}

Status check_level(const CellText& text, const config::Value& table) {
  const bool poisson = text.level == CellPlan::Level::Poisson;
  if (!poisson && table.find("ions") != nullptr)
    return fail(bad(table, "ions", "'ions' belongs to a cell with level = \"poisson\"",
                    "remove it, or change the level"));
  if (!poisson) return {};
  if (text.geometry != CellPlan::Geometry::Film)
    return fail(
        bad(table, "level",
            fmt::format("the poisson level resolves the double layer of a film, not of a {}",
                        word_of(text.geometry)),
            "leave the geometry out, or write level = \"nernst-planck\""));
  if (!text.capacitance)
    return fail(bad(table, "level", "the poisson level needs the capacitance of the Stern layer",
                    "add capacitance = \"20 uF/cm2\""));
  return {};
}

Status check_double_layer(const CellText& text, const config::Value& table) {
  const bool cpe = text.cpe_exponent || text.cpe_admittance;
  if (cpe && !(text.cpe_exponent && text.cpe_admittance))
    return fail(bad(table, text.cpe_exponent ? "cpe_exponent" : "cpe_admittance",
                    "'cpe_admittance' and 'cpe_exponent' belong together",
                    "write Q in S s^n of a fit as cpe_admittance = \"30 uS/cm2\", its value at "
                    "1 rad/s, and n as cpe_exponent = 0.9"));
  if (cpe && text.capacitance)
    return fail(bad(table, "capacitance",
                    "a double layer is a capacitance or a constant phase element",
                    "keep one of the two"));
  if (cpe && text.level == CellPlan::Level::Poisson)
    return fail(bad(table, "cpe_exponent", "the Stern layer of the poisson level is a capacitance",
                    "write capacitance = \"20 uF/cm2\""));
  if (cpe && !(*text.cpe_exponent >= 0.5 && *text.cpe_exponent <= 1))
    return fail(
        bad(table, "cpe_exponent",
            fmt::format("'cpe_exponent' = {:g} must be between 0.5 and 1", *text.cpe_exponent),
            "1 is a capacitor"));
  if (!text.cpe_times.empty() && !cpe)
    return fail(bad(table, "cpe_times", "'cpe_times' belongs to a constant phase element",
                    "remove it, or add cpe_admittance and cpe_exponent"));
  if (!text.cpe_times.empty() && !(text.cpe_times.size() == 2 && text.cpe_times[0].si() > 0 &&
                                   text.cpe_times[0].si() * 10 <= text.cpe_times[1].si()))
    return fail(bad(table, "cpe_times", "'cpe_times' must be two times, a decade or more apart",
                    "write cpe_times = [\"10 us\", \"1000 s\"]"));
  return {};
}

Status check_numbers(const CellText& text, const config::Value& table) {
  const std::pair<std::string_view, const std::optional<Quantity>*> positive[] = {
      {"rotation", &text.rotation},
      {"viscosity", &text.viscosity},
      {"thickness", &text.thickness},
      {"duration", &text.duration},
      {"capacitance", &text.capacitance},
      {"cpe_admittance", &text.cpe_admittance},
      {"pore_resistance", &text.pore_resistance}};
  for (const auto& [key, quantity] : positive)
    if (*quantity && !((*quantity)->si() > 0))
      return fail(bad(table, key,
                      fmt::format("'{}' = {} must be more than zero", key, (*quantity)->text()),
                      "leave out what is not there"));
  if (text.segments.has_value() != text.pore_resistance.has_value())
    return fail(bad(table, text.segments ? "segments" : "pore_resistance",
                    "'segments' and 'pore_resistance' belong together",
                    "a porous film has both: segments = 20, pore_resistance = \"2 ohm cm2\""));
  const std::tuple<std::string_view, std::optional<int>, int, int> counts[] = {
      {"segments", text.segments, 2, 200}, {"intervals", text.intervals, 4, 2000}};
  for (const auto& [key, count, least, most] : counts)
    if (count && (*count < least || *count > most))
      return fail(bad(table, key, fmt::format("'{}' = {} is not possible", key, *count),
                      fmt::format("write a number from {} to {}", least, most)));
  return {};
}

double si_of(const std::optional<Quantity>& quantity) {
  return quantity ? quantity->si() : 0;
}

}  // namespace

std::span<const std::pair<std::string_view, CellPlan::Geometry>> enum_names(CellPlan::Geometry) {
  using G = CellPlan::Geometry;
  static constexpr std::pair<std::string_view, G> names[] = {{"film", G::Film},
                                                             {"batch", G::Batch},
                                                             {"rotating disc", G::RotatingDisc},
                                                             {"semi-infinite", G::SemiInfinite},
                                                             {"thin layer", G::ThinLayer}};
  return names;
}

std::span<const std::pair<std::string_view, CellPlan::Level>> enum_names(CellPlan::Level) {
  using L = CellPlan::Level;
  static constexpr std::pair<std::string_view, L> names[] = {
      {"fick", L::Fick}, {"nernst-planck", L::NernstPlanck}, {"poisson", L::Poisson}};
  return names;
}

std::span<const std::pair<std::string_view, CellPlan::Equilibria>> enum_names(
    CellPlan::Equilibria) {
  using E = CellPlan::Equilibria;
  static constexpr std::pair<std::string_view, E> names[] = {
      {"instant", E::Instant}, {"finite rates", E::FiniteRates}, {"none", E::None}};
  return names;
}

std::span<const std::pair<std::string_view, CellPlan::Activities>> enum_names(
    CellPlan::Activities) {
  using A = CellPlan::Activities;
  static constexpr std::pair<std::string_view, A> names[] = {{"davies", A::Davies},
                                                             {"ideal", A::Ideal}};
  return names;
}

std::span<const std::pair<std::string_view, CellPlan::Ions>> enum_names(CellPlan::Ions) {
  using I = CellPlan::Ions;
  static constexpr std::pair<std::string_view, I> names[] = {{"hydrated", I::Hydrated},
                                                             {"points", I::Points}};
  return names;
}

std::span<const CellPlan> plain_cells() {
  static const std::array<CellPlan, 2> cells = [] {
    std::array<CellPlan, 2> out;
    out[0].id = "film";
    out[1].id = "batch", out[1].geometry = CellPlan::Geometry::Batch;
    return out;
  }();
  return cells;
}

Result<CellPlan> read_cell(const config::Value& table) {
  CellText text;
  NITER_OK(config::read_value(table, text, "cell", ""));
  for (const CellPlan& plain : plain_cells())
    if (plain.id == text.id)
      return fail(bad(table, "id", fmt::format("'{}' is a cell already", text.id),
                      "it is the one without options: give yours another name"));
  NITER_OK(check_geometry(text, table));
  NITER_OK(check_level(text, table));
  NITER_OK(check_double_layer(text, table));
  NITER_OK(check_numbers(text, table));

  CellPlan plan;
  plan.id = text.id;
  plan.geometry = text.geometry, plan.level = text.level;
  plan.equilibria = text.equilibria, plan.activities = text.activities, plan.ions = text.ions;
  switch (text.membrane) {
    case MembraneWord::CationExchange:
      plan.membrane = twin::Membrane::CationExchange;
      break;
    case MembraneWord::AnionExchange:
      plan.membrane = twin::Membrane::AnionExchange;
      break;
    case MembraneWord::Bipolar:
      plan.membrane = twin::Membrane::Bipolar;
      break;
  }
  plan.rotation = si_of(text.rotation), plan.viscosity = si_of(text.viscosity);
  plan.thickness = si_of(text.thickness);
  if (text.duration) plan.duration = text.duration->si();
  if (text.capacitance) plan.capacitance = text.capacitance->si();
  plan.cpe_exponent = text.cpe_exponent.value_or(1);
  plan.cpe_admittance = si_of(text.cpe_admittance);
  if (!text.cpe_times.empty())
    plan.cpe_fastest = text.cpe_times[0].si(), plan.cpe_slowest = text.cpe_times[1].si();
  if (!std::holds_alternative<std::monostate>(text.zero_charge.data)) {
    NITER_TRY(const auto zero, read_potential(text.zero_charge, "zero_charge", "RHE"));
    if (zero.scale != "RHE")
      return fail(
          bad(table, "zero_charge",
              fmt::format("'zero_charge' is vs {}, but the twin is driven vs RHE", zero.scale),
              "convert it and write it like \"0.1 V vs RHE\""));
    plan.zero_charge = zero.volts;
  }
  plan.segments = text.segments.value_or(1), plan.pore_resistance = si_of(text.pore_resistance);
  plan.intervals = text.intervals.value_or(0);
  plan.where = table.where;
  return plan;
}

}  // namespace niter::study
