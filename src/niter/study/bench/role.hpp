// Role: what a measurement is for beside others: a cycle of a series, a control, a labelled feed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/config/value.hpp"

namespace niter::study {

struct Measurement;

enum class RoleKind { None, Cycle, Control, Isotope };

struct Role {
  RoleKind kind = RoleKind::None;
  int cycle = 0;        // of a Cycle: its number, from 1
  std::string control;  // of a Control: "no reactant", "bare support"
  std::string of;       // of a Control: id of the electrolysis it belongs to
  std::string isotope;  // of an Isotope: "14N" or "15N", the nitrogen of the reactant
};

/// The keys of [[measurement]] that make a role.
struct RoleText {
  std::string role;
  std::optional<int> cycle;
  std::string control, of, isotope;

  template <class V>
  void visit(V& v) {
    v.optional("role", role, "cycle, control or isotope: what it is for beside others");
    v.optional("cycle", cycle, "of role cycle: number of the cycle, from 1");
    v.optional("control", control, "of role control: no reactant, or bare support");
    v.optional("of", of, "of role control: id of the electrolysis it belongs to");
    v.optional("isotope", isotope, "of role isotope: 14N or 15N");
  }
};

/// @param table  the [[measurement]], for the places of mistakes
/// @error InvalidInput for an unknown role or word, a key that its role needs or does not have
Result<Role> read_role(const RoleText& text, const config::Value& table);

/// What a role asks of its measurement and of the others: all are electrolyses of a catalyst and an
/// experiment, a control names an electrolysis, no cycle is there twice.
/// @error InvalidInput, NotFound at the measurement
Status check_roles(const std::vector<Measurement>& measurements);

}  // namespace niter::study
