// Sampling from the command line: what is kept when it is stopped, and how it goes on.
#include <chrono>
#include <thread>

#include "journeys/program.hpp"
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/config/value.hpp"

namespace niter::testing {
namespace {
namespace fs = std::filesystem;

const std::string calibrate = "calibrate studies/feco-nc --starts 1 ";

std::string kept(const Workplace& place, const std::string& file) {
  return read_file(place.folder() / file).value_or("nothing");
}

TEST(SamplingSlow, GoesOnExactlyAndKeepsWhatItWasNotAskedToReplace) {
  NITER_IDENTITY("112 draws at once and in two goes, on other numbers of threads: the same bytes");
  const Workplace place("sampling");
  const auto whole = place.niter(calibrate + "--samples 112 --threads 1 --sample-file whole.json");
  ASSERT_EQ(whole.exit_code, 0) << whole.err;
  for (const char* word : {"R-hat", "bulk ESS", "tail ESS", "walks on the response surface",
                           "independent ones", "whole.json"})
    EXPECT_NE(whole.out.find(word), std::string::npos) << word;
  ASSERT_EQ(place.niter(calibrate + "--samples 56 --sample-file parts.json").exit_code, 0);
  const std::string half = kept(place, "parts.json");
  EXPECT_NE(half, kept(place, "whole.json"));

  EXPECT_EQ(place.niter(calibrate + "--samples 112 --sample-file parts.json").exit_code, 3)
      << "a sample is not overwritten unasked";
  EXPECT_EQ(kept(place, "parts.json"), half);
  const auto resumed =
      place.niter(calibrate + "--samples 112 --sample-file parts.json --resume --json");
  ASSERT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_EQ(kept(place, "parts.json"), kept(place, "whole.json"));
  const auto json = config::parse_json(resumed.out, "stdout");
  ASSERT_TRUE(json) << json.error().text();
  const auto* marginals = json->find("sampler")->find("marginals");
  ASSERT_NE(marginals, nullptr);
  EXPECT_EQ(marginals->array()->size(), 15U) << "fourteen parameters and the density";

  const auto elsewhere = place.niter(
      "calibrate studies/template --starts 1 --samples 56 --sample-file parts.json --resume");
  EXPECT_EQ(elsewhere.exit_code, 3) << "a sample of another study is refused";
}

TEST(SamplingSlow, CtrlCKeepsTheDraws) {
  NITER_IDENTITY("exit code 130, and a file to go on from");
  const Workplace place("sampling-stopped");
  const std::string command = "cd '" + place.folder().string() + "' && exec '" + NITER_PROGRAM +
                              "' " + calibrate + "--samples 1000000 2> said.txt > out.txt";
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  // until it samples; a minute is plenty for the calibration before it
  for (int i = 0; i < 600 && kept(place, "said.txt").find("sampling") == std::string::npos; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  ::kill(child, SIGINT);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 130) << kept(place, "said.txt");
  EXPECT_NE(kept(place, "said.txt").find("--resume"), std::string::npos);
  const auto file = config::parse_json(kept(place, "report/feco-nc.sample.json"), "sample");
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_GT(file->find("generation")->number().value_or(0), 0);
}

}  // namespace
}  // namespace niter::testing
