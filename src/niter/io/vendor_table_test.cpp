#include "niter/io/vendor_table.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/io/encoding.hpp"
#include "niter/io/vendor_testing.hpp"
#include "niter/io/writers/autolab_nova.hpp"
#include "niter/io/writers/chi_txt.hpp"
#include "niter/io/writers/gamry_dta.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

TEST(VendorTable, HeadersAndUnitsOfVendors) {
  NITER_IDENTITY("one unit in the spellings of many vendors");
  const auto parts = [](std::string_view header) {
    const auto found = split_header(header);
    return found.name + "|" + found.unit;
  };
  EXPECT_EQ(parts("WE(1).Current (A)"), "WE(1).Current|A");
  EXPECT_EQ(parts("Freq/Hz"), "Freq|Hz");
  EXPECT_EQ(parts("E(V)"), "E|V");
  EXPECT_EQ(parts("Z' [Ohm]"), "Z'|Ohm");
  EXPECT_EQ(parts("|Vac| (V)"), "|Vac||V");
  EXPECT_EQ(parts("Z Real"), "Z Real|");
  std::string scale;
  EXPECT_TRUE(vendor_unit("V vs. Ref.", &scale)->same_dimension(Unit::of("V")));
  EXPECT_EQ(scale, "vs. Ref.");
  EXPECT_TRUE(vendor_unit("V RHE", &scale)->same_dimension(Unit::of("V")));
  EXPECT_EQ(scale, "vs. RHE");
  EXPECT_EQ(vendor_unit("Ohm.cm²")->scale(), Unit::of("ohm cm2").scale());
  EXPECT_EQ(vendor_unit("\\g(m)A cm\\+(-2)")->scale(), Unit::of("uA cm-2").scale());
  EXPECT_EQ(vendor_unit("ohms")->scale(), 1);
  EXPECT_FALSE(vendor_unit("oops"));
}

TEST(VendorTable, OptionsChooseNameAndState) {
  NITER_IDENTITY("the user says what the file does not");
  const std::string_view nova = "Time (s);WE(1).Current (A);Flow\n1;2;3\n4;5;6\n";
  const auto chosen = read({nova, "n.txt"}, {.columns = {{"I", "WE(1).Current"}, {"flow", "Flow"}},
                                             .units = {{"I", "mA"}, {"flow", "mL"}}});
  ASSERT_TRUE(chosen) << chosen.error().text();
  const auto& table = chosen->parts[0].table;
  ASSERT_EQ(table.columns.size(), 2u);
  EXPECT_EQ(table.find("I")->values, (std::vector<double>{2e-3, 5e-3}));
  EXPECT_DOUBLE_EQ(table.find("flow")->values[0], 3e-6);
  EXPECT_EQ(read({nova, "n.txt"}, {.columns = {{"I", "WE(1).Curent (A)"}}}).error().hint,
            "did you mean 'WE(1).Current (A)'?");
  EXPECT_EQ(read({nova, "n.txt"}, {.units = {{"I", "V"}}}).error().code, Code::Unit);
}

TEST(VendorTable, AnUnknownOrWrongUnitIsACaveat) {
  NITER_IDENTITY("a reader goes on and says what it did not understand");
  const auto recording = read({"Time (V);WE(1).Current (A);Flow (foo)\n1;2;3\n", "n.txt"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(value(recording->parts[0], "t", 0), 1);
  EXPECT_TRUE(mentions(*recording, "column 'Time (V)': 'V' is no unit of time"));
  EXPECT_TRUE(mentions(*recording, "'foo' is no unit known"));
}

TEST(VendorTable, WhatWindowsPrintsForNoNumberIsMissing) {
  NITER_IDENTITY("a value that is not there is NaN and no error");
  const auto recording =
      read({"Time (s);WE(1).Current (A)\n1;-1.#IND\n2;---\n3;NaN\n4;5\n", "n.txt"});
  ASSERT_TRUE(recording) << recording.error().text();
  for (std::size_t k = 0; k < 3; ++k) EXPECT_TRUE(std::isnan(value(recording->parts[0], "I", k)));
  EXPECT_EQ(last(recording->parts[0], "I"), 5);
}

std::string utf16(std::string_view utf8, bool little) {
  // of the characters below 0x800 that our writers use
  std::string out(little ? "\xFF\xFE" : "\xFE\xFF");
  for (std::size_t k = 0; k < utf8.size(); ++k) {
    unsigned code = static_cast<unsigned char>(utf8[k]);
    if (code >= 0xC0) code = (code & 0x1F) << 6 | (static_cast<unsigned char>(utf8[++k]) & 0x3F);
    const char low = static_cast<char>(code & 0xFF), high = static_cast<char>(code >> 8);
    out += little ? low : high;
    out += little ? high : low;
  }
  return out;
}

std::string with_line_ends(std::string_view text, std::string_view end) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n')
      out += end;
    else
      out += c;
  }
  return out;
}

