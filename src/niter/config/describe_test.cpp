#include "niter/config/describe.hpp"

#include <array>
#include <map>
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
  std::map<std::string, std::vector<double>> bounds;

  template <class V>
  void visit(V& v) {
    v.required("circuit", circuit, "what is fitted");
    v.optional("weight", weight, "of the residuals");
    v.optional("area", area, "geometric area", "cm2");
    v.optional("lowest", lowest, "frequency", "Hz");
    v.optional("starts", starts, "of the search");
    v.optional("bounds", bounds, "of parameters");
  }
};

TEST(Describe, KeysWithTheirDefaults) {
  NITER_IDENTITY("the visit that reads is the visit that lists");
  const auto keys = describe<Options>();
  ASSERT_EQ(keys.size(), 6u);
  EXPECT_TRUE(keys[0].required);
  EXPECT_EQ(keys[1].default_text, "modulus");
  EXPECT_EQ(keys[2].default_text, "1 cm2");
  EXPECT_EQ(keys[2].unit, "cm2");
  EXPECT_EQ(keys[3].default_text, "");
  EXPECT_EQ(keys[4].default_text, "40");
  EXPECT_EQ(keys[4].meaning, "of the search");
}

TEST(Describe, WhatIsSetIsToldAsAStudyFileHasIt) {
  NITER_IDENTITY("defaults among it; what is not set is not told");
  Options options;
  options.circuit = "R0-C1";
  options.starts = 7;
  options.bounds["R0"] = {1, 2.5};
  const std::vector<std::pair<std::string, std::string>> told = {{"circuit", "R0-C1"},
                                                                 {"weight", "modulus"},
                                                                 {"area", "1 cm2"},
                                                                 {"starts", "7"},
                                                                 {"bounds", "{ R0 = [1, 2.5] }"}};
  EXPECT_EQ(settings_of(options), told);
  options.lowest = Quantity(10, "Hz");
  EXPECT_EQ(settings_of(options)[3], std::make_pair(std::string("lowest"), std::string("10 Hz")));
}

}  // namespace
}  // namespace niter::config
