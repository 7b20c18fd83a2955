// Typesetting: plain words become print: NH3 with a subscript, NO3- with a charge, cm-2 with a
// power, -1 with a minus.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/report/render.hpp"

namespace niter::report {

/// A stretch of text in one style.
struct Run {
  enum class Place { Base, Sub, Super };
  std::string text;
  Place place = Place::Base;
  bool italic = false;

  friend bool operator==(const Run&, const Run&) = default;
};

/// Text a person typed. Recognised: chemical formulae (NH3, NO3-, SO42-, *NO2H, Fe2Co1), the
/// electron (e-), powers of units (cm-2, h-1, cm2), powers of ten (10^-3), Unicode sub- and
/// superscripts, and the minus of a number. All else stays as it is: a model called C2 is no
/// molecule, since no gas of that name stands in the list of the .cpp.
std::vector<Run> typeset(std::string_view text);

/// The symbol of a quantity: one letter (with a Delta before it or not) is italic, abbreviations
/// like FE and pH are upright; what follows '_' is a subscript. @source IUPAC Green Book, 3rd ed.,
/// section 1.3
std::vector<Run> typeset_symbol(std::string_view symbol);

/// A digit or sign and its Unicode forms below and above the line.
struct SmallForm {
  std::string_view base, sub, super;
};
std::span<const SmallForm> small_forms();

/// In the given markup, with everything that would be a command there made harmless. Sub- and
/// superscripts are drawn by gnuplot at `small_pt`, so that no letter is smaller than a journal
/// allows.
std::string marked_up(std::span<const Run> runs, Markup markup, double small_pt = 7);
inline std::string marked_up(std::string_view text, Markup markup, double small_pt = 7) {
  return marked_up(typeset(text), markup, small_pt);
}

/// Width in Helvetica, Arial or Liberation Sans, whose letters have equal widths [pt].
/// @source Adobe Systems, Helvetica Core AFM file (Adobe Technical Note 5004)
double width_pt(std::span<const Run> runs, double font_pt, double small_pt = 7);
inline double width_pt(std::string_view text, double font_pt) {
  return width_pt(typeset(text), font_pt);
}

/// & < > " ' as character references; control characters are dropped.
std::string escape_html(std::string_view text);

/// A string literal of gnuplot: single quotes, in which gnuplot runs no commands and expands no
/// variables.
std::string gnuplot_quote(std::string_view text);

}  // namespace niter::report
