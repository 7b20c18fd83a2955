#include <cmath>
#include <string>

#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"
#include "niter/io/reader_testing.hpp"
#include "niter/io/readers.hpp"
#include "niter/io/readers/biologic_mpt.hpp"
#include "niter/io/writers/biologic_mpt.hpp"
#include "niter/io/writers/writers_testing.hpp"

namespace niter::io {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string written(RunKind kind) {
  const bool impedance =
      kind == RunKind::PotentiostaticImpedance || kind == RunKind::GalvanostaticImpedance;
  auto table = impedance ? spectrum() : record();
  std::erase_if(table.columns, [](const auto& column) { return column.name == "overload"; });
  const auto text = to_biologic_mpt(table, run_of(kind));
  EXPECT_TRUE(text) << text.error().text();
  return text ? *text : std::string();
}

// the parts of a recording as one table again
data::Table joined(const Recording& recording) {
  data::Table table = recording.parts.at(0).table;
  for (std::size_t k = 1; k < recording.parts.size(); ++k) {
    for (auto& column : table.columns) {
      const auto* const more = recording.parts[k].table.find(column.name);
      if (more == nullptr) continue;
      column.values.insert(column.values.end(), more->values.begin(), more->values.end());
    }
  }
  return table;
}

const RunKind kinds[] = {RunKind::OpenCircuit,           RunKind::LinearSweep,
                         RunKind::CyclicVoltammetry,     RunKind::Chronoamperometry,
                         RunKind::Chronopotentiometry,   RunKind::PotentiostaticImpedance,
                         RunKind::GalvanostaticImpedance};

TEST(MptReader, WhatNiterWritesComesBack) {
  NITER_IDENTITY("write, read, write, read: the same numbers, bit for bit");
  for (const auto kind : kinds) {
    const auto text = written(kind);
    const auto recording = read({text, "it.mpt"});
    ASSERT_TRUE(recording) << recording.error().text();
    EXPECT_EQ(recording->format, "biologic-mpt");
    EXPECT_TRUE(recording->complete);
    EXPECT_THAT(recording->caveats, ElementsAre());
    const auto first = joined(*recording);
    const auto again = to_biologic_mpt(first, run_of(kind));
    ASSERT_TRUE(again) << again.error().text();
    const auto second = joined(read_whole(biologic_mpt_reader(), *again));
    ASSERT_EQ(first.columns.size(), second.columns.size());
    for (std::size_t k = 0; k < first.columns.size(); ++k) {
      const auto& name = first.columns[k].name;
      EXPECT_EQ(name, second.columns[k].name);
      // what the writer sums and multiplies anew from rounded numbers
      const bool derived = name == "Q" || name == "dQ" || name == "P" || name.starts_with("C") ||
                           name.find('Y') != std::string::npos;
      EXPECT_TRUE(derived || second.columns[k].values == first.columns[k].values) << name;
    }
    // and the numbers of the record itself, to the digits of the format
    const auto original = first.find("f") != nullptr ? spectrum() : record();
    for (const auto& column : original.columns) {
      const auto* const read_back = first.find(column.name);
      if (read_back != nullptr) expect_near(read_back->values, column.values, 5e-8);
    }
  }
}

TEST(MptReader, TechniquesCyclesAndColumns) {
  NITER_IDENTITY("numbers of the record in SI, sign of Im Z turned back, a part for each cycle");
  const char* const words[] = {"ocp", "lsv", "cv", "ca", "cp", "eis", "eis"};
  std::size_t k = 0;
  for (const auto kind : kinds)
    EXPECT_EQ(read_whole(biologic_mpt_reader(), written(kind)).parts[0].technique, words[k++]);
  const auto cycles = read_whole(biologic_mpt_reader(), written(RunKind::CyclicVoltammetry));
  ASSERT_EQ(cycles.parts.size(), 2u);
  EXPECT_EQ(cycles.parts[1].title, "Cyclic Voltammetry, cycle 2");
  EXPECT_EQ(cycles.parts[1].table.rows(), 3u);
  EXPECT_EQ(cycles.instrument, "BioLogic SP-300 (SN 0)");
  const auto& table = cycles.parts[0].table;
  EXPECT_EQ(table.find("E")->comment, "vs. Ag/AgCl (0.210 V)");
  EXPECT_DOUBLE_EQ(table.find("I")->values[0], -2.5 * 1.23456789e-4);
  EXPECT_EQ(table.find("I_range")->values[0], 1e-3);
  const auto& settings = table.provenance.settings;
  EXPECT_EQ(settings.at("Electrode surface area"), "0.500 cm²");
  EXPECT_EQ(settings.at("E1 (V)"), "-0.900");
  EXPECT_EQ(settings.at("E1 (V) vs."), "Ref");
  EXPECT_EQ(settings.at("scan_rate"), "10.000 mV/s");
  const auto impedance =
      read_whole(biologic_mpt_reader(), written(RunKind::PotentiostaticImpedance));
  EXPECT_EQ(impedance.parts[0].table.find("Z_im")->values[1], -22.125);
  EXPECT_EQ(impedance.parts[0].table.find("Z_im")->values[3], 0.0625);
}

// One small export, in every spelling.
std::string small() {
  return "EC-Lab ASCII FILE\n"
         "Nb header lines : 12                          \n"
         "\n"
         "Chronoamperometry / Chronocoulometry\n"
         "\n"
         "Acquisition started on : 03/02/2021 16:17:59.000\n"
         "Reference electrode : Ag/AgCl (0.205 V)\n"
         "Electrode surface area : 0.500 cm\xC2\xB2\n"
         "Cycle Definition : Charge/Discharge alternance\n"
         "Ei (V)              0.300               0.400               \n"
         "\n"
         "mode\tNs\ttime/s\tEwe/V\tI/mA\tCs/\xC2\xB5"
         "F\t\n"
         "2\t0\t0.000000000000000E+000\t1.5000000E-001\t-1.2500000E+000\t1.0000000E+000\n"
         "2\t0\t5.000000000000000E-001\t2.5000000E-001\t-2.5000000E+000\t2.0000000E+000\n"
         "2\t1\t1.000000000000000E+000\t3.5000000E-001\t3.7500000E+000\t3.0000000E+000\n";
}

void expect_small(std::string_view bytes) {
  const auto recording = read({bytes, "it.txt"});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, "biologic-mpt");
  ASSERT_EQ(recording->parts.size(), 2u);
  const auto& table = recording->parts[0].table;
  ASSERT_EQ(table.rows(), 2u);
  EXPECT_EQ(recording->parts[0].title, "Chronoamperometry / Chronocoulometry, step 0");
  EXPECT_EQ(table.find("t")->values[1], 0.5);
  EXPECT_EQ(table.find("E")->values[1], 0.25);
  EXPECT_EQ(table.find("I")->values[0], -1.25e-3);
  ASSERT_NE(table.find("Cs"), nullptr);
  EXPECT_DOUBLE_EQ(table.find("Cs")->values[1], 2e-6);
  EXPECT_EQ(table.find("E")->comment, "vs. Ag/AgCl (0.205 V)");
  const auto& settings = table.provenance.settings;
  EXPECT_EQ(settings.at("Electrode surface area"), "0.500 cm²");
  EXPECT_EQ(settings.at("Ei (V)"), "0.300; 0.400");
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string wide(const std::string& text) {
  std::string out = "\xFF\xFE";
  for (std::size_t k = 0; k < text.size(); ++k) {
    unsigned code = static_cast<unsigned char>(text[k]);
    if (code >= 0xC0) code = ((code & 0x1F) << 6) | (static_cast<unsigned char>(text[++k]) & 0x3F);
    out += static_cast<char>(code & 0xFF);
    out += static_cast<char>(code >> 8);
  }
  return out;
}

TEST(MptReader, EveryEncodingDecimalMarkAndLineEnd) {
  NITER_IDENTITY("numbers depend neither on the locale of the writer nor on that of the reader");
  const auto text = small();
  expect_small(text);
  expect_small("\xEF\xBB\xBF" + text);
  expect_small(replaced(replaced(text, "\xC2\xB2", "\xB2"), "\xC2\xB5", "\xB5"));
  expect_small(wide(text));
  expect_small(replaced(text, "\n", "\r\n"));
  expect_small(replaced(text, "\n", "\r"));
  auto comma = text;
  for (std::size_t k = 1; k + 1 < comma.size(); ++k) {
    const bool digits = std::isdigit(static_cast<unsigned char>(comma[k - 1])) != 0 &&
                        std::isdigit(static_cast<unsigned char>(comma[k + 1])) != 0;
    if (comma[k] == '.' && digits) comma[k] = ',';
  }
  expect_small(comma);
  // signs that were spoiled on the way
  expect_small(replaced(text, "\xC2\xB5", "\xEF\xBF\xBD"));
  // Chinese comments, and a header as a Chinese Windows stores it
  expect_small(
      replaced(text, "Reference", "Comments : \xE7\x94\xB5\xE5\x8C\x96\xE5\xAD\xA6\nReference"));
}

TEST(MptReader, HeadersThatLie) {
  NITER_IDENTITY("the names of the columns are found wherever they stand");
  expect_small(replaced(small(), "lines : 12", "lines : 9"));
  expect_small(replaced(small(), "lines : 12", "lines : 4000000000"));
  expect_small(replaced(small(), "lines : 12", "lines : -1"));
  // three lines of header, and none
  const auto text = small();
  const auto body = text.substr(text.find("mode\tNs"));
  const auto three =
      read_whole(biologic_mpt_reader(), "EC-Lab ASCII FILE\nNb header lines : 3\n" + body);
  EXPECT_EQ(three.parts[0].table.rows(), 3u);
  const auto bare = read({body, "it.mpt"});
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->format, "biologic-mpt");
  EXPECT_EQ(bare->parts[0].table.rows(), 3u);
  // EC-Lab 11.61 names columns that it does not print
  const auto longer =
      read_whole(biologic_mpt_reader(), replaced(small(), "F\t\n", "F\t\tEwe-Ece/V\t\n"));
  EXPECT_THAT(longer.caveats, Contains(HasSubstr("names 8 columns, the rows have 6")));
  EXPECT_EQ(longer.parts[0].table.columns.size(), 6u);
}

