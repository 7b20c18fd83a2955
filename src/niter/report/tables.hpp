// The numbers of a reduction as tables for papers and notebooks.
#pragma once

#include <string>

#include "niter/data/reduction.hpp"

namespace niter::report {

/// A table environment with booktabs rules and no other package: number, value with standard
/// uncertainty, unit, rule. Formulae and units are typeset; every character LaTeX would take for a
/// command is made harmless.
std::string measures_latex(const data::Reduction& reduction);

/// The same as a pipe table, as GitHub, Pandoc and Jupyter read it.
std::string measures_markdown(const data::Reduction& reduction);

/// Text for LaTeX: typeset, and harmless.
std::string latex_text(std::string_view text);
/// Text for a cell of a Markdown table: on one line, and harmless.
std::string markdown_text(std::string_view text);

}  // namespace niter::report
