#include "niter/analysis/echem/conditions.hpp"

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

const chem::Database& database() {
  static const auto loaded = chem::load_database();
  return *loaded;
}

data::Table record(std::string comment) {
  data::Table table;
  table.provenance.origin = "x.mpt";
  table.columns = {{"t", Unit::of("s"), {0, 1}},
                   {"E", Unit::of("V"), {-1.0, 0.5}, {}, std::move(comment)},
                   {"I", Unit::of("mA"), {-10e-3, 2e-3}}};
  return table;
}

data::Table moved(const data::Table& table, const Conditions& conditions,
                  Resistance resistance = Resistance::Removed) {
  const auto out = through_door(table, conditions, resistance, database());
  EXPECT_TRUE(out) << out.error().text();
  return out ? *out : data::Table{};
}

std::string error_of(const data::Table& table, const Conditions& conditions) {
  const auto out = through_door(table, conditions, Resistance::Removed, database());
  return out ? "none" : out.error().text();
}

TEST(Conditions, NothingDeclaredNothingMoved) {
  NITER_IDENTITY("a record without conditions is as recorded");
  const auto out = moved(record("vs. SCE"), {});
  EXPECT_EQ((*out.column("E"))[0], -1.0);
  EXPECT_EQ(out.find("E")->comment, "vs. SCE");
  EXPECT_EQ(out.find("j"), nullptr);
}

TEST(Conditions, ScalesAreThoseOfTheTables) {
  NITER_SOURCE("bard2001", "table of reference electrodes: SCE 0.2412 V, Ag/AgCl sat. 0.197 V");
  const double slope = 0.0591597;  // V per pH at 298.15 K
  Conditions conditions{.scale = TargetScale::Rhe, .ph = Quantity(7, "1")};
  EXPECT_NEAR((*moved(record("vs. SCE"), conditions).column("E"))[0], -1 + 0.2412 + 7 * slope,
              1e-5);
  conditions.reference = "Ag/AgCl (sat. KCl)";
  const auto out = moved(record(""), conditions);
  EXPECT_NEAR((*out.column("E"))[0], -1 + 0.197 + 7 * slope, 1e-5);
  EXPECT_EQ(out.find("E")->comment, "vs. RHE (pH 7)");
  conditions.scale = TargetScale::She;
  EXPECT_NEAR((*moved(record(""), conditions).column("E"))[0], -1 + 0.197, 1e-9);
  EXPECT_NEAR((*moved(record("vs. RHE"), {.scale = TargetScale::She, .ph = Quantity(7, "1")})
                    .column("E"))[0],
              -1 - 7 * slope, 1e-5);
}

TEST(Conditions, TemperatureEntersTheSlopeOfTheRhe) {
  NITER_SOURCE("bard2001", "eq. 2.1: ln 10 RT/F is 0.06154 V at 310.15 K");
  const auto out = moved(
      record("vs. SHE"),
      {.scale = TargetScale::Rhe, .ph = Quantity(10, "1"), .temperature = Quantity(37, "degC")});
  EXPECT_NEAR((*out.column("E"))[0], -1 + 0.61541, 1e-4);
}

TEST(Conditions, AMeasuredReferenceNeedsNoPh) {
  NITER_IDENTITY("E vs RHE = E + (reference vs RHE)");
  const auto out = moved(record("vs. Ag/AgCl"),
                         {.scale = TargetScale::Rhe, .reference_vs_rhe = Quantity(288.304, "mV")});
  EXPECT_NEAR((*out.column("E"))[0], -1 + 0.288304, 1e-12);
  EXPECT_EQ(out.find("E")->comment, "vs. RHE (measured)");
}

TEST(Conditions, ResistanceIsTakenOutOnce) {
  NITER_IDENTITY("E - f R I: a cathodic current raises the potential");
  const Conditions conditions{.series_resistance = Quantity(5, "ohm"),
                              .compensation = Quantity(80, "%")};
  const auto out = moved(record("vs. RHE"), conditions);
  EXPECT_NEAR((*out.column("E"))[0], -1 + 0.8 * 5 * 10e-3, 1e-12);
  EXPECT_EQ(out.find("E")->comment, "vs. RHE; 80 % of iR out, 5 ohm");
  EXPECT_NE(error_of(out, conditions).find("taken out of these potentials before"),
            std::string::npos);
  EXPECT_EQ((*moved(record("vs. RHE"), conditions, Resistance::Kept).column("E"))[0], -1.0);
  const auto per_area = moved(
      record("vs. RHE"), {.series_resistance = Quantity(5, "ohm cm2"), .area = Quantity(2, "cm2")});
  EXPECT_NEAR((*per_area.column("E"))[0], -1 + 2.5 * 10e-3, 1e-12);
}

