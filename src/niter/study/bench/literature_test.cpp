// Rows of the literature: read, audited, drawn. All values here are made up for the test.
#include "niter/study/bench/literature.hpp"

#include "niter/base/testing.hpp"
#include "niter/study/load_testing.hpp"
#include "niter/study/run.hpp"

namespace niter::study {
namespace {

class LiteratureStudy : public StudyOnDisk {
 protected:
  void put(const std::string& rows) {
    reset();
    write("study.toml", std::string(study_text) + rows);
  }
};

std::string row(const std::string& rest) {
  return "[[literature]]\ncatalyst = \"made up\"\nsource = \"nobody\"\nreactant = \"NO3-\"\n" +
         rest;
}

TEST_F(LiteratureStudy, EveryRowIsAuditedByFaradaysLaw) {
  NITER_IDENTITY("100 umol h-1 cm-2 at FE 0.8 and 8 electrons needs 26.80 mA cm-2");
  put(row("faradaic_efficiency = \"80 %\"\nyield_rate = \"100 umol h-1 cm-2\"\n"
          "current_density = \"-26.8 mA cm-2\"\n") +
      row("faradaic_efficiency = \"80 %\"\nyield_rate = \"1.703 mg h-1 cm-2\"\n"
          "current_density = \"-40 mA cm-2\"\n") +
      row("faradaic_efficiency = \"104 %\"\n") +
      row("faradaic_efficiency = \"80 %\"\nyield_rate = \"3 mg h-1 mg-1\"\n") +
      row("yield_rate = \"100 umol h-1 cm-2\"\n"));
  const auto study = load_study(folder_);
  ASSERT_TRUE(study) << study.error().text();
  ASSERT_EQ(study->literature.size(), 5u);
  EXPECT_NEAR(*study->literature[1].yield_per_area() / *study->literature[0].yield_per_area(), 1,
              1e-3);
  const auto findings = audit_literature(study->literature);
  ASSERT_EQ(findings.size(), 5u);
  EXPECT_EQ(findings[0].verdict, data::Verdict::Consistent);
  EXPECT_EQ(findings[1].verdict, data::Verdict::Inconsistent);
  EXPECT_EQ(findings[2].key, "literature-efficiency");
  EXPECT_EQ(findings[3].verdict, data::Verdict::NeedsDatum);
  EXPECT_NE(findings[3].missing.find("loading"), std::string::npos);
  EXPECT_NE(findings[4].missing.find("efficiency"), std::string::npos);

  const StudyResults results;
  const auto section = literature_section(*study, results);
  ASSERT_EQ(section.tables[0].rows.size(), 5u);
  EXPECT_EQ(section.tables[0].rows[1].css_class, "bad");
  ASSERT_EQ(section.figures.size(), 1u);
  EXPECT_EQ(section.figures[0].panels[0].series[0].x.size(), 2u);
}

TEST_F(LiteratureStudy, MistakesSayWhere) {
  NITER_IDENTITY("errors point at the line of the row");
  put(row("yield_rate = \"3 V\"\n"));
  EXPECT_NE(error().find("'3 V' is no yield rate"), std::string::npos) << error();
  put(row("potential = \"-1 V\"\n"));
  EXPECT_NE(error(), "no error");
  put("[[literature]]\ncatalyst = \"x\"\nsource = \"y\"\nreactant = \"CO2\"\n");
  EXPECT_NE(error(), "no error");
}

}  // namespace
}  // namespace niter::study
