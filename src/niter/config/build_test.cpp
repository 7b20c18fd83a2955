#include "niter/config/build.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::config {
namespace {

TEST(Build, MembersStandInTheOrderGiven) {
  NITER_IDENTITY("what is built is what a reader of the JSON finds");
  const std::vector<int> numbers{2, 1};
  const auto value =
      object({{"b", "text"}, {"a", list(numbers, [](int n) { return Value(10 * n); })}});
  const auto read = parse_json(to_json(value), "built");
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->table()->size(), 2u);
  EXPECT_EQ(read->table()->front().first, "b");
  EXPECT_EQ(read->find("a")->array()->front().number(), 20);
}

}  // namespace
}  // namespace niter::config
