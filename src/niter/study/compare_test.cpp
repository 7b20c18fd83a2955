#include "niter/study/compare.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/study/simulate.hpp"

namespace niter::study {
namespace {

const Study& founding_study() {
  static const Study study =
      load_study(std::filesystem::path(NITER_SOURCE_DIR) / "studies/feco-nc").value();
  return study;
}

const Variant& variant(const std::string& id) {
  const auto& all = founding_study().variants;
  return *std::find_if(all.begin(), all.end(), [&](const Variant& v) { return v.id == id; });
}

const twin::Parameter* parameter(const Model& model, const std::string& name) {
  const auto& all = model.parameters();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& p) { return p.name == name; });
  return found == all.end() ? nullptr : &*found;
}

TEST(CompareVariants, OneFilmServesEveryCell) {
  const Study study = founding_study().with(variant("V0"));
  const Model model = Model::make(study).value();
  EXPECT_EQ(model.mechanism().name, "v0");
  ASSERT_NE(parameter(model, "film_common"), nullptr);
  EXPECT_EQ(parameter(model, "film_NO3"), nullptr);
  EXPECT_EQ(parameter(model, "film_NO2"), nullptr);
  auto values = model.nominal();
  values["film_common"] = 123;
  for (const char* cell : {"no3", "no2"})
    EXPECT_NEAR(model.cell_options(cell, values)->film_thickness, 123e-6, 1e-12) << cell;
  // and only what the variant says is another
  EXPECT_EQ(founding_study().simulation->mechanism, "c2");
  EXPECT_NE(parameter(Model::make(founding_study().with(variant("V1"))).value(), "film_NO3"),
            nullptr);
}

TEST(CompareVariants, FixedParametersStay) {
  Variant held = variant("C2");
  held.fixed = {{"series_resistance", 0}, {"gamma_1", 0.25}};
  const Model model = Model::make(founding_study().with(held)).value();
  for (const auto& [name, value] : held.fixed) {
    EXPECT_EQ(parameter(model, name)->value, value);
    EXPECT_EQ(parameter(model, name)->prior_sd, 0) << "no calibration moves it";
    EXPECT_EQ(model.nominal().at(name), value);
  }
  EXPECT_EQ(model.cell_options("no3", model.nominal())->series_resistance, 0);
}

TEST(CompareVariants, WhatIsNotDeclaredIsNamed) {
  const auto unknown = compare_variants(founding_study(), {"C3"}, {});
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().text().find("no variant 'C3'; did you mean 'C2'?"), std::string::npos)
      << unknown.error().text();
  Study none = founding_study();
  none.variants.clear();
  EXPECT_EQ(compare_variants(none, {}, {}).error().what,
            "the study declares no variants to compare");
}

infer::Assessment assessed(const char* name, double ln_evidence) {
  infer::Assessment out;
  out.name = name;
  out.criteria.ln_evidence = ln_evidence;
  return out;
}

TEST(CompareVariants, EvidenceIsToldAgainstTheBest) {
  const std::vector<infer::Assessment> all = {assessed("a", -33.75), assessed("b", -32.09),
                                              assessed("c", -40.66)};
  EXPECT_EQ(best_of(all), 1u);
  EXPECT_EQ(evidence_in_words(all),
            (std::vector<std::string>{"positive against it (2 ln B = 3.3)", "the largest",
                                      "very strong against it (2 ln B = 17.1)"}));
}

// Two variants of two numbers and a third that was never fitted; "b" cannot say anything about one.
std::vector<infer::Assessment> two() {
  std::vector<infer::Assessment> all = {assessed("a", -30), assessed("b", -34)};
  for (auto& a : all) {
    a.calibration.predictions = {11, 19};
    a.left_out = {{"x", 10, 2, 12, 1.5}, {"y", 20, 4, 17, 3}};
    a.held_out = {{"z", 5, 0.3, 5.5, 0.4}};
  }
  all[1].left_out[0] = {"x", 10, 2, NAN, NAN, "ran dry"};
  return all;
}

const data::Series& bars(const data::Figure& figure, std::size_t panel, std::size_t variant) {
  std::vector<const data::Series*> found;
  for (const auto& series : figure.panels.at(panel).series)
    if (series.mark == data::Series::Mark::Bars) found.push_back(&series);
  return *found.at(variant);
}

