#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/study/audit/labels.hpp"
#include "niter/study/audit/synthetic.hpp"

namespace niter::study::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Labels, SpellOneThingOneWay) {
  NITER_IDENTITY("spelling");
  EXPECT_EQ(canonical("Fe2+"), canonical("Fe(II)"));
  EXPECT_NE(canonical("Fe2+"), canonical("Fe(III)"));
  EXPECT_EQ(canonical("M-N"), canonical("metal-N"));
  EXPECT_TRUE(names("C-C, C=C", "C-C/C=C"));
  EXPECT_FALSE(names("C-C, C=C", "C=O"));
}

// ---- diffraction

Study reflecting(const std::string& reflection, double degrees) {
  Study study = half_cell_study();
  add_number(study, "x", "diffraction_angle", degrees, "deg").conditions["reflection"] = reflection;
  return study;
}

TEST(Diffraction, PositionsFollowBragg) {
  NITER_SOURCE("bragg1913", "n lambda = 2 d sin theta");
  EXPECT_EQ(only_verdict("A20", reflecting("Fe 110", 44.67)), "consistent");
  EXPECT_EQ(only_verdict("A20", reflecting("Fe 110", 44.00)), "marginal");
  EXPECT_EQ(only_verdict("A20", reflecting("Fe 110", 40.0)), "inconsistent");
  Study radians = reflecting("Fe 110", 44.67 * 3.14159265 / 180);
  radians.facts.front().unit = Unit::of("rad");
  EXPECT_EQ(only_verdict("A20", radians), "consistent");
}

TEST(Diffraction, DisorderedCarbonIsWiderThanGraphite) {
  NITER_SOURCE("bragg1913", "n lambda = 2 d sin theta");
  EXPECT_EQ(only_verdict("A20", reflecting("graphite 002", 26.5)), "consistent");
  EXPECT_EQ(only_verdict("A20", reflecting("graphite 002", 24.5)), "consistent");
  EXPECT_EQ(only_verdict("A20", reflecting("graphite 002", 22.0)), "inconsistent");
  EXPECT_THAT(run_rule("A20", reflecting("a phase nobody knows", 30)), IsEmpty());
}

TEST(Diffraction, SmallParticlesCannotBeSeen) {
  NITER_SOURCE("patterson1939", "eq. 1 (Scherrer)");
  Study study = half_cell_study();
  add_text(study, "none", "phases_absent", "metal").conditions["technique"] = "xrd";
  EXPECT_THAT(run_rule("A20", study), IsEmpty());
  Fact& size = add_number(study, "d", "particle_size", 1, "nm");
  EXPECT_EQ(only_verdict("A20", study), "needs a datum");
  EXPECT_THAT(run_rule("A20", study).front().numbers, HasSubstr("8.6 deg"));
  size.value = std::vector<double>{20};
  EXPECT_EQ(only_verdict("A20", study), "consistent");
}

// ---- photoelectron lines

Fact& add_peak(Study& study, const std::string& id, const std::string& line,
               const std::string& label, double energy_eV) {
  Fact& fact = add_number(study, id, "binding_energy", energy_eV, "eV");
  fact.conditions = {{"line", line}, {"assignment", label}};
  return fact;
}

TEST(Photoelectron, LabelsAgainstWindows) {
  NITER_SOURCE("thermo_xps", "carbon and oxygen pages");
  const auto carbon = [](double energy) {
    Study study = half_cell_study();
    add_peak(study, "p", "C 1s", "O-C=O", energy);
    return only_verdict("A21", study);
  };
  EXPECT_EQ(carbon(288.7), "consistent");
  EXPECT_EQ(carbon(289.7), "marginal");
  EXPECT_EQ(carbon(291.0), "inconsistent");
  Study oxygen = half_cell_study();
  add_peak(oxygen, "p", "O 1s", "C-O", 533.0);
  EXPECT_EQ(only_verdict("A23", oxygen), "consistent");
  EXPECT_THAT(run_rule("A21", oxygen), IsEmpty());
}

TEST(Photoelectron, IsTheSameInOtherUnits) {
  NITER_IDENTITY("a verdict does not depend on units");
  Study study = half_cell_study();
  add_peak(study, "p", "C 1s", "O-C=O", 0).value = std::vector<double>{0.2887};
  study.facts.front().unit = Unit::of("keV");
  EXPECT_EQ(only_verdict("A21", study), "consistent");
}

TEST(Photoelectron, SwappedLabelsBreakTheOrder) {
  NITER_SOURCE("kiuchi2016", "graphitic N above pyridinic N");
  Study study = half_cell_study();
  add_peak(study, "a", "N 1s", "pyridinic N", 398.5);
  add_peak(study, "b", "N 1s", "graphitic N", 401.4);
  EXPECT_THAT(verdicts("A22", study), ElementsAre("consistent", "consistent"));
  std::swap(study.facts[0].value, study.facts[1].value);
  EXPECT_THAT(verdicts("A22", study), ElementsAre("inconsistent", "inconsistent", "inconsistent"));
}

