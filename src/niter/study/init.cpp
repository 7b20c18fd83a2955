#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/base/share.hpp"
#include "niter/study/study.hpp"

namespace niter::study {
namespace fs = std::filesystem;

Status init_study(const fs::path& folder) {
  std::error_code ec;
  if (fs::exists(folder, ec)) {
    return fail({Code::Io, "this exists already", {folder.string()}, "choose a new name"});
  }
  NITER_TRY(const auto linked, share_file("template"));
  const fs::path from = fs::canonical(linked, ec);
  return replace_folder_atomically(folder, [&](const fs::path& part) -> Status {
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(from, problem)) {
      fs::copy(entry.path(), part / entry.path().filename(), fs::copy_options::recursive, problem);
      if (problem) break;
    }
    if (!problem) return {};
    return fail({Code::Io,
                 fmt::format("cannot copy the template: {}", problem.message()),
                 {folder.string()},
                 "check that you may write there"});
  });
}

}  // namespace niter::study
