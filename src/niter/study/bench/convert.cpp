#include "niter/study/bench/convert.hpp"

#include <fmt/format.h>

#include "niter/base/file.hpp"

namespace niter::study {

Result<std::vector<std::filesystem::path>> convert(const io::Recording& recording,
                                                   const std::filesystem::path& file,
                                                   const ConvertOptions& options) {
  const auto parts = recording.parts.size();
  if (options.part < 0 || static_cast<std::size_t>(options.part) > parts) {
    return fail({Code::InvalidInput,
                 fmt::format("there is no part {}", options.part),
                 {file.string()},
                 fmt::format("the file has {} part{}", parts, parts == 1 ? "" : "s")});
  }
  std::vector<std::filesystem::path> written;
  for (std::size_t i = 0; i < parts; ++i) {
    if (options.part != 0 && static_cast<std::size_t>(options.part) != i + 1) continue;
    const std::string name =
        file.stem().string() + (parts == 1 ? std::string{} : fmt::format("-{}", i + 1)) + ".csv";
    const auto path = options.folder / name;
    if (std::error_code ec; std::filesystem::equivalent(path, file, ec)) {
      return fail({Code::InvalidInput,
                   "the result would replace the file itself",
                   {file.string()},
                   "name another folder with --out"});
    }
    NITER_OK(write_file_atomically(path, data::to_csv(recording.parts[i].table)));
    written.push_back(path);
  }
  return written;
}

}  // namespace niter::study
