#include "niter/base/share.hpp"

#include <fmt/format.h>

namespace niter {
namespace fs = std::filesystem;

Result<fs::path> share_file(std::string_view name) {
  std::error_code ec;
  const auto beside_program =
      fs::read_symlink("/proc/self/exe", ec).parent_path().parent_path() / "share/niter";
  for (const fs::path& folder : {beside_program, fs::path(NITER_SHARE_DIR)}) {
    if (fs::exists(folder / name, ec)) return folder / name;
  }
  return fail(Code::NotFound, fmt::format("niter's data file '{}' is missing", name),
              "the installation is incomplete: run ./run again");
}

}  // namespace niter
