// For journeys: run the program as a user does, in a folder that holds the studies and examples.
#pragma once

#include <filesystem>
#include <string>

#include <unistd.h>

#include "niter/base/process.hpp"

namespace niter::testing {

/// A folder of its own with links to the studies and examples; gone with the test.
class Workplace {
 public:
  explicit Workplace(const std::string& name)
      : folder_(std::filesystem::temp_directory_path() /
                ("niter-" + name + "-" + std::to_string(::getpid()))) {
    const std::filesystem::path source = NITER_SOURCE_DIR;
    std::filesystem::create_directories(folder_);
    for (const char* shared : {"studies", "examples"}) {
      std::filesystem::create_directory_symlink(source / shared, folder_ / shared);
    }
  }
  ~Workplace() {
    std::error_code ec;
    std::filesystem::remove_all(folder_, ec);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  /// `niter <words>` through a shell, so that examples run as they are printed.
  ProcessOutput niter(const std::string& words) const {
    auto done = run_process(
        {"sh", "-c", "cd '" + folder_.string() + "' && exec '" + NITER_PROGRAM + "' " + words}, "",
        std::chrono::minutes(3));
    return done ? *done : ProcessOutput{-1, "", done.error().text()};
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace niter::testing
