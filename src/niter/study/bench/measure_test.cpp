// From raw files named in a study to numbers, and the mistakes on the way.
#include "niter/study/bench/measure.hpp"

#include <cmath>
#include <complex>

#include <fmt/format.h>

#include "niter/base/testing.hpp"
#include "niter/study/load_testing.hpp"
#include "niter/study/run.hpp"

namespace niter::study {
namespace {

// triangles over a capacitor of 3.4 mF
std::string cycles(double rate) {
  std::string text = "t/s,E/V,I/mA\n";
  const double half = 0.2 / rate;
  for (int i = 0; i <= 400; ++i) {
    const int turn = i / 100 % 2;
    const double phase = i % 100 / 100.0;
    text += fmt::format("{},{},{}\n", half * i / 100, 0.2 * (turn == 0 ? phase : 1 - phase),
                        (turn == 0 ? 3.4 : -3.4) * rate);
  }
  return text;
}

class MeasuredStudy : public StudyOnDisk {
 protected:
  void put(std::string_view measurements) {
    reset();
    std::filesystem::create_directories(folder_ / "raw");
    write("raw/cv_020.csv", cycles(0.02));
    write("raw/cv_100.csv", cycles(0.1));
    write("study.toml", std::string(study_text) + std::string(measurements));
  }
};

constexpr std::string_view good = R"([[measurement]]
id = "cdl"
technique = "cdl"
catalyst = "Fe2Co1/NC"
files = ["raw/cv_*.csv"]
options = { area = "1 cm2" }
)";

TEST_F(MeasuredStudy, FilesBecomeNumbersBesideReportedOnes) {
  NITER_IDENTITY("I = C dE/dt: 3.4 mF on 1 cm2; the reported value stands beside it");
  put(std::string(good) +
      "[[measurement]]\nid = \"bad\"\ntechnique = \"cdl\"\nfiles = "
      "[\"study.toml\"]\n");
  const auto study = load_study(folder_);
  ASSERT_TRUE(study) << study.error().text();
  ASSERT_EQ(study->measurements.size(), 2u);
  EXPECT_EQ(study->measurements[0].files.size(), 2u);
  const auto measured = measure(*study, 2, {});
  ASSERT_TRUE(measured);
  ASSERT_TRUE((*measured)[0].reduction) << (*measured)[0].failure->text();
  const auto* const c = (*measured)[0].reduction->find("double_layer_capacitance");
  EXPECT_NEAR(c->value.value(), 34, 1e-3);
  EXPECT_FALSE((*measured)[1].reduction);
  EXPECT_NE((*measured)[1].failure->text().find("study.toml"), std::string::npos);

  StudyResults results;
  results.measured = *measured;
  const auto section = measured_section(*study, results);
  const auto& row = section.tables[0].rows[0].cells;
  EXPECT_EQ(row[0], "cdl");
  EXPECT_EQ(row[4], "34");  // of the fact cdl.FeCo, 34.0 mF cm-2
  EXPECT_EQ(section.tables[0].rows.back().css_class, "bad");
}

TEST_F(MeasuredStudy, MistakesSayWhereAndWhatToWrite) {
  NITER_IDENTITY("errors point at their line and name what is there");
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text(good);
    text.replace(text.find(from), from.size(), to);
    put(text);
    return error();
  };
  EXPECT_NE(
      with("raw/cv_*.csv", "raw/cv_2.csv").find("no file matches 'raw/cv_2.csv'; did you mean"),
      std::string::npos);
  EXPECT_NE(with("\"cdl\"\ncat", "\"cld\"\ncat").find("did you mean 'cdl'"), std::string::npos);
  EXPECT_NE(with("Fe2Co1/NC", "Fe2Co/NC").find("did you mean 'Fe2Co1/NC'"), std::string::npos);
  EXPECT_NE(with("files = [\"raw/cv_*.csv\"]", "files = []").find("'files' names no file"),
            std::string::npos);
  EXPECT_EQ(with("area", "area"), "no error");
}

TEST_F(MeasuredStudy, ASpectrumGivesTheResistanceOfAnotherMeasurement) {
  NITER_IDENTITY("E - I R with the R_s of the circuit 10 ohm + (50 ohm || 1 mF)");
  std::string spectrum = "f/Hz,Z_re/Ohm,Z_im/Ohm\n";
  for (int k = 0; k <= 40; ++k) {
    const double f = 1e4 * std::pow(10, -0.15 * k);
    const std::complex<double> z =
        10.0 + 1.0 / (1 / 50.0 + std::complex<double>(0, 2 * 3.14159265358979 * f * 1e-3));
    spectrum += fmt::format("{},{},{}\n", f, z.real(), z.imag());
  }
  const std::string more = R"toml([[measurement]]
id = "lsv"
technique = "lsv"
files = ["raw/lsv.csv"]
resistance_from = "eis"
options = { potentials = ["-0.5 V"] }
[[measurement]]
id = "eis"
technique = "eis"
files = ["raw/z.csv"]
options = { circuit = "R0-p(R1,C1)" }
)toml";
  put(more);
  write("raw/z.csv", spectrum);
  std::string sweep = "t/s,E/V,I/mA\n";
  for (int k = 0; k <= 1000; ++k) {  // as applied: 10 ohm in series with 90 ohm
    const double e = -0.001 * k;
    sweep += fmt::format("{},{},{}\n", k, e, 1e3 * e / 100);
  }
  write("raw/lsv.csv", sweep);
  const auto study = load_study(folder_);
  ASSERT_TRUE(study) << study.error().text();
  const auto measured = measure(*study, 2, {});
  ASSERT_TRUE(measured);
  ASSERT_TRUE((*measured)[0].reduction) << (*measured)[0].failure->text();
  EXPECT_NEAR((*measured)[0].reduction->find("current -0.5 V")->value.value(), -0.5 / 90, 1e-7);

  std::string wrong(more);
  wrong.replace(wrong.find("\"eis\"\nopt"), 5, "\"lsv\"");
  put(wrong);
  write("raw/z.csv", spectrum);
  write("raw/lsv.csv", sweep);
  EXPECT_NE(error().find("'lsv' is no spectrum"), std::string::npos) << error();
}

}  // namespace
}  // namespace niter::study
