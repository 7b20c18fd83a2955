#include "niter/io/readers/impedance_csv.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

struct Spelling {
  const char* what;
  std::string text;
  bool sure = true;
};
void PrintTo(const Spelling& spelling, std::ostream* out) {
  *out << spelling.what;
}

// one point of 100 Hz, 3 - 4i ohm, and another
class ImpedanceSpellings : public ::testing::TestWithParam<Spelling> {};

TEST_P(ImpedanceSpellings, SameNumbers) {
  NITER_IDENTITY("the same spectrum under every name and sign");
  const auto recording = read({GetParam().text, "x.csv"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "impedance-csv");
  ASSERT_EQ(recording->parts.size(), 1u);
  const auto& part = recording->parts[0];
  EXPECT_EQ(part.technique, "eis");
  EXPECT_NEAR(value(part, "f", 0), 100, 1e-12);
  EXPECT_NEAR(value(part, "Z_re", 0), 3, 1e-12);
  EXPECT_NEAR(value(part, "Z_im", 0), -4, 1e-12);
  EXPECT_EQ(mentions(*recording, "does not name its format"), !GetParam().sure);
  EXPECT_LE(expect_cuts_are_seen(GetParam().text, "x.csv", impedance_csv_reader()), 5);
}

INSTANTIATE_TEST_SUITE_P(
    All, ImpedanceSpellings,
    ::testing::Values(
        Spelling{"pyimpspec", "f,Z',Z''\n100,3,-4\n10,5,-6\n"},
        Spelling{"negated", "f,-Z',-Z''\n100,-3,4\n10,-5,6\n"},
        Spelling{"words", "frequency,real,imaginary\n100,3,-4\n10,5,-6\n", false},
        Spelling{"biologic",
                 "freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\t|Z|/Ohm\r\n100\t3\t4\t5\r\n10\t5\t6\t7\r\n"},
        Spelling{"german",
                 "Frequenz (kHz);Realteil (Ohm);-Imaginärteil (Ohm)\n0,1;3;4\n0,01;5;6\n"},
        Spelling{"latin1",
                 "Frequenz [Hz];Realteil [Ohm];Imagin\xE4rteil [Ohm]\n100;3;-4\n10;5;-6\n"},
        Spelling{"chinese", "频率(Hz),实部(Ohm),虚部(Ohm)\n100,3,-4\n10,5,-6\n"},
        // the same in GBK
        Spelling{"gbk",
                 "\xC6\xB5\xC2\xCA(Hz),\xCA\xB5\xB2\xBF(Ohm),\xD0\xE9\xB2\xBF(Ohm)\n100,3,-4\n10,5,"
                 "-6\n"},
        Spelling{"units below", "f\tZre\tZim\nHz\tmOhm\tmOhm\n100\t3000\t-4000\n10\t5000\t-6000\n"},
        Spelling{"ezstat", "Frequency,|Z|,Phase,Re{Z},-Im{Z}\n100,5,-53,3,4\n10,7,-50,5,6\n"},
        Spelling{"polar", fmt::format("f,|Z| (Ohm),Phase(Z)/deg\n100,5,{0}\n10,5,{0}\n",
                                      std::atan2(-4, 3) * 180 / M_PI)},
        Spelling{"minus phase",
                 fmt::format("f/Hz,|Z|/Ohm,-Phase/rad\n100,5,{0}\n10,5,{0}\n", -std::atan2(-4, 3))},
        Spelling{"powersuite", "Frequency\t Zre\t Zimg\r\r\n100\t 3\t -4\r\r\n10\t 5\t -6\r\r\n"},
        Spelling{"pandas", "# by hand\n,Freq,Real,Imag\n0,100,3,-4\n1,10,5,-6\n", false}),
    [](const auto& spelling) {
      std::string word = spelling.param.what;
      std::erase(word, ' ');
      return word;
    });

std::string headerless(double sign) {
  std::string text;
  for (int k = 0; k < 12; ++k) {
    text += fmt::format("{:.6g},{},{}\n", std::pow(10, 3 - 0.2 * k), 3 + k, sign * (4 + k));
  }
  return text;
}

TEST(ImpedanceCsv, WithoutNamesItIsAGuessAndSaid) {
  NITER_IDENTITY("what is guessed is a caveat");
  const auto recording = read({headerless(-1), "x.csv"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "impedance-csv");
  EXPECT_EQ(value(recording->parts[0], "Z_im", 0), -4);
  EXPECT_TRUE(mentions(*recording, "does not name its format"));
  EXPECT_TRUE(mentions(*recording, "have no names"));
  EXPECT_TRUE(mentions(*read({headerless(1), "x.csv"}), "does the file hold -Im Z?"));
}

TEST(ImpedanceCsv, OrdinaryTextStaysOrdinary) {
  NITER_IDENTITY("no rule of this reader swallows a table of something else");
  std::string linear, shifted, two, waves = "f,real,z\n1,2,3\n", with_time;
  for (int k = 0; k < 60; ++k) {
    linear += fmt::format("{},{},{}\n", k + 1, 0.1 * k, -0.2 * k);
    shifted += fmt::format("{},{},{}\n", 1000 + k, 0.1 * k, -0.2 * k);
    two += fmt::format("{},{}\n", std::pow(10, 3 - 0.2 * k), k);
    with_time += fmt::format("{},{},0\n", std::pow(10, 3 - 0.1 * k), k);
  }
  for (const auto& text :
       {linear, shifted, two, waves, with_time, std::string("t/s,E/V,I/mA\n0,1,2\n1,1,2\n"),
        std::string("Wavelength,real,imag\n400,1,2\n401,1,2\n")}) {
    EXPECT_EQ(impedance_csv_reader().sniff({text, "x.csv"}), Match::No) << text.substr(0, 30);
  }
}

TEST(ImpedanceCsv, SweepsAreParts) {
  NITER_IDENTITY("a frequency that turns back begins a new spectrum");
  const auto recording =
      read({"f,Z',Z''\n100,1,-1\n10,1,-1\n1,2,-2\n0.1,2,-2\n100,3,-3\n10,3,-3\n1,3,-3\n0.1,4,-4\n",
            "x.csv"});
  ASSERT_TRUE(recording);
  ASSERT_EQ(recording->parts.size(), 2u);
  EXPECT_EQ(value(recording->parts[1], "Z_im", 0), -3);
  EXPECT_EQ(recording->parts[1].title, "sweep 2");
}

TEST(ImpedanceCsv, MistakesAreLocated) {
  NITER_IDENTITY("errors name file, line and column");
  EXPECT_NE(
      read({"f,Z',Z''\n100,1,-1\n10,oops,-1\n", "x.csv"}).error().text().find("x.csv:3:4: 'oops'"),
      std::string::npos);
}

struct Real {
  const char* file;
  std::size_t rows;
  double f, re, im;  // first point
  bool named;
};
void PrintTo(const Real& real, std::ostream* out) {
  *out << real.file;
}

class ImpedanceCsvExternal : public ::testing::TestWithParam<Real> {};

TEST_P(ImpedanceCsvExternal, Spectra) {
  NITER_IDENTITY("the first point stands in the first row");
  const auto bytes = shared(GetParam().file);
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto recording = read({bytes, GetParam().file});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "impedance-csv");
  ASSERT_EQ(recording->parts.size(), 1u);
  const auto& part = recording->parts[0];
  EXPECT_EQ(part.table.rows(), GetParam().rows);
  EXPECT_EQ(value(part, "f", 0), GetParam().f);
  EXPECT_EQ(value(part, "Z_re", 0), GetParam().re);
  EXPECT_EQ(value(part, "Z_im", 0), GetParam().im);
  EXPECT_EQ(mentions(*recording, "have no names"), !GetParam().named);
  EXPECT_TRUE(recording->complete);
}

INSTANTIATE_TEST_SUITE_P(Shared, ImpedanceCsvExternal,
                         ::testing::Values(Real{"eis/exampleData.csv", 66, 3.1623e-3,
                                                4.949989776405060160e-02, -2.043869854441892481e-02,
                                                false},
                                           Real{"eis/DRTtools_LIB_data.txt", 107, 999.040405,
                                                0.112362966, 0.00318273902, false},
                                           Real{"eis/1ZARC.csv", 81, 0.01, 59.20397431908595,
                                                0.5913301898954791, true}));

TEST(ImpedanceCsvSpectrumExternal, TheOneSpectrum) {
  NITER_IDENTITY("every format of the spectrum gives the same numbers");
  if (shared("eis/pyimpspec_data-tab.csv").empty()) GTEST_SKIP() << "no shared data folder";
  for (const char* const file :
       {"eis/pyimpspec_data-tab.csv", "eis/pyimpspec_data-comma-decimal-separator.csv",
        "eis/pyimpspec_data-header-variant-3.csv",
        "eis/pyimpspec_case-negative-real-imaginary.csv"}) {
    const auto bytes = shared(file);
    const auto recording = read({bytes, file});
    ASSERT_TRUE(recording) << recording.error().text();
    expect_pyimpspec(recording->parts.at(0), 1e-15);
    EXPECT_LE(expect_cuts_are_seen(bytes, file, impedance_csv_reader()), 30);
  }
}

TEST(ImpedanceCsvSpectrumExternal, EcLabsReaderGivesTheSame) {
  NITER_IDENTITY("two readers of one text give the same spectrum");
  const auto bytes = shared("eis/autoeis_test_data.txt");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto reader = find_reader("biologic-mpt");
  ASSERT_TRUE(reader);
  const auto theirs = (*reader)->read({bytes, "autoeis_test_data.txt"}, {});
  const auto ours = impedance_csv_reader().read({bytes, "autoeis_test_data.txt"}, {});
  ASSERT_TRUE(theirs) << theirs.error().text();
  ASSERT_TRUE(ours) << ours.error().text();
  // one of the two claims it
  EXPECT_TRUE(read({bytes, "autoeis_test_data.txt"}));
  EXPECT_EQ(all_rows(*ours, "f").size(), 67u);
  EXPECT_EQ(all_rows(*ours, "Z_im")[0], -34.680012);
  for (const std::string_view column : {"f", "Z_re", "Z_im", "E"}) {
    EXPECT_EQ(all_rows(*ours, column), all_rows(*theirs, column)) << column;
  }
}

TEST(ImpedanceCsvSpectrumExternal, OtherTablesAreNotTaken) {
  NITER_IDENTITY("a distribution of relaxation times is no spectrum");
  if (shared("eis/gamma_LIB_ECM.csv").empty()) GTEST_SKIP() << "no shared data folder";
  for (const char* const file :
       {"eis/gamma_LIB_ECM.csv", "eis/1ZARC_DRT-RR.csv", "voltammetry/irco_LSV_Co.txt",
        "voltammetry/engstfeld_2018_polycrystalline_17743_f4b_1.csv"}) {
    EXPECT_EQ(impedance_csv_reader().sniff({shared(file), file}), Match::No) << file;
  }
}

}  // namespace
}  // namespace niter::io