TEST(VendorTable, EveryEncodingAndLineEndGivesTheSame) {
  NITER_IDENTITY("how a text is stored does not change its numbers");
  const auto run = run_of(RunKind::PotentiostaticImpedance);
  for (const auto& written :
       {to_gamry_dta(spectrum(), run), to_chi_txt(spectrum(), run),
        to_autolab_nova(spectrum(), run), to_autolab_zview(spectrum(), run)}) {
    ASSERT_TRUE(written);
    const auto text = *to_utf8(*written, "x");
    const auto plain = read({text, "x"});
    ASSERT_TRUE(plain) << plain.error().text();
    for (const auto& bytes :
         {*written, "\xEF\xBB\xBF" + text, utf16(text, true), utf16(text, false),
          with_line_ends(text, "\n"), with_line_ends(text, "\r"), with_line_ends(text, "\r\r\n")}) {
      const auto other = read({bytes, "x"});
      ASSERT_TRUE(other) << other.error().text();
      EXPECT_EQ(other->format, plain->format);
      ASSERT_EQ(other->parts.size(), plain->parts.size());
      EXPECT_TRUE(begins_like(plain->parts[0].table, other->parts[0].table));
      EXPECT_EQ(other->parts[0].table.rows(), plain->parts[0].table.rows());
      EXPECT_EQ(other->complete, plain->complete);
    }
  }
}

TEST(VendorTable, ASmallFileClaimsLittle) {
  NITER_IDENTITY("memory follows the bytes of the file, not what its header promises");
  // names without end above lines without content, and a promise of 1e15 rows
  const std::string wide = "Time (s);WE(1).Current (A)" + std::string(50000, ';') + "\n" +
                           std::string(50000, '\n') + "1;2\n";
  EXPECT_FALSE(read({wide, "n.txt"}));
  const auto gamry =
      read({"EXPLAIN\nTAG\tCHRONOA\nCURVE\tTABLE\t1e15\n\tPt\tT\n\t#\ts\n\t0\t1\n", "g.dta"});
  ASSERT_TRUE(gamry);
  EXPECT_EQ(gamry->parts[0].table.rows(), 1u);
  EXPECT_FALSE(gamry->complete);
}

struct Real {
  const char* file;
  const char* format;
  std::size_t step;  // bytes between two cuts
  int unseen;        // cuts between rows that the format cannot show, at most
};
void PrintTo(const Real& real, std::ostream* out) {
  *out << real.file;
}

class VendorCutsExternal : public ::testing::TestWithParam<Real> {};

TEST_P(VendorCutsExternal, CutsOfRealFilesAreSeen) {
  NITER_IDENTITY("a cut file gives an error or whole rows that are marked");
  const auto bytes = shared(GetParam().file);
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto reader = find_reader(GetParam().format);
  ASSERT_TRUE(reader);
  EXPECT_LE(expect_cuts_are_seen(bytes, GetParam().file, **reader, GetParam().step),
            GetParam().unseen);
}

// a CV of Gamry without counts, a csv and a PowerSuite text have one unseen cut a row
INSTANTIATE_TEST_SUITE_P(
    Shared, VendorCutsExternal,
    ::testing::Values(Real{"voltammetry/gamry_eispot_data.dta", "gamry-dta", 1, 3},
                      Real{"voltammetry/gamry_ocp_data.dta", "gamry-dta", 1, 0},
                      Real{"voltammetry/gamry_cv_data.dta", "gamry-dta", 1, 64},
                      Real{"eis/pyimpspec_data.dta", "gamry-dta", 7, 1},
                      Real{"eis/exampleDataCHInstruments.txt", "chi-text", 1, 0},
                      Real{"voltammetry/chi_CV_microelectrode.csv", "chi-text", 41, 0},
                      Real{"voltammetry/chi_ferricyanide_20mVs.csv", "chi-text", 1009, 0},
                      Real{"eis/pyimpspec_data.dfr", "autolab-dfr", 1, 12},
                      Real{"voltammetry/versastat_OCP_RHE_AgAgCl_HClO4.par", "versastat-par", 3,
                           80},
                      Real{"eis/exampleDataVersaStudio.par", "versastat-par", 31, 20},
                      Real{"eis/exampleDataParstat.txt", "parstat-text", 211, 10},
                      Real{"eis/exampleDataAutolab.txt", "zplot-z", 1, 0},
                      Real{"eis/pyimpspec_data.z", "zplot-z", 1, 29},
                      Real{"eis/exampleData.csv", "impedance-csv", 3, 40},
                      Real{"eis/1ZARC.csv", "impedance-csv", 1, 82}));

}  // namespace
}  // namespace niter::io
