#include "niter/study/bench/reduce_files.hpp"

#include <cmath>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "niter/base/testing.hpp"

namespace niter::study {
namespace {

// a triangle between 0 and 0.2 V at two rates over a capacitor of 2 mF
std::string cycles(double rate, double capacitance) {
  std::string text = "t/s,E/V,I/A\n";
  const double half = 0.2 / rate;
  for (int i = 0; i <= 400; ++i) {
    const double t = half * i / 100.0;
    const double phase = t / half - 2 * std::floor(t / half / 2);
    const double E = 0.2 * (phase < 1 ? phase : 2 - phase);
    text += std::to_string(t) + "," + std::to_string(E) + "," +
            std::to_string((phase < 1 ? 1 : -1) * capacitance * rate) + "\n";
  }
  return text;
}

std::filesystem::path write(const std::string& name, const std::string& text) {
  const auto path =
      std::filesystem::path(::testing::TempDir()) / (std::to_string(::getpid()) + name);
  std::ofstream(path) << text;
  return path;
}

TEST(ReduceFiles, FilesGoTogetherThroughOneTechnique) {
  NITER_IDENTITY("I = C dE/dt: the slope of the half differences is C");
  ReduceRequest request{
      "cdl", {write("slow.csv", cycles(0.02, 2e-3)), write("fast.csv", cycles(0.1, 2e-3))}};
  request.options.set("area", config::Value("2 cm2"));
  const auto reduction = reduce_files(request, {});
  ASSERT_TRUE(reduction) << reduction.error().text();
  EXPECT_NEAR(reduction->find("double_layer_capacitance")->value.value(), 10, 1e-3);
  EXPECT_EQ(reduction->records.size(), 2u);
}

TEST(ReduceFiles, WhatDoesNotFitIsSaidWithWhatTheFileHolds) {
  NITER_IDENTITY("errors name file, need and content");
  ReduceRequest request{"cdl", {write("spectrum.csv", "f/Hz,Z_re/Ohm,Z_im/Ohm\n1,2,-3\n2,2,-1\n")}};
  const auto text = reduce_files(request, {}).error().text();
  EXPECT_NE(text.find("spectrum.csv: nothing in it fits cdl, which needs t, E"), std::string::npos)
      << text;
  EXPECT_NE(text.find("holds 1 [eis] f, Z_re, Z_im"), std::string::npos) << text;
  request.parts = {2};
  EXPECT_NE(reduce_files(request, {}).error().text().find("no part 2"), std::string::npos);
}

TEST(ReduceFiles, TheCyclesOfAFileAreOneRecordWhereATechniqueWantsItWhole) {
  NITER_IDENTITY("three cycles a file, two files: two scan rates, the last complete cycle of each");
  const std::filesystem::path folder(NITER_SOURCE_DIR "/examples/06-capacitance");
  ReduceRequest request{"cdl", {folder / "cv-050.txt", folder / "cv-100.txt"}};
  request.options.set("area", config::Value("1 cm2"));
  const auto reduction = reduce_files(request, {});
  ASSERT_TRUE(reduction) << reduction.error().text();
  EXPECT_EQ(reduction->tables.front().rows(), 2u);
  EXPECT_EQ(reduction->records.size(), 2u);
}

}  // namespace
}  // namespace niter::study
