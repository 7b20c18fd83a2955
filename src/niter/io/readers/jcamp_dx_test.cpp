#include "niter/io/readers/jcamp_dx.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/io/reader_testing.hpp"
#include "niter/io/readers.hpp"
#include "niter/io/readers/jcamp_ordinates.hpp"

namespace niter::io {
namespace {

using testing::error_of;
using testing::read_whole;
using testing::shared_file;

const Reader reader = jcamp_dx_reader();

std::vector<double> ordinates(std::string_view text) {
  const auto table = jcamp::read_ordinates(split_lines(text), 1000, "it");
  EXPECT_TRUE(table) << table.error().text();
  return table ? table->y : std::vector<double>{};
}

TEST(JcampOrdinates, TheSameInAllForms) {
  NITER_SOURCE("mcdonald1988", "the same ordinates in FIX, PAC, SQZ, DIF and DIFDUP form");
  const std::vector<double> wanted{0, 1, 2, 3, 3, 2, 1, 0, -1, -2, -3, 40, -123, -123, -123};
  EXPECT_EQ(ordinates("599 0 1 2 3 3 2 1 0 -1 -2 -3\n610, 4.0E+01; -123 -123 -123"), wanted);
  EXPECT_EQ(ordinates("599+0+1+2+3+3+2+1+0-1-2-3\n610+40-123-123-123"), wanted);
  EXPECT_EQ(ordinates("599@ABCCBA@abc\n610D0a23a23a23"), wanted);
  EXPECT_EQ(ordinates("599@JJJ%jjjjjj\n609cM3j63%%"), wanted);
  EXPECT_EQ(ordinates("599@JU%jX\n609cM3j63%T"), wanted);
  EXPECT_EQ(ordinates("1A0Us"), (std::vector<double>(11, 10)));
}

TEST(JcampOrdinates, ChecksAndErrors) {
  NITER_SOURCE("mcdonald1988", "the first ordinate behind a line of differences is a check");
  const auto wrong = jcamp::read_ordinates(split_lines("5@JJ\n3CJ\n2DJ"), 1000, "it");
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->failed_checks, 1);
  EXPECT_EQ(wrong->first_failed, 2);
  EXPECT_EQ(wrong->y, (std::vector<double>{0, 1, 3, 4, 5}));
  const auto error = [](std::string_view text) {
    const auto table = jcamp::read_ordinates(split_lines(text), 1000, "it");
    return table ? "none" : table.error().text();
  };
  EXPECT_NE(error("1 2\n2 #").find("it:2:3"), std::string::npos);
  EXPECT_NE(error("1J").find("a difference to nothing"), std::string::npos);
  EXPECT_NE(error("1S").find("a repetition of nothing"), std::string::npos);
  EXPECT_NE(error("1A0Z99999999").find("more repetitions"), std::string::npos);
  EXPECT_EQ(error("1A0S99"), "none");
  EXPECT_NE(error("x").find("begins with its abscissa"), std::string::npos);
}

std::string block(std::string_view records, std::string_view table) {
  return fmt::format(
      "##TITLE= it\n##JCAMP-DX= 4.24\n##DATA TYPE= INFRARED SPECTRUM $$ comment\n"
      "##XUNITS= 1/CM\n##YUNITS= ABSORBANCE\n{}{}##END=\n",
      records, table);
}

const std::string infrared = block(
    "##FIRSTX= 400\n##LASTX= 408\n##NPOINTS= 5\n##XFACTOR= 2\n##YFACTOR= 0.5\n##FIRSTY=1\n##MAXY= "
    "3.0\n",
    "##XYDATA= (X++(Y..Y))\n200 +2+4\n202 +6+4+2\n");

TEST(JcampDx, AxesAndChecks) {
  NITER_IDENTITY("x runs from FIRSTX to LASTX; y is the stored number times YFACTOR");
  EXPECT_EQ(reader.sniff({infrared, "x"}), Match::Yes);
  const auto recording = read_whole(reader, infrared);
  ASSERT_EQ(recording.parts.size(), 1u);
  const auto& part = recording.parts[0];
  EXPECT_EQ(part.technique, "spectrum");
  EXPECT_EQ(part.title, "it");
  EXPECT_EQ((*part.table.column("wavenumber"))[4], 40800);
  EXPECT_EQ((*part.table.column("absorbance"))[2], 3);
  EXPECT_TRUE(recording.caveats.empty()) << recording.caveats[0];
  EXPECT_EQ(part.table.provenance.settings.at("DATATYPE"), "INFRARED SPECTRUM");

  // each contradiction is named
  const auto caveats = [](std::string text, std::string_view from, std::string_view to) {
    text.replace(text.find(from), from.size(), to);
    const auto result = read_whole(reader, text);
    return result.caveats.empty() ? std::string() : result.caveats.front();
  };
  EXPECT_NE(caveats(infrared, "NPOINTS= 5", "NPOINTS= 6").find("NPOINTS says 6"),
            std::string::npos);
  EXPECT_NE(caveats(infrared, "FIRSTY=1", "FIRSTY=9").find("first ordinate"), std::string::npos);
  EXPECT_NE(caveats(infrared, "MAXY= 3.0", "MAXY= 9.0").find("largest"), std::string::npos);
  EXPECT_NE(caveats(infrared, "202 +6", "207 +6").find("abscissas of 1 lines"), std::string::npos);
  EXPECT_NE(caveats(infrared, "##END=\n", "").find("cut off"), std::string::npos);
}

TEST(JcampDx, PointsPeaksAndBlocks) {
  NITER_IDENTITY("every table is a part, in whatever block");
  const auto recording = read_whole(
      reader, "##TITLE= all\n##DATA TYPE= LINK\n##BLOCKS= 2\n" +
                  block("##XFACTOR= 1\n##YFACTOR= 2\n", "##XYPOINTS= (XY..XY)\n1,2;3,4\n5, ?\n") +
                  block("", "##PEAK TABLE= (XY..XY)\n(450, 1) (460, 2)\n") + "##END\n");
  ASSERT_EQ(recording.parts.size(), 2u);
  EXPECT_TRUE(recording.complete);
  EXPECT_EQ((*recording.parts[0].table.column("absorbance"))[1], 8);
  EXPECT_TRUE(std::isnan((*recording.parts[0].table.column("absorbance"))[2]));
  EXPECT_EQ((*recording.parts[1].table.column("wavenumber"))[1], 46000);
  EXPECT_NE(error_of(reader, block("", "##XYPOINTS= (XY..XY)\n1,2\n3,oops\n")).find("it:8:3"),
            std::string::npos);
  EXPECT_NE(error_of(reader, "##TITLE= it\n##END=\n").find("no table of numbers"),
            std::string::npos);
}

TEST(JcampDx, ComplexNmrWithShift) {
  NITER_SOURCE("davies1993", "NTUPLES; .OBSERVE FREQUENCY; .SHIFT REFERENCE");
  const auto recording = read_whole(
      reader,
      "##TITLE= it\n##DATA TYPE= NMR SPECTRUM\n##.OBSERVE FREQUENCY= 400\n"
      "##.SHIFT REFERENCE= INTERNAL, TMS, 1, 10\n##NTUPLES= NMR SPECTRUM\n"
      "##VAR_NAME= FREQUENCY, SPECTRUM/REAL, SPECTRUM/IMAG, PAGE NUMBER\n##SYMBOL= X, R, I, N\n"
      "##VAR_DIM= 3, 3, 3, 2\n##UNITS= HZ, ARBITRARY UNITS, ARBITRARY UNITS,\n"
      "##FIRST= 800, 1, 2, 1\n##LAST= 0, 1, 2, 2\n##FACTOR= 400, 2, 3, 1\n##PAGE= N=1\n"
      "##DATA TABLE= (X++(R..R)), XYDATA\n2A1J1J1\n0C3 $$ checkpoint\n##PAGE= N=2\n"
      "##DATA TABLE= (X++(I..I)), XYDATA\n2 4 5 6\n##END NTUPLES= NMR SPECTRUM\n##END=\n");
  ASSERT_EQ(recording.parts.size(), 1u);
  EXPECT_TRUE(recording.caveats.empty());
  EXPECT_EQ(recording.parts[0].technique, "nmr");
  const auto& table = recording.parts[0].table;
  EXPECT_EQ((*table.column("f"))[1], 400);
  EXPECT_EQ((*table.column("intensity"))[2], 66);
  EXPECT_EQ((*table.column("intensity_im"))[2], 18);
  EXPECT_DOUBLE_EQ((*table.column("shift"))[0], 10e-6);
  EXPECT_DOUBLE_EQ((*table.column("shift"))[2], 8e-6);
}

TEST(JcampDx, CutDamagedAndHostile) {
  NITER_IDENTITY("a cut file never passes for a whole one; a count claims no memory");
  const auto squeezed =
      block("##FIRSTX=1\n##LASTX=6\n##NPOINTS=6\n", "##XYDATA=(X++(Y..Y))\n1A0J5T\n4B5k3\n5B2\n");
  testing::expect_cuts_are_seen(reader, infrared);
  testing::expect_cuts_are_seen(reader, squeezed);
  testing::expect_damage_is_survived(reader, squeezed, 3000);
  std::string hostile = "##XYDATA=(X++(Y..Y))\n1A0";
  for (int i = 0; i < 1000; ++i) hostile += "Z9999999";
  EXPECT_NE(error_of(reader, block("##FIRSTX=1\n##DELTAX=1\n", hostile + "\n")).find("repetitions"),
            std::string::npos);
}

TEST(JcampDxExternal, EveryFileOfTheFolders) {
  NITER_SOURCE("mcdonald1988", "NPOINTS, FIRSTY, MAXY and MINY of each file");
  for (const auto& [name, rows, caveats] : {std::tuple{"uvvis/toluene_uv.jdx", 335u, 0u},
                                            {"uvvis/uv.jdx", 911u, 0u},
                                            {"nmr/BRUKDIF.DX", 16384u, 0u},
                                            {"nmr/BRUKSQZ.DX", 16384u, 0u},
                                            {"nmr/ethanol_nmr.jdx", 4u, 1u},
                                            {"nmr/ethylvinylether_1h.jdx", 16384u, 0u},
                                            {"ftir/ammonia.jdx", 3578u, 0u},
                                            {"ftir/carbon_monoxide.jdx", 3574u, 0u},
                                            {"ftir/ethanol2.jdx", 1764u, 1u},
                                            {"ftir/isopropanol_ASDF.jdx", 9541u, 0u},
                                            {"ftir/water.jdx", 880u, 0u},
                                            {"ftir/PE1800.DX", 3301u, 0u}}) {
    const auto bytes = shared_file(name);
    if (bytes.empty()) GTEST_SKIP();
    const auto recording = read({bytes, name});
    ASSERT_TRUE(recording) << recording.error().text();
    EXPECT_EQ(recording->format, "jcamp-dx");
    EXPECT_TRUE(recording->complete) << name;
    EXPECT_EQ(recording->parts.at(0).table.rows(), rows) << name;
    EXPECT_EQ(recording->caveats.size(), caveats) << name << recording->caveats.at(0);
  }
}

TEST(JcampDxExternal, FourFormsAgree) {
  NITER_SOURCE("jcampconverter", "__tests__/data/compression-small: one spectrum in four forms");
  const std::vector<double> common{-10247, 1201, -5196, 7245, -5777, 5015, -8583, -3100};
  for (const auto* form : {"difdup", "fix", "packed", "squeezed"}) {
    const auto bytes = shared_file(fmt::format("nmr/jcamp_small/jcamp-{}.dx", form));
    if (bytes.empty()) GTEST_SKIP();
    const auto recording = read_whole(reader, bytes);
    const auto& y = recording.parts.at(0).table.columns.at(1).values;
    ASSERT_GE(y.size(), common.size());
    EXPECT_TRUE(std::equal(common.begin(), common.end(), y.begin())) << form;
    EXPECT_TRUE(recording.caveats.empty()) << form;
    testing::expect_cuts_are_seen(reader, bytes);
  }
}

TEST(JcampDxExternal, ValuesOfSpectra) {
  NITER_IDENTITY("extremes and sums stated in the files; a peak list agrees with its spectrum");
  const auto difference = shared_file("nmr/BRUKDIF.DX");
  const auto ethanol = shared_file("nmr/ethanol_nmr.jdx");
  const auto vinyl = shared_file("nmr/ethylvinylether_1h.jdx");
  if (difference.empty() || ethanol.empty() || vinyl.empty()) GTEST_SKIP();
  const auto carbon = read_whole(reader, difference);
  const auto& y = carbon.parts.at(0).table.columns.at(1).values;
  EXPECT_EQ(*std::ranges::max_element(y), 972201806);
  EXPECT_EQ(*std::ranges::min_element(y), -27593239);
  EXPECT_EQ(y[0], 2254931);

  const auto proton = read_whole(reader, ethanol);
  ASSERT_EQ(proton.parts.size(), 2u);
  const auto spectrum = *proton.parts[1].table.column("intensity");
  const auto shift = *proton.parts[1].table.column("shift");
  const auto top = std::ranges::max_element(spectrum) - spectrum.begin();
  EXPECT_NEAR(shift[static_cast<std::size_t>(top)], 1.24796e-6, 1e-9);  // second of the peak list
  EXPECT_NEAR(spectrum[static_cast<std::size_t>(top)], 35174796, 0.1);

  const auto pages = read_whole(reader, vinyl);
  ASSERT_EQ(pages.parts.size(), 1u);
  const auto real = *pages.parts[0].table.column("intensity");
  const auto imaginary = *pages.parts[0].table.column("intensity_im");
  EXPECT_EQ(real[0], -119886);
  EXPECT_EQ(real.back(), -109159);
  EXPECT_EQ(*std::ranges::max_element(real), 520359808);
  EXPECT_EQ(imaginary[0], -189464);
  EXPECT_EQ(imaginary.back(), -213748);
  EXPECT_EQ(*std::ranges::min_element(imaginary), -307496575);
}

}  // namespace
}  // namespace niter::io
