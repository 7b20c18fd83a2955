#include "niter/io/readers/avantes_text.hpp"

#include <cmath>

#include "niter/io/reader_testing.hpp"
#include "niter/io/readers.hpp"

namespace niter::io {
namespace {

using testing::error_of;
using testing::read_whole;
using testing::shared_file;

const Reader reader = avantes_text_reader();

const std::string spectrum =
    "\r\nIntegration time [ms]:   1.500\r\nData measured with spectrometer [name]: 1U1\r\n"
    "Wave   ;Sample   ;Dark     ;Reference;Scope\r\n[nm]   ;[counts] ;[counts] ;[counts] \r\n\r\n"
    " 500.5;  11.000;   1.000;  101.000\r\n 501.0;  -5.0;   1.000;  101.000\r\n\r\n";

TEST(AvantesText, CountsAndAbsorbance) {
  NITER_IDENTITY("a tenth of the light is an absorbance of 1; no light has none");
  EXPECT_EQ(reader.sniff({spectrum, "x"}), Match::Yes);
  const auto recording = read_whole(reader, spectrum);
  ASSERT_EQ(recording.parts.size(), 1u);
  EXPECT_TRUE(recording.complete);
  EXPECT_EQ(recording.instrument, "Avantes 1U1");
  const auto& table = recording.parts[0].table;
  EXPECT_DOUBLE_EQ((*table.column("wavelength"))[0], 500.5e-9);
  EXPECT_EQ((*table.column("counts_reference"))[0], 101);
  EXPECT_DOUBLE_EQ((*table.column("absorbance"))[0], 1);
  EXPECT_TRUE(std::isnan((*table.column("absorbance"))[1]));
  EXPECT_EQ(table.provenance.settings.at("Integration time [ms]"), "1.500");

  auto comma = spectrum;
  for (char& c : comma) c = c == '.' ? ',' : c;
  EXPECT_DOUBLE_EQ((*read_whole(reader, comma).parts.at(0).table.column("wavelength"))[0],
                   500.5e-9);
}

TEST(AvantesText, OptionsChooseColumns) {
  NITER_IDENTITY("only the columns asked for, under the words asked for");
  const auto chosen = reader.read({spectrum, "it"}, {.columns = {{"absorbance", "counts"}}});
  ASSERT_TRUE(chosen) << chosen.error().text();
  ASSERT_EQ(chosen->parts.at(0).table.columns.size(), 1u);
  EXPECT_EQ(chosen->parts[0].table.columns[0].name, "absorbance");
  EXPECT_EQ(chosen->parts[0].table.columns[0].values[0], 11);
  const auto missing = reader.read({spectrum, "it"}, {.columns = {{"I", "current"}}});
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().text().find("it: no column 'current'"), std::string::npos)
      << missing.error().text();
}

TEST(AvantesText, CutAndDamaged) {
  NITER_IDENTITY("a cut file never passes for a whole one");
  testing::expect_cuts_are_seen(reader, spectrum);
  testing::expect_damage_is_survived(reader, spectrum, 3000);
  auto bad = spectrum;
  bad.replace(bad.find("-5.0"), 4, "oops");
  EXPECT_NE(error_of(reader, bad).find("it:8:"), std::string::npos) << error_of(reader, bad);
}

TEST(AvantesTextExternal, SampleAndReference) {
  NITER_IDENTITY("first and last row as they stand there; the first file is the reference itself");
  const auto blank = shared_file("uvvis/1908047U1_0000.Raw8.TXT");
  const auto sample = shared_file("uvvis/1908047U1_0001.Raw8.txt");
  if (blank.empty() || sample.empty()) GTEST_SKIP();
  for (const auto& [bytes, first] : {std::pair{blank, 483.977}, {sample, 231.779}}) {
    const auto recording = read({bytes, "it"});
    ASSERT_TRUE(recording) << recording.error().text();
    EXPECT_EQ(recording->format, "avantes-text");
    EXPECT_TRUE(recording->complete);
    EXPECT_TRUE(recording->caveats.empty());
    const auto& table = recording->parts.at(0).table;
    EXPECT_EQ(table.rows(), 1921u);
    EXPECT_DOUBLE_EQ((*table.column("wavelength"))[0], 128.909e-9);
    EXPECT_DOUBLE_EQ((*table.column("wavelength")).back(), 1160.368e-9);
    EXPECT_EQ((*table.column("counts"))[0], first);
    EXPECT_EQ((*table.column("counts_dark"))[0], -0.956);
    EXPECT_NEAR((*table.column("absorbance"))[0], -std::log10((first + 0.956) / (81.480 + 0.956)),
                1e-12);
  }
  testing::expect_cuts_are_seen(reader, sample, 997);
}

}  // namespace
}  // namespace niter::io