TEST(Conditions, SignAreaAndCalibrationOfTheCurrent) {
  NITER_IDENTITY("j = -I/A for a file that counts cathodic current positive");
  const auto out = moved(record("vs. RHE"), {.area = Quantity(0.5, "cm2"),
                                             .cathodic = CathodicSign::Positive,
                                             .current_gain = Quantity(1, "%"),
                                             .current_offset = Quantity(1, "mA")});
  EXPECT_NEAR((*out.column("I"))[0], 10e-3 * 1.01 + 1e-3, 1e-15);
  EXPECT_NEAR((*out.column("j"))[0], (10e-3 * 1.01 + 1e-3) / 0.5e-4, 1e-9);
}

TEST(Conditions, NothingIsGuessed) {
  NITER_IDENTITY("errors say what is missing or contradicts");
  EXPECT_NE(error_of(record(""), {.scale = TargetScale::Rhe}).find("nobody says"),
            std::string::npos);
  EXPECT_NE(error_of(record("vs. SCE"), {.scale = TargetScale::Rhe}).find("needs the pH"),
            std::string::npos);
  EXPECT_NE(error_of(record("vs. SCE"),
                     {.scale = TargetScale::Rhe, .reference = "Ag/AgCl", .ph = Quantity(7, "1")})
                .find("the file says potentials are vs. SCE, the conditions say vs. Ag/AgCl"),
            std::string::npos);
  EXPECT_NE(error_of(record("vs. SCX"), {.scale = TargetScale::She}).find("did you mean 'SCE'"),
            std::string::npos);
  EXPECT_NE(error_of(record("vs. RHE"), {.series_resistance = Quantity(5, "ohm cm2")})
                .find("needs the area"),
            std::string::npos);
}

TEST(Conditions, TheNumberOfTheFileIsComparedWithTheTable) {
  NITER_IDENTITY("0.205 V in the file and 0.197 V in the table are two electrodes");
  const Conditions conditions{.scale = TargetScale::She};
  const auto text = error_of(record("vs. Ag/AgCl (0.205 V)"), conditions);
  EXPECT_NE(text.find("0.205 V"), std::string::npos) << text;
  EXPECT_NE(text.find("0.197 V"), std::string::npos) << text;
  const auto agreed = moved(record("vs. Ag/AgCl / KCl (3.5M) (0.205 V)"), conditions);
  EXPECT_NEAR(agreed.find("E")->values[1], 0.5 + 0.205, 1e-12);
  const auto declared = moved(record("vs. Ag/AgCl (0.205 V)"),
                              {.scale = TargetScale::She, .reference = "Ag/AgCl (3.5 M KCl)"});
  EXPECT_NEAR(declared.find("E")->values[1], 0.5 + 0.205, 1e-12);
  EXPECT_NE(error_of(record("vs. (unspecified)"), conditions).find("nobody says"),
            std::string::npos);
}

TEST(Conditions, EveryUncertaintyIsFoundAndMoved) {
  NITER_IDENTITY("one for each quantity with a sigma, the electrode among them");
  const Conditions conditions{.scale = TargetScale::Rhe,
                              .ph = Quantity(7, Unit::of("1"), 0.1),
                              .area = Quantity(1, Unit::of("cm2"), 0.02)};
  const auto all = uncertain_conditions(record("vs. SCE"), conditions, database());
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 3u);
  EXPECT_EQ((*all)[0].name, "area");
  EXPECT_NEAR((*all)[0].moved(-1).area->value(), 0.98, 1e-12);
  EXPECT_EQ((*all)[1].name, "pH");
  EXPECT_EQ((*all)[2].name, "reference electrode");
  EXPECT_NEAR((*all)[2].moved(2).reference_error, 0.002, 1e-12);  // SCE: 1 mV
}

}  // namespace
}  // namespace niter::analysis
