// Roles of measurements, and the mistakes one can make with them.
#include "niter/study/bench/role.hpp"

#include <fmt/format.h>

#include "niter/base/testing.hpp"
#include "niter/study/load_testing.hpp"

namespace niter::study {
namespace {

class Roles : public StudyOnDisk {
 protected:
  /// Two electrolyses, with these lines in the first and in the second; the files need only be
  /// there. The error, or "no error".
  std::string with(std::string_view first, std::string_view second = "") {
    reset();
    write("one.toml", "");
    std::string text(study_text);
    for (const auto& [id, lines] : {std::pair{"one", first}, std::pair{"two", second}}) {
      text += fmt::format(
          "[[measurement]]\nid = \"{}\"\ntechnique = \"electrolysis\"\ncatalyst = \"Co/NC\"\n"
          "experiment = \"no3\"\npotential = \"-1 V vs RHE\"\nfiles = [\"one.toml\"]\n{}\n",
          id, lines);
    }
    write("study.toml", text);
    return error();
  }
  void expect(const std::string& found, const std::string& wanted) {
    EXPECT_NE(found.find(wanted), std::string::npos) << found;
    EXPECT_TRUE(found.starts_with("study.toml:")) << found;  // and where
  }
};

TEST_F(Roles, AreReadWithWhatTheyNeed) {
  NITER_IDENTITY("what is written is what is kept");
  ASSERT_EQ(with("role = \"cycle\"\ncycle = 3",
                 "role = \"control\"\ncontrol = \"no reactant\"\nof = \"one\""),
            "no error");
  const auto study = load_study(folder_);
  ASSERT_TRUE(study);
  EXPECT_EQ(study->measurements[0].role.kind, RoleKind::Cycle);
  EXPECT_EQ(study->measurements[0].role.cycle, 3);
  EXPECT_EQ(study->measurements[1].role.control, "no reactant");
  EXPECT_EQ(study->measurements[1].role.of, "one");
  EXPECT_EQ(with("role = \"isotope\"\nisotope = \"15N\"", "role = \"isotope\"\nisotope = \"14N\""),
            "no error");
}

TEST_F(Roles, MistakesSayWhatIsWanted) {
  NITER_IDENTITY("errors point at their line and say what to write");
  expect(with("role = \"cycel\""), "did you mean \"cycle\"?");
  expect(with("cycle = 3"), "'cycle' belongs to role = \"cycle\"");
  expect(with("role = \"isotope\"\nisotope = \"15N\"\ncycle = 3"), "the role here is \"isotope\"");
  expect(with("role = \"cycle\""), "role = \"cycle\" needs 'cycle'");
  expect(with("role = \"control\"\ncontrol = \"no reactant\""), "role = \"control\" needs 'of'");
  expect(with("role = \"cycle\"\ncycle = 0"), "cycles are counted from 1");
  expect(with("role = \"isotope\"\nisotope = \"13C\""), "'isotope' is \"13C\"");
  expect(with("role = \"control\"\ncontrol = \"no nitrate\"\nof = \"two\""),
         "write one of: no reactant, bare support");
  expect(with("role = \"control\"\ncontrol = \"open circuit\"\nof = \"two\""), "as [ocp]");
  expect(with("role = \"control\"\ncontrol = \"no reactant\"\nof = \"tow\""),
         "did you mean 'two'?");
  expect(with("role = \"control\"\ncontrol = \"no reactant\"\nof = \"one\""), "a control itself");
  expect(with("role = \"cycle\"\ncycle = 2", "role = \"cycle\"\ncycle = 2"),
         "'one' and 'two' are both cycle 2");
}

TEST_F(Roles, BelongToElectrolysesOfACatalyst) {
  NITER_IDENTITY("a role says what a measurement is beside others of its catalyst");
  reset();
  write("one.toml", "");
  write("study.toml", std::string(study_text) +
                          "[[measurement]]\nid = \"a\"\ntechnique = \"lsv\"\nfiles = "
                          "[\"one.toml\"]\nrole = \"cycle\"\ncycle = 1\n");
  expect(error(), "a lsv has no role");
  write("study.toml", std::string(study_text) +
                          "[[measurement]]\nid = \"a\"\ntechnique = \"electrolysis\"\nfiles = "
                          "[\"one.toml\"]\nrole = \"cycle\"\ncycle = 1\n");
  expect(error(), "has a role but no 'catalyst'");
}

}  // namespace
}  // namespace niter::study
