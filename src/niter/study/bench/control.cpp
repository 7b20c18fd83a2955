// Controls (Fig. 2h of many papers): ammonia found without reactant, with the bare support, in the
// blank and at open circuit, beside the electrolysis they belong to.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/bench/shared_inputs.hpp"
#include "niter/study/bench/together.hpp"
#include "niter/study/bench/together_parts.hpp"

namespace niter::study {

namespace {

using data::Verdict;

constexpr double one_sided95 = 1.644854;  // P(x > 1.645 sigma) = 5 % of a normal variable
constexpr double large = 0.2;  // of the electrolysis, as the findings of an electrolysis have it
constexpr double same_time = 0.01;  // relative

struct Control {
  std::string name, id;
  Uncertain amount;                 // [mol]
  std::optional<Uncertain> lasted;  // [s]
};

std::vector<Control> controls_of(const Measured& owner, std::span<const Measured> measured) {
  std::vector<Control> controls;
  for (const auto& [id, name] :
       {std::pair{"blank_amount", "blank"}, std::pair{"ocp_amount", "open circuit"}}) {
    if (const auto amount = number_of(owner, id)) controls.push_back({name, id, *amount, {}});
  }
  for (const auto& one : measured) {
    if (one.plan->role.kind != RoleKind::Control || one.plan->role.of != owner.plan->id) continue;
    if (const auto amount = number_of(one, "amount")) {
      controls.push_back(
          {one.plan->role.control, one.plan->id, *amount, number_of(one, "duration")});
    }
  }
  return controls;
}

// what the control lasted, where that is not what the electrolysis lasted
std::string other_time(const Control& control, const Measured& owner) {
  const auto lasted = number_of(owner, "duration");
  if (!lasted || !control.lasted) return {};
  const double a = control.lasted->value(), b = lasted->value();
  if (std::abs(a - b) <= same_time * b) return {};
  return fmt::format(
      " The control lasted {:.3g} h, the electrolysis {:.3g} h: amounts are compared "
      "as they are.",
      a / 3600, b / 3600);
}

data::Finding judge(const Control& control, const Measured& owner, const Uncertain& made) {
  const Unit unit = Unit::of("umol");
  const double critical = one_sided95 * control.amount.sigma();
  const double detection = 2 * critical;
  const Uncertain share = control.amount / made;
  const auto percent = Unit::of("%");
  data::Finding finding;
  finding.key = fmt::format(
      "control {}", control.id == "ocp_amount" ? "open circuit " + owner.plan->id : control.id);
  finding.formula = "detected if N > 1.645 u(N); detection limit 3.29 u(N)";
  finding.numbers = fmt::format(
      "N = {}, electrolysis {}; decision at {:.3g}, detection limit {:.3g} "
      "umol",
      shown(control.amount, unit), shown(made, unit), unit.from_si(critical),
      unit.from_si(detection));
  finding.tolerance =
      "5 % false detections, 5 % missed at the limit; above 20 % of the "
      "electrolysis the ammonia is not that of the reactant alone";
  finding.source = "currie1995, sec. 3.7";
  const std::string subject = fmt::format("Control of {}, {}", owner.plan->title, control.name);
  if (control.amount.value() <= critical) {
    finding.verdict = Verdict::Consistent;
    finding.title = subject + ": consistent with zero";
    finding.text =
        fmt::format("No ammonia is detected: less than {:.2g} umol, {:.2g} % of the electrolysis.",
                    unit.from_si(detection), 100 * detection / made.value());
  } else {
    const bool much = share.value() > large;
    finding.verdict = much ? Verdict::Inconsistent : Verdict::Marginal;
    finding.title = subject + ": ammonia is detected";
    finding.text = fmt::format("It is {} of the electrolysis{}.", shown(share, percent),
                               much ? ", too much to call it the product of the reactant without "
                                      "a labelled feed (15N)"
                                    : ", and should be subtracted or explained");
  }
  finding.text += other_time(control, owner);
  return finding;
}

data::Panel panel_of(const std::string& letter) {
  data::Panel panel;
  panel.letter = letter;
  panel.x = {"control_number", Unit::of("1")};
  panel.y = {"amount_found", Unit::of("umol")};
  return panel;
}

data::Figure figure_of(const Measured& owner, const Uncertain& made,
                       const std::vector<Control>& controls, int colour) {
  data::Figure figure{"together-controls-" + owner.plan->id,
                      "Controls of " + owner.plan->title,
                      "Measured. a: ammonia found in the electrolysis and in its controls. b: the "
                      "controls alone. Bars: 95 %. The blank is as read; all else is above it.",
                      {panel_of("a"), panel_of("b")}};
  constexpr int pale = 6;
  add_bar(figure.panels[0], 1, made, "electrolysis", colour);
  double x = 1;
  for (const auto& control : controls) {
    add_bar(figure.panels[0], x + 1, control.amount, control.name, pale);
    add_bar(figure.panels[1], x, control.amount, control.name, pale);
    x += 1;
  }
  return figure;
}

}  // namespace

Together control_figures(const Study& study, std::span<const Measured> measured) {
  Together out;
  for (const auto& owner : measured) {
    const auto is_control = [&](const Measured& one) {
      return one.plan->role.kind == RoleKind::Control && one.plan->role.of == owner.plan->id;
    };
    const auto made = number_of(owner, "amount");
    const bool open_circuit = owner.reduction && owner.reduction->find("ocp_amount") != nullptr;
    if (!made || owner.plan->role.kind == RoleKind::Control) continue;
    if (!open_circuit && std::ranges::none_of(measured, is_control)) continue;
    const auto controls = controls_of(owner, measured);
    for (const auto& control : controls) {
      if (control.id == "blank_amount") continue;  // subtracted everywhere, judged by its reading
      out.findings.push_back(judge(control, owner, *made));
    }
    out.figures.push_back(
        figure_of(owner, *made, controls, colour_of_catalyst(study, owner.plan->catalyst)));
  }
  return out;
}

}  // namespace niter::study
