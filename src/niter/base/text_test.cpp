#include "niter/base/text.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace niter {
namespace {

TEST(ParseNumber, TakesTheWholeTextOrNothing) {
  EXPECT_EQ(parse_number(" 1.5e-3 "), 1.5e-3);
  EXPECT_EQ(parse_number("+7"), 7.0);
  EXPECT_EQ(parse_number("-0.85"), -0.85);
  EXPECT_FALSE(parse_number("1,5"));
  EXPECT_FALSE(parse_number("12 V"));
  EXPECT_FALSE(parse_number(""));
  EXPECT_FALSE(parse_number("+"));
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a;;b", ';'), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(split("", ';'), (std::vector<std::string>{""}));
}

TEST(Trim, RemovesBlanksAtBothEnds) {
  EXPECT_EQ(trim("\t a b \r\n"), "a b");
  EXPECT_EQ(trim("   "), "");
}

TEST(Nearest, ForgivesASlipButNotAnotherWord) {
  const std::vector<std::string> known = {"area", "volume", "catalyst"};
  EXPECT_EQ(nearest("aera", known), "area");
  EXPECT_EQ(nearest("Catalist", known), "catalyst");
  EXPECT_FALSE(nearest("temperature", known));
}

TEST(Shortest, ReadsBackAsTheSameDouble) {
  for (const double x : {0.1, 1.0 / 3, 1e-300, -2.5e17, 0.1 + 0.2}) {
    EXPECT_EQ(parse_number(shortest(x)), x);
  }
}

}  // namespace
}  // namespace niter