TEST(CompareVariants, FigureShowsWhatWasFittedLeftOutAndNeverFitted) {
  const auto figure = comparison_figure(two());
  ASSERT_EQ(figure.panels.size(), 3u);
  EXPECT_EQ(bars(figure, 0, 0).y, (std::vector<double>{0.5, -0.25})) << "over sigma alone";
  EXPECT_EQ(bars(figure, 1, 0).y, (std::vector<double>{2 / 2.5, -3.0 / 5})) << "over both widths";
  EXPECT_EQ(bars(figure, 1, 1).y, (std::vector<double>{-3.0 / 5})) << "no bar where none was said";
  EXPECT_NEAR(bars(figure, 2, 1).y.at(0), 1, 1e-12);
  // every number is named once
  for (std::size_t panel = 0; panel < 3; ++panel) {
    std::vector<std::string> named;
    for (std::size_t v = 0; v < 2; ++v)
      for (const auto& label : bars(figure, panel, v).labels)
        if (!label.empty()) named.push_back(label);
    std::sort(named.begin(), named.end());
    const auto wanted =
        panel < 2 ? std::vector<std::string>{"x", "y"} : std::vector<std::string>{"z"};
    EXPECT_EQ(named, wanted) << panel;
  }
  EXPECT_EQ(bars(figure, 0, 0).name, "a: AIC 0.0, ln Z -30.0");
  EXPECT_NE(figure.caption.find("a, the largest; b, strong against it (2 ln B = 8.0)."),
            std::string::npos)
      << figure.caption;
}

TEST(CompareVariants, ReportTellsEveryPredictionAndWhatFailed) {
  const auto section = comparison_section(founding_study(), two());
  ASSERT_EQ(section.tables.size(), 3u);
  EXPECT_EQ(section.tables[0].rows[1].cells.at(6), "none") << "AICc";
  EXPECT_EQ(section.tables[1].rows[0].cells,
            (std::vector<std::string>{"x", "10 ± 2", "12 ± 1.5 (+0.8)", "no prediction"}));
  EXPECT_EQ(section.tables[2].rows[0].cells,
            (std::vector<std::string>{"z", "5 ± 0.3", "5.5 ± 0.4 (+1.0)", "5.5 ± 0.4 (+1.0)"}));
  const auto value = to_value(two());
  EXPECT_EQ(*value.find("b")->find("left_out")->array()->at(0).find("failure")->string(),
            "ran dry");
}

// Of the seven numbers of the H-cells; the two efficiencies of the batteries may join them.
double total_of(const Variant& variant, bool with_batteries = false) {
  Study study = founding_study().with(variant);
  if (!with_batteries)
    std::erase_if(study.simulation->targets,
                  [](const CalibrationTarget& target) { return target.fact.starts_with("bat"); });
  const Model model = Model::make(study).value();
  CalibrateOptions options;
  options.search.starts = 3;
  options.sample.samples = 0;
  const auto calibration = calibrate(study, model, options);
  EXPECT_TRUE(calibration) << variant.id << ": " << calibration.error().text();
  if (!calibration) return NAN;
  const auto& result = (*calibration)->result;
  return result.chi2_data + result.chi2_prior;
}

// The trial model had six statements of shape where the study has one with two sides, so its totals
// lie a little higher: 8.3 of C2, 35.7 with one film, 60.7 without iR, 8.7 without electrosorption,
// 13.3 of V0, 9.0 of V1.
TEST(CompareVariantsSlow, WhatAModelCannotDoWithoutIsThatOfTheTrialModel) {
  NITER_SOURCE("trial2026", "totals of the variants of C2 and V0, section 2");
  Variant no_resistance = variant("C2"), no_valency = variant("C2");
  no_resistance.fixed = {{"series_resistance", 0}};
  no_valency.fixed = {{"gamma_1", 0}, {"gamma_3", 0}};
  const double c2 = total_of(variant("C2"));
  EXPECT_NEAR(c2, 8.3, 2);
  EXPECT_GT(total_of(variant("C2-one-film")), c2 + 10) << "two films are needed";
  EXPECT_GT(total_of(no_resistance), c2 + 20) << "and the iR drop";
  EXPECT_NEAR(total_of(no_valency), c2, 1) << "electrosorption is not";
  EXPECT_NEAR(total_of(variant("V0")), 13.3, 2);
  EXPECT_NEAR(total_of(variant("V1")), 9.0, 2);
  // the batteries tell them apart: 17.9 of C2 against 30.9 and more, with three numbers of theirs
  const double with_batteries = total_of(variant("C2"), true);
  EXPECT_LT(with_batteries, 17.9);
  EXPECT_GT(total_of(variant("V1"), true), with_batteries + 10);
}

}  // namespace
}  // namespace niter::study