TEST(MptReader, LoopsAndSeveralExportsInOneFile) {
  NITER_IDENTITY("each loop and each export is a part of its own");
  const auto loops = replaced(
      small(), "\nmode",
      "\nNumber of loops : 2\nLoop 0 from point number 0 to 0\nLoop 1 from point number 1 to 2\n"
      "\nmode");
  const auto recording = read_whole(biologic_mpt_reader(), loops);
  ASSERT_EQ(recording.parts.size(), 3u);
  EXPECT_EQ(recording.parts[1].title, "Chronoamperometry / Chronocoulometry, loop 1, step 0");
  EXPECT_TRUE(recording.complete);
  const auto cut = read_whole(biologic_mpt_reader(), replaced(loops, "1 to 2", "1 to 20"));
  EXPECT_FALSE(cut.complete);
  EXPECT_THAT(cut.caveats, Contains(HasSubstr("promises 21 rows")));
  const auto two = read_whole(biologic_mpt_reader(), small() + small());
  EXPECT_EQ(two.parts.size(), 4u);
}

TEST(MptReader, DatesAreSecondsFromTheFirstRow) {
  NITER_IDENTITY("a day has 86400 s; February 2021 has 28 days");
  auto text = replaced(small(), "0.000000000000000E+000", "02/28/2021 23:59:59.500");
  text = replaced(text, "\t5.000000000000000E-001", "\t03/01/2021 00:00:00.250");
  text = replaced(text, "\t1.000000000000000E+000", "\t03/01/2021 00:00:02.000");
  const auto recording = read_whole(biologic_mpt_reader(), text);
  EXPECT_DOUBLE_EQ(recording.parts[0].table.find("t")->values[1], 0.75);
  EXPECT_DOUBLE_EQ(recording.parts[1].table.find("t")->values[0], 2.5);
  EXPECT_EQ(recording.parts[0].table.provenance.settings.at("time zero"),
            "02/28/2021 23:59:59.500");
  auto german = replaced(text, "02/28/2021", "28/02/2021");
  german = replaced(replaced(german, "03/01/2021", "01/03/2021"), "Acquisition",
                    "Time format : Absolute DDMMYYYY\nAcquisition");
  const auto same = read_whole(biologic_mpt_reader(), german);
  EXPECT_DOUBLE_EQ(same.parts[1].table.find("t")->values[0], 2.5);
  EXPECT_THAT(
      error_of(biologic_mpt_reader(), replaced(text, "03/01/2021 00:00:02", "03/41/2021 0")),
      HasSubstr("it:15:5: '03/41/2021"));
}

