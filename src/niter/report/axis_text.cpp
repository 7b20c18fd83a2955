#include "niter/data/table.hpp"
#include "niter/report/render.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {

std::string axis_text(const data::Axis& axis, Markup markup) {
  const auto* word = data::find_word(axis.word);
  std::string text = marked_up(typeset_symbol(word != nullptr ? word->symbol : axis.word), markup);
  const bool has_unit =
      axis.unit.text() != "1" && axis.unit.text() != "-" && !axis.unit.text().empty();
  if (has_unit) text += " / " + marked_up(axis.unit.pretty(), markup);
  if (!axis.scale.empty()) text += (has_unit ? " " : ", ") + marked_up(axis.scale, markup);
  return text;
}

}  // namespace niter::report
