// Results of a verb that gives a reduction: the folder it writes them to.
#pragma once

#include <string>

#include "cli/command.hpp"

#include "niter/data/reduction.hpp"

namespace niter::cli {

inline constexpr const char* usual_formats = "csv,json,html,figures";

/// "--out" and "--formats".
void declare_folder(Flags& flags, std::string& out, std::string& formats);
/// Nothing without a folder. @error NotFound for a format; as study::write_reduction()
Status write_folder(const std::string& out, const std::string& formats,
                    const data::Reduction& reduction, const Session& session);

}  // namespace niter::cli