TEST(MptReader, ColumnsOfZerosAreDoubted) {
  NITER_IDENTITY("ixdat #84, #180: EC-Lab exports zeros for the potential of a galvanostatic run");
  std::string text = "mode\ttime/s\tcontrol/mA\t<Ewe>/V\tI/mA\t<Ece>/V\tEwe-Ece/V\t\n";
  for (int k = 0; k < 4; ++k)
    text += std::to_string(1) + "\t" + std::to_string(k) + "\t-5.0\t0.0\t-5.0\t1.5\t-2.25\t\n";
  const auto recording = read_whole(biologic_mpt_reader(), text);
  EXPECT_THAT(
      recording.caveats,
      ElementsAre("Ewe is zero throughout although Ewe-Ece is not: EC-Lab's export lost it, "
                  "use the .mpr file"));
  const auto good = read_whole(biologic_mpt_reader(), replaced(text, "\t0.0\t", "\t0.25\t"));
  EXPECT_THAT(good.caveats, ElementsAre());
}

TEST(MptReader, CutAtEveryByteIsAnErrorOrMarked) {
  NITER_IDENTITY("a cut file never passes for a whole one");
  const auto text = small();
  const auto whole = read_whole(biologic_mpt_reader(), text);
  for (std::size_t n = 0; n < text.size(); ++n) {
    const auto cut = biologic_mpt_reader().read({text.substr(0, n), "it"}, {});
    if (!cut) {
      EXPECT_EQ(cut.error().where.file, "it");
      continue;
    }
    // between two rows nothing shows that more was to come
    const bool between = text[n - 1] == '\n' || text[n] == '\n';
    EXPECT_TRUE(!cut->complete || between) << n;
    for (std::size_t k = 0; k < cut->parts.size(); ++k) {
      for (const auto& column : cut->parts[k].table.columns) {
        const auto* const same = whole.parts[k].table.find(column.name);
        ASSERT_NE(same, nullptr);
        for (std::size_t i = 0; i < column.values.size(); ++i)
          EXPECT_EQ(column.values[i], same->values[i]) << n << " " << column.name;
      }
    }
  }
  expect_damage_is_survived(biologic_mpt_reader(), text, 3000);
}

TEST(MptReader, ErrorsPointAtTheField) {
  NITER_IDENTITY("what is wrong, where, what to do");
  const auto& reader = biologic_mpt_reader();
  EXPECT_THAT(error_of(reader, replaced(small(), "\t2.5000000E-001", "\toops")),
              HasSubstr("it:14:28: 'oops' is not a number"));
  EXPECT_THAT(error_of(reader, "EC-Lab ASCII FILE\nNb header lines : 12\n"),
              HasSubstr("no line of column names"));
  EXPECT_THAT(error_of(reader, small().substr(0, small().find("2\t0\t0"))),
              HasSubstr("no row of numbers"));
}

}  // namespace
}  // namespace niter::io
