#include "niter/study/load.hpp"

#include <gtest/gtest.h>

#include "niter/study/load_testing.hpp"

namespace niter::study {
namespace {

namespace fs = std::filesystem;

TEST_F(StudyOnDisk, IsReadWhole) {
  const auto study = load_study(folder_);
  ASSERT_TRUE(study) << study.error().text();
  EXPECT_EQ(study->id, "small");
  EXPECT_EQ(study->catalysts.size(), 2u);
  EXPECT_EQ(study->catalyst("Fe2Co1/NC")->ratio.at("Fe"), 2.0);
  EXPECT_EQ(study->experiment("no3")->scale, "RHE");
  EXPECT_EQ(study->experiment("bat")->scale, "Zn");
  ASSERT_EQ(study->facts.size(), 9u);
  const Fact& current = *study->fact("no3.j");
  EXPECT_EQ(current.number(), -81.79);
  EXPECT_NEAR(current.si(), -817.9, 1e-9);
  EXPECT_EQ(current.sigma, 1.5);
  EXPECT_EQ(current.potential, -1.2);
  EXPECT_EQ(current.scale, "RHE");
  EXPECT_EQ(current.kind, FactKind::Number);
  EXPECT_EQ(current.where.line, 1);
  EXPECT_NEAR(*study->fact("no3.FE")->potential, -1.0, 1e-15);
  EXPECT_EQ(std::get<std::string>(study->fact("no3.order")->value), "Fe2Co1/NC > Co/NC");
  EXPECT_EQ(std::get<std::vector<double>>(study->fact("no3.window")->value).size(), 2u);
  EXPECT_EQ(study->fact("bat.V")->scale, "Zn");
  EXPECT_NEAR(study->fact("bat.V")->current_density->si(), 10.0, 1e-12);
  EXPECT_EQ(study->facts_of("reaction_free_energy").size(), 2u);
  EXPECT_EQ(study->facts_of("reaction_free_energy", "", "Co/NC").size(), 1u);
  EXPECT_EQ(study->facts_of("current_density", "bat").size(), 0u);
  EXPECT_NEAR(study->recipes.at(0).salts.at("Fe(NO3)3(H2O)9").si(), 0.33e-3, 1e-15);
  EXPECT_EQ(study->preparation->reagents.at(0).formula, "NH4Cl");
  EXPECT_NEAR(study->assumption("film_NO3")->low->si(), 50e-6, 1e-15);
  EXPECT_EQ(study->assumption("film_NO3")->prior->factor, 1.41);
  EXPECT_EQ(study->file_hashes.size(), 3u);
  EXPECT_EQ(study->file_hashes.at("facts.toml").size(), 64u);
}

TEST_F(StudyOnDisk, VariantsAreTheStudysOwnModelButForWhatTheySay) {
  const auto study = load_study(folder_);
  ASSERT_TRUE(study) << study.error().text();
  ASSERT_EQ(study->variants.size(), 2u);
  const Variant &free = study->variants[0], &held = study->variants[1];
  EXPECT_EQ(free.mechanism, "c2");
  EXPECT_TRUE(free.film.empty() && free.fixed.empty());
  EXPECT_EQ(held.mechanism, "v0");
  EXPECT_EQ(held.film, "film_NO3");
  EXPECT_EQ(held.fixed.at("lg_kV"), 0.5);
  EXPECT_NEAR(held.fixed.at("film_NO3"), 300, 1e-9) << "in the unit of the assumption";
}

TEST_F(StudyOnDisk, VariantsNeedNumbersToBeComparedBy) {
  std::string text(study_text);
  const auto from = text.find("[[calibrate]]"), to = text.find("[[variant]]");
  text.erase(from, to - from);
  write("study.toml", text);
  EXPECT_EQ(error(),
            "study.toml:30:1: [[variant]] without [[calibrate]]; add [[calibrate]]: variants are "
            "compared by the numbers they are fitted to");
}

TEST_F(StudyOnDisk, SimulationTakesNumbersFromFacts) {
  const auto study = load_study(folder_);
  ASSERT_TRUE(study && study->simulation);
  const Simulation& simulation = *study->simulation;
  EXPECT_EQ(simulation.mechanism, "c2");
  EXPECT_EQ(simulation.dft_compression, 0.07);
  ASSERT_EQ(simulation.dft_step_energy.size(), 1u);  // R9 is another step
  EXPECT_NEAR(simulation.dft_step_energy.at("Fe2Co1/NC"), 0.91, 1e-12);
  EXPECT_NEAR(simulation.relative_sites.at("Co/NC"), 14.2 / 34.0, 1e-12);  // F m-2 against mF cm-2
  EXPECT_EQ(simulation.potential_last.si(), -1.2);
  ASSERT_EQ(simulation.targets.size(), 2u);
  EXPECT_TRUE(simulation.targets[0].relative_sigma);
  EXPECT_NEAR(simulation.targets[0].sigma, 0.02, 1e-15);
  EXPECT_NEAR(simulation.targets[1].sigma, 2.0, 1e-12);  // 0.02 of the charge is 2 of the fact's %
}

/// A file cut short is an error with a place, or, by chance, a smaller study.
class StudyOnDiskSlow : public StudyOnDisk {};

TEST_F(StudyOnDiskSlow, TruncatedAtEveryByteIsNeverACrash) {
  int errors = 0;
  for (const std::string name : {"study.toml", "facts.toml", "more.toml"}) {
    const auto whole = original(name);
    for (std::size_t n = 0; n < whole.size(); ++n) {
      write(name, whole.substr(0, n));
      const auto study = load_study(folder_);
      if (study) continue;
      ++errors;
      EXPECT_FALSE(study.error().where.file.empty()) << study.error().text();
      EXPECT_GT(study.error().where.line, 0) << study.error().text();
    }
    reset();
  }
  EXPECT_GT(errors, 1000);
}

TEST_F(StudyOnDisk, AFolderWithoutStudyIsNotFound) {
  fs::remove(folder_ / "study.toml");
  EXPECT_EQ(error(),
            "study.toml: there is no study here; a study is a folder with a study.toml; "
            "'niter init NAME' makes one");
}

TEST_F(StudyOnDisk, TheFileItselfCanBeGiven) {
  EXPECT_TRUE(load_study(folder_ / "study.toml"));
}

TEST_F(StudyOnDisk, PotentialsMayHaveNoCommonScale) {
  std::string text(study_text);
  const std::string_view line = "potential_scale = \"RHE\"\n";
  text.erase(text.find(line), line.size());
  write("study.toml", text);
  EXPECT_EQ(error(), "no error");
}

}  // namespace
}  // namespace niter::study
