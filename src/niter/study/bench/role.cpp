#include "niter/study/bench/role.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/study/load.hpp"

namespace niter::study {

namespace {

struct RoleRow {
  RoleKind kind;
  std::string_view name;
  std::vector<std::string_view> keys;  // it needs all of them and has no other
  std::string_view example;
};

const std::vector<RoleRow>& rows() {
  static const std::vector<RoleRow> table = {
      {RoleKind::Cycle, "cycle", {"cycle"}, "cycle = 1"},
      {RoleKind::Control,
       "control",
       {"control", "of"},
       "control = \"no reactant\" and of = \"id of the electrolysis\""},
      {RoleKind::Isotope, "isotope", {"isotope"}, "isotope = \"15N\""},
  };
  return table;
}

Error mistake(std::string what, const Where& where, std::string hint) {
  return {Code::InvalidInput, std::move(what), where, std::move(hint)};
}

Status one_of(std::string_view key, const std::string& word, const std::vector<std::string>& known,
              const config::Value& table) {
  if (std::ranges::find(known, word) != known.end()) return {};
  const auto near = nearest(word, known);
  return fail(mistake(fmt::format("'{}' is \"{}\", which is unknown", key, word),
                      place_of(table, key),
                      near ? fmt::format("did you mean \"{}\"?", *near)
                           : fmt::format("write one of: {}", join(known, ", "))));
}

Result<const RoleRow*> find_role(const std::string& name, const config::Value& table) {
  std::vector<std::string> known;
  for (const auto& row : rows()) {
    if (row.name == name) return &row;
    known.emplace_back(row.name);
  }
  NITER_OK(one_of("role", name, known, table));
  return nullptr;
}

// every key of the table that speaks of a role is one of this role, and all of its keys are there
Status check_keys(const RoleRow* role, const config::Value& table) {
  for (const auto& row : rows()) {
    for (const auto& key : row.keys) {
      const bool wanted = role != nullptr && row.kind == role->kind;
      const bool given = table.find(key) != nullptr;
      if (given && !wanted) {
        return fail(mistake(
            fmt::format("'{}' belongs to role = \"{}\"", key, row.name), place_of(table, key),
            role == nullptr ? fmt::format("add role = \"{}\", or leave '{}' out", row.name, key)
                            : fmt::format("the role here is \"{}\"", role->name)));
      }
      if (wanted && !given) {
        return fail(mistake(fmt::format("role = \"{}\" needs '{}'", row.name, key),
                            place_of(table, "role"), fmt::format("write {}", row.example)));
      }
    }
  }
  return {};
}

Status check_words(const Role& role, const config::Value& table) {
  switch (role.kind) {
    case RoleKind::None:
      return {};
    case RoleKind::Cycle:
      if (role.cycle >= 1) return {};
      return fail(mistake(fmt::format("'cycle' is {}", role.cycle), place_of(table, "cycle"),
                          "cycles are counted from 1"));
    case RoleKind::Control:
      if (role.control == "open circuit") {
        return fail(mistake(
            "a control at open circuit is no electrolysis: no charge was passed",
            place_of(table, "control"),
            "write its reading as [ocp] in the file of the electrolysis; the figure of controls "
            "shows it"));
      }
      return one_of("control", role.control, {"no reactant", "bare support"}, table);
    case RoleKind::Isotope:
      return one_of("isotope", role.isotope, {"14N", "15N"}, table);
  }
  return {};
}

// what any role asks of the measurement that has it
Status check_owner(const Measurement& one) {
  if (one.technique != "electrolysis") {
    return fail(mistake(fmt::format("a {} has no role", one.technique), one.where,
                        "roles are of the technique electrolysis"));
  }
  if (!one.catalyst.empty() && !one.experiment.empty()) return {};
  return fail(mistake(fmt::format("'{}' has a role but no '{}'", one.id,
                                  one.catalyst.empty() ? "catalyst" : "experiment"),
                      one.where, "both say what it belongs to"));
}

Status check_control(const Measurement& one, const std::vector<Measurement>& all) {
  NITER_OK(require("measurement", all, one.role.of, one.where));
  const auto& owner = *std::ranges::find(all, one.role.of, &Measurement::id);
  if (owner.technique == "electrolysis" && owner.role.kind != RoleKind::Control) return {};
  return fail(mistake(
      fmt::format("'{}' is {}", owner.id,
                  owner.technique == "electrolysis" ? "a control itself" : "no electrolysis"),
      one.where, "'of' names the electrolysis that the control belongs to"));
}

bool same_place(const Measurement& a, const Measurement& b) {
  return a.catalyst == b.catalyst && a.experiment == b.experiment && a.potential == b.potential;
}

}  // namespace

Result<Role> read_role(const RoleText& text, const config::Value& table) {
  const RoleRow* row = nullptr;
  if (!text.role.empty()) {
    NITER_TRY(row, find_role(text.role, table));
  }
  NITER_OK(check_keys(row, table));
  Role role{row == nullptr ? RoleKind::None : row->kind, text.cycle.value_or(0), text.control,
            text.of, text.isotope};
  NITER_OK(check_words(role, table));
  return role;
}

Status check_roles(const std::vector<Measurement>& measurements) {
  for (auto one = measurements.begin(); one != measurements.end(); ++one) {
    if (one->role.kind == RoleKind::None) continue;
    NITER_OK(check_owner(*one));
    if (one->role.kind == RoleKind::Control) NITER_OK(check_control(*one, measurements));
    if (one->role.kind != RoleKind::Cycle) continue;
    const auto twin = std::find_if(measurements.begin(), one, [&](const Measurement& other) {
      return other.role.kind == RoleKind::Cycle && other.role.cycle == one->role.cycle &&
             same_place(other, *one);
    });
    if (twin == one) continue;
    return fail(mistake(
        fmt::format("'{}' and '{}' are both cycle {}", twin->id, one->id, one->role.cycle),
        one->where, "give each cycle of a catalyst, experiment and potential its own number"));
  }
  return {};
}

}  // namespace niter::study
