#include "niter/io/readers/ivium_idf.hpp"

#include <fmt/format.h>

#include "niter/io/reader_testing.hpp"
#include "niter/io/readers.hpp"

namespace niter::io {
namespace {

using testing::error_of;
using testing::read_whole;
using testing::shared_file;

const Reader reader = ivium_idf_reader();
const std::string zeros(4, '\0');

std::string data_set(std::string_view method, std::string_view rows, int count, int times = 0) {
  std::string text =
      std::string(16, '\0') + std::string("H\0\0\0\r\n", 6) + "Peaks=false\r\nserialnumber=B1\r\n";
  for (int i = 1; i <= times; ++i) text += fmt::format("timing.time[{}]={}\r\n", i, 0.5 * i);
  return text +
         fmt::format(
             "Method={}\r\nTitle=It \xB5\r\nData Options.Area=1\r\n2\r\nData Objects  \r\n0\r\n"
             "primary_data    \r\n3   \r\n{}    \r\n{}7\r\nosc_data   \r\n1\r\n3\r\n1\r\n"
             "1.0E+05 1.0E-05 1.0E-04 \r\n",
             method, count, rows) +
         zeros + "\r\n" + zeros + "\r\n";
}

const std::string spectrum =
    data_set("Impedance", "1.5E+02  -2.5E+01\t1.0E+04 \r\n2.5E+02  -3.5E+01\t1.0E+03 \r\n", 2, 2);

TEST(IviumIdf, ColumnsFollowFromTheMethod) {
  NITER_SOURCE("pyimpspec", "src/pyimpspec/data/formats/ids.py: Re Z, Im Z, f");
  EXPECT_EQ(reader.sniff({spectrum, "x"}), Match::Yes);
  const auto recording = read_whole(reader, spectrum);
  ASSERT_EQ(recording.parts.size(), 1u);
  EXPECT_TRUE(recording.complete);
  const auto& part = recording.parts[0];
  EXPECT_EQ(part.technique, "eis");
  EXPECT_EQ(part.title, "It \xC2\xB5");
  EXPECT_EQ((*part.table.column("Z_im"))[1], -35);
  EXPECT_EQ((*part.table.column("f"))[0], 1e4);
  EXPECT_EQ((*part.table.column("t"))[1], 1.0);
  EXPECT_EQ(part.table.provenance.settings.at("Data Options.Area"), "1");

  const auto sweep = read_whole(reader, data_set("CyclicVoltammetry", "0.5 -1e-3 0\r\n", 1));
  EXPECT_EQ(sweep.parts[0].technique, "cv");
  EXPECT_EQ(sweep.parts[0].table.columns.size(), 2u);
  EXPECT_EQ((*sweep.parts[0].table.column("I"))[0], -1e-3);
  const auto steps = read_whole(
      reader, data_set("Transients\r\nTechnique=ChronoPotentiometry", "1 0.5 2e-3\r\n", 1));
  EXPECT_EQ(steps.parts[0].technique, "cp");
  EXPECT_EQ((*steps.parts[0].table.column("I"))[0], 2e-3);
  EXPECT_EQ(read_whole(reader, data_set("Pump", "1 2 3\r\n", 1)).caveats.size(), 1u);
}

TEST(IviumIdf, SeveralDataSets) {
  NITER_IDENTITY("each data set its part, with its own settings");
  const auto recording = read_whole(reader, spectrum + data_set("LinearSweep", "1 2 0\r\n", 1));
  ASSERT_EQ(recording.parts.size(), 2u);
  EXPECT_EQ(recording.parts[1].technique, "lsv");
  EXPECT_EQ(recording.parts[1].table.find("t"), nullptr);
}

TEST(IviumIdf, CutDamagedAndHostile) {
  NITER_IDENTITY("a cut file never passes for a whole one; a count claims no memory");
  testing::expect_cuts_are_seen(reader, spectrum);
  testing::expect_damage_is_survived(reader, spectrum, 3000);
  const auto claimed = data_set("Impedance", "1 2 3\r\n", 900000000);
  EXPECT_NE(error_of(reader, claimed).find("it:14:1: 1 fields"), std::string::npos)
      << error_of(reader, claimed);
  const auto ended = read_whole(reader, claimed.substr(0, claimed.find("7\r\nosc")));
  EXPECT_FALSE(ended.complete);
  EXPECT_EQ(ended.parts.at(0).table.rows(), 1u);
  EXPECT_NE(error_of(reader, data_set("Impedance", "1 x 3\r\n", 1)).find("it:13:3: 'x'"),
            std::string::npos)
      << error_of(reader, data_set("Impedance", "1 x 3\r\n", 1));
}

TEST(IviumIdfExternal, SpectrumOfAllFormats) {
  NITER_SOURCE("pyimpspec", "tests/data.idf");
  const auto bytes = shared_file("eis/pyimpspec_data.idf");
  if (bytes.empty()) GTEST_SKIP();
  const auto recording = read({bytes, "it.idf"});
  ASSERT_TRUE(recording) << recording.error().text();
  ASSERT_EQ(recording->parts.size(), 1u);
  EXPECT_TRUE(recording->complete);
  const auto& table = recording->parts[0].table;
  ASSERT_EQ(table.rows(), 29u);
  EXPECT_EQ(recording->parts[0].technique, "eis");
  EXPECT_EQ(recording->parts[0].title, "Test");
  EXPECT_EQ((*table.column("f"))[0], 1e4);
  EXPECT_NEAR((*table.column("Z_re"))[0], 109.00918, 5e-4);
  EXPECT_NEAR((*table.column("Z_im"))[0], -26.55568, 5e-5);
  EXPECT_NEAR((*table.column("Z_im"))[28], -90.6181, 5e-5);
  EXPECT_EQ(table.provenance.settings.at("Current Range"), "100uA");
  testing::expect_cuts_are_seen(reader, bytes, 211);
}

}  // namespace
}  // namespace niter::io
