#include "cli/results.hpp"

#include <vector>

#include "niter/base/text.hpp"
#include "niter/study/write_reduction.hpp"

namespace niter::cli {

void declare_folder(Flags& flags, std::string& out, std::string& formats) {
  flags.option("--out", out, "folder for the results");
  flags.option("--formats", formats,
               "with --out, separated by commas: csv, json, package, hdf5, xlsx, tex, md, text, "
               "html, figures");
}

Status write_folder(const std::string& out, const std::string& formats,
                    const data::Reduction& reduction, const Session& session) {
  if (out.empty()) return {};
  std::vector<study::OutputFormat> wanted;
  for (const auto& name : split(formats, ',')) {
    NITER_TRY(wanted.emplace_back(), study::find_output_format(trim(name)));
  }
  return study::write_reduction(out, reduction, wanted, session.monitor);
}

}  // namespace niter::cli
