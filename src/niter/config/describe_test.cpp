#include "niter/config/describe.hpp"

#include <array>
#include <optional>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::config {
namespace {

enum class Weight { Unit, Modulus };
std::span<const std::pair<std::string_view, Weight>> enum_names(Weight) {
  static constexpr std::array<std::pair<std::string_view, Weight>, 2> names{
      {{"unit", Weight::Unit}, {"modulus", Weight::Modulus}}};
  return names;
}

struct Options {
  std::string circuit;
  Weight weight = Weight::Modulus;
  Quantity area{1, "cm2"};
  std::optional<Quantity> lowest;
  int starts = 40;

  template <class V>
  void visit(V& v) {
    v.required("circuit", circuit, "what is fitted");
    v.optional("weight", weight, "of the residuals");
    v.optional("area", area, "geometric area", "cm2");
    v.optional("lowest", lowest, "frequency", "Hz");
    v.optional("starts", starts, "of the search");
  }
};

TEST(Describe, KeysWithTheirDefaults) {
  NITER_IDENTITY("the visit that reads is the visit that lists");
  const auto keys = describe<Options>();
  ASSERT_EQ(keys.size(), 5u);
  EXPECT_TRUE(keys[0].required);
  EXPECT_EQ(keys[1].default_text, "modulus");
  EXPECT_EQ(keys[2].default_text, "1 cm2");
  EXPECT_EQ(keys[2].unit, "cm2");
  EXPECT_EQ(keys[3].default_text, "");
  EXPECT_EQ(keys[4].default_text, "40");
  EXPECT_EQ(keys[4].meaning, "of the search");
}

}  // namespace
}  // namespace niter::config
