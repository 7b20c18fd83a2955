// For tests only: every physics test names its authority. tools/check_sources.py reads these lines.
#pragma once

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

/// The published source of the numbers a test compares with: a key of share/niter/references.bib
/// and a place.
#define NITER_SOURCE(key, place) \
  ::testing::Test::RecordProperty("source", std::string(key) + ", " + place)
/// A test whose authority is an identity (a balance, a symmetry, an analytic limit).
#define NITER_IDENTITY(what) ::testing::Test::RecordProperty("identity", what)

namespace niter::testing {

/// The shared data folder beside the repository; tests that need it call GTEST_SKIP() where it is
/// absent.
inline std::filesystem::path shared_dir() {
  return NITER_SHARED_DIR;
}

}  // namespace niter::testing
