#include "niter/io/readers.hpp"

#include <cmath>
#include <set>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::io {
namespace {

TEST(Readers, TextOfNobodyGoesToTheFallback) {
  NITER_IDENTITY("a text with a header and numbers is read whoever wrote it");
  const auto recording = read({"t/s,I/mA\n0,-1\n1.5,-2.25\n", "folder.x/it.CSV"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "delimited-text");
  ASSERT_EQ(recording->parts.size(), 1u);
  EXPECT_DOUBLE_EQ((*recording->parts[0].table.column("I"))[1], -2.25e-3);
  EXPECT_EQ((Source{"", "folder.x/it.CSV"}.extension()), "csv");
  EXPECT_EQ((Source{"", "folder.x/it"}.extension()), "");
}

TEST(Readers, AUnitThatAnotherColumnContradictsIsDoubted) {
  NITER_IDENTITY("one current divided by two areas gives columns in a constant ratio");
  std::string text = "E,j,j geo,other\nV RHE,mA cm-2,mA cm-2,mA cm-2\n";
  for (int k = 1; k < 20; ++k) {
    text += std::to_string(0.01 * k) + "," + std::to_string(0.3 * k) + "," +
            std::to_string(0.9 * k) + "," + std::to_string(k % 3) + "\n";
  }
  const auto recording = read({text, "lsv.txt"});
  ASSERT_TRUE(recording) << recording.error().text();
  ASSERT_EQ(recording->caveats.size(), 1u);
  EXPECT_NE(recording->caveats[0].find("constant factor 3"), std::string::npos);
}

TEST(Readers, ALastLineWithoutItsEndMayBeCut) {
  NITER_IDENTITY("half a number looks like a number: only the missing end of the line tells");
  EXPECT_TRUE(read({"t/s,I/mA\n0,-1\n1.5,-2.25\n", "it.csv"})->complete);
  const auto cut = read({"t/s,I/mA\n0,-1\n1.5,-2.2", "it.csv"});
  ASSERT_TRUE(cut);
  EXPECT_FALSE(cut->complete);
  EXPECT_NE(cut->caveats.at(0).find("last line"), std::string::npos);
}

TEST(Readers, EachStandsOnceInTheTable) {
  NITER_IDENTITY("a reader that stands twice claims every file twice");
  std::set<std::string_view> names;
  for (const auto& reader : readers()) EXPECT_TRUE(names.insert(reader.name).second) << reader.name;
}

TEST(Readers, WhoIsSurerReadsAndDoubtIsTold) {
  NITER_IDENTITY("a spectrum with its names goes before any text; without names a caveat says so");
  std::string rows;
  for (int i = 0; i < 30; ++i) {  // 100 ohm and 100 ohm beside 1.6 ms
    const double f = 1e4 * std::pow(10, -i / 6.0), x = f / 100;
    rows += fmt::format("{},{},{}\n", f, 100 + 100 / (1 + x * x), -100 * x / (1 + x * x));
  }
  const auto named = read({"f/Hz,Z_re/Ohm,Z_im/Ohm\n" + rows, "z.csv"});
  ASSERT_TRUE(named) << named.error().text();
  EXPECT_EQ(named->format, "impedance-csv");
  const auto bare = read({rows, "z.csv"});
  ASSERT_TRUE(bare) << bare.error().text();
  EXPECT_EQ(bare->format, "impedance-csv");
  ASSERT_FALSE(bare->caveats.empty());
  EXPECT_NE(bare->caveats.back().find("does not name its format"), std::string::npos);
}

TEST(Readers, WhatNobodyKnowsIsRefusedInWords) {
  NITER_IDENTITY("errors name the file and what to do");
  EXPECT_NE(read({"", "x"}).error().text().find("x: the file is empty"), std::string::npos);
  EXPECT_NE(read({std::string_view("\0\1\2\3", 4), "x"}).error().text().find("no reader knows"),
            std::string::npos);
  EXPECT_NE(find_reader("delimited").error().text().find("delimited-text"), std::string::npos);
}

}  // namespace
}  // namespace niter::io
