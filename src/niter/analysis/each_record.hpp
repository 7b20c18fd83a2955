// each_record: techniques that take their records one by one, each with a number where there are
// several.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

/// Calls reduce_one(table, behind) for each record in turn and notes the record. `behind` is " 2"
/// for the second of several, to tell its numbers from those of the others; empty for a single one.
/// @error of reduce_one, with the file of the record where it names none
Status reduce_each(
    std::span<const data::Table> tables, data::Reduction& reduction,
    const std::function<Status(const data::Table& table, const std::string& behind)>& reduce_one);

}  // namespace niter::analysis
