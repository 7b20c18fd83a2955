// The page of reductions: what a technique found, how sure it is, and how it came about.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/data/reduction.hpp"
#include "niter/report/page.hpp"

namespace niter::report {

/// A section for each reduction: caveats, figures, numbers with rule, budgets, findings; below them
/// settings, records and tables. The drawings for print are put into `figure_svg` by the caller.
Page reduction_page(std::span<const data::Reduction> reductions, std::string title);

/// The same reductions with ids of figures that are names of files and no two alike: the page and
/// its files go by them.
std::vector<data::Reduction> with_distinct_figures(std::span<const data::Reduction> reductions);

}  // namespace niter::report
