#include "niter/base/file.hpp"

#include <csignal>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace niter {
namespace {
namespace fs = std::filesystem;

class File : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("niter-file-test-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(File, WritesWholeAndLeavesNothingBeside) {
  const auto path = folder_ / "a.txt";
  ASSERT_TRUE(write_file_atomically(path, "first"));
  ASSERT_TRUE(write_file_atomically(path, "second"));
  EXPECT_EQ(read_file(path).value(), "second");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(File, MissingFileIsNamed) {
  const auto missing = read_file(folder_ / "no.csv");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::NotFound);
  EXPECT_NE(missing.error().text().find("no.csv"), std::string::npos);
  EXPECT_FALSE(read_file(folder_));
}

TEST_F(File, APipeIsReadToItsEnd) {
  const auto path = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  std::string sent;
  while (sent.size() < 300000) sent += std::to_string(sent.size()) + '\n';
  std::thread writer([&] { std::ofstream(path, std::ios::binary) << sent; });
  const auto read = read_file(path);
  writer.join();
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, sent);
}

TEST_F(File, FailedFillLeavesTheOldFolder) {
  const auto target = folder_ / "report";
  ASSERT_TRUE(replace_folder_atomically(
      target, [](const fs::path& p) { return write_file_atomically(p / "index.html", "old"); }));
  const auto done = replace_folder_atomically(target, [](const fs::path& p) -> Status {
    (void)write_file_atomically(p / "index.html", "half");
    return fail(Code::Interrupted, "stopped on request");
  });
  EXPECT_FALSE(done);
  EXPECT_EQ(read_file(target / "index.html").value(), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(File, FolderIsReplacedAsAWhole) {
  const auto target = folder_ / "report";
  ASSERT_TRUE(replace_folder_atomically(
      target, [](const fs::path& p) { return write_file_atomically(p / "stale.html", "old"); }));
  ASSERT_TRUE(replace_folder_atomically(
      target, [](const fs::path& p) { return write_file_atomically(p / "index.html", "new"); }));
  EXPECT_FALSE(fs::exists(target / "stale.html"));
  EXPECT_EQ(read_file(target / "index.html").value(), "new");
}

TEST_F(File, KilledWhileWritingLeavesTheOldFolderWhole) {
  const auto target = folder_ / "report";
  ASSERT_TRUE(replace_folder_atomically(
      target, [](const fs::path& p) { return write_file_atomically(p / "index.html", "old"); }));
  const pid_t child = ::fork();
  if (child == 0) {
    (void)replace_folder_atomically(target, [](const fs::path& p) -> Status {
      (void)write_file_atomically(p / "index.html", "half");
      ::raise(SIGKILL);
      return {};
    });
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(read_file(target / "index.html").value(), "old");
}

TEST(Sha256, MeetsThePublishedVectors) {
  // FIPS 180-2, appendix B.1 and the empty message
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace niter