TEST(Photoelectron, DoubletsAndSatellites) {
  NITER_SOURCE("elam", "Fe L2-L3 13.0 eV, Co L2-L3 15.0 eV");
  Study study = half_cell_study();
  add_peak(study, "m3", "Co 2p3/2", "Co2+", 780.4);
  add_peak(study, "m1", "Co 2p1/2", "Co2+", 796.0);
  add_peak(study, "s3", "Co 2p3/2", "satellite", 786.3);
  Fact& last = add_peak(study, "s1", "Co 2p1/2", "satellite", 802.3);
  EXPECT_THAT(verdicts("A25", study),
              ElementsAre("consistent", "consistent", "consistent", "consistent"));
  last.value = std::vector<double>{806.0};  // pair 19.7 instead of 15.6
  EXPECT_EQ(verdicts("A25", study).back(), "inconsistent");
  EXPECT_THAT(run_rule("A24", study), IsEmpty());
}

TEST(Photoelectron, ASplittingOfAnotherElementIsSeen) {
  NITER_SOURCE("elam", "Fe L2-L3 13.0 eV, Co L2-L3 15.0 eV");
  Study study = half_cell_study();
  add_peak(study, "m3", "Fe 2p3/2", "Fe(III)", 711.0);
  add_peak(study, "m1", "Fe 2p1/2", "Fe(III)", 726.5);
  EXPECT_THAT(verdicts("A24", study), ElementsAre("consistent", "inconsistent"));
}

// ---- X-ray absorption

TEST(Exafs, OneScaleForAllPeaks) {
  NITER_IDENTITY("all peaks of one transform lie on one distance scale");
  Study study = half_cell_study();
  Fact& light = add_number(study, "n", "ft_distance", 1.5, "angstrom");
  light.conditions["assignment"] = "Fe-N";
  add_number(study, "m", "ft_distance", 2.23, "angstrom").conditions["assignment"] = "Fe-Co";
  EXPECT_EQ(only_verdict("A26", study), "consistent");
  study.facts[1].value = std::vector<double>{2.48};  // corrected, the other not
  EXPECT_EQ(only_verdict("A26", study), "inconsistent");
  study.facts[0].value = std::vector<double>{0.198};
  study.facts[0].unit = Unit::of("nm");
  EXPECT_EQ(only_verdict("A26", study), "consistent");
}

TEST(Exafs, MetalNeighboursWithoutMetal) {
  NITER_IDENTITY("one sample, one set of neighbours");
  Study study = half_cell_study();
  add_number(study, "m", "ft_distance", 2.23, "angstrom").conditions["assignment"] = "Fe-Co";
  add_text(study, "none", "phases_absent", "metal").conditions["technique"] = "xps";
  EXPECT_THAT(verdicts("A26", study), ElementsAre("consistent", "inconsistent"));
  EXPECT_THAT(run_rule("A26", half_cell_study()), IsEmpty());
}

// ---- infrared

std::string band_verdict(double band, const std::string& label, const std::string& species) {
  Study study = half_cell_study();
  add_number(study, "b", "infrared_band", band, "cm-1").conditions = {{"assignment", label},
                                                                      {"species", species}};
  return only_verdict(band > 2500 ? "A27" : "A28", study);
}

TEST(Infrared, Stretching) {
  NITER_SOURCE("cccbdb", "NH3 3337 and 3444 cm-1");
  EXPECT_EQ(band_verdict(3400, "O-H stretch", "H2O"), "consistent");
  EXPECT_EQ(band_verdict(3740, "N-H stretch", "NH3"), "inconsistent");
  EXPECT_EQ(band_verdict(3250, "N-H stretch", "NH3"), "marginal");
}

TEST(Infrared, Fingerprint) {
  NITER_SOURCE("nakata2008", "adsorbed nitrate and bridged NO on platinum");
  EXPECT_EQ(band_verdict(1700, "N-O stretch", "NO*"), "consistent");
  EXPECT_EQ(band_verdict(1450, "N-O stretch", "NO*"), "inconsistent");
  EXPECT_EQ(band_verdict(1600, "N-O stretch", "NO*"), "marginal");  // NH2 absorbs here too
  EXPECT_EQ(band_verdict(1520, "N-O-H bend", "NOH*"), "marginal");  // no window, nitrate there
  EXPECT_EQ(band_verdict(900, "N-O-H bend", "NOH*"), "needs a datum");
  EXPECT_EQ(band_verdict(1635, "H-O-H bend", "H2O"), "consistent");
}

TEST(Infrared, IsTheSameInOtherUnitsAndSilentWithoutBands) {
  NITER_IDENTITY("a verdict does not depend on units");
  Study study = half_cell_study();
  EXPECT_THAT(run_rule("A27", study), IsEmpty());
  add_number(study, "b", "infrared_band", 374000, "m-1").conditions = {
      {"assignment", "N-H stretch"}, {"species", "NH3"}};
  EXPECT_EQ(only_verdict("A27", study), "inconsistent");
  EXPECT_THAT(run_rule("A28", study), IsEmpty());
}

}  // namespace
}  // namespace niter::study::rules
