#include "niter/io/readers/biologic_mpr.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/io/reader_testing.hpp"
#include "niter/io/readers/biologic_columns.hpp"
#include "niter/io/readers/biologic_records.hpp"
#include "niter/io/readers/biologic_testing.hpp"

namespace niter::io {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

double at(const data::Table& table, std::string_view column, std::size_t row) {
  const auto* const found = table.find(column);
  if (found == nullptr || row >= found->values.size()) {
    ADD_FAILURE() << "no " << column << " in row " << row;
    return NAN;
  }
  return found->values[row];
}

// rows of a voltammogram: flags, time, control, Ewe, <I>, cycle, Q; two cycles
const std::vector<int> cv_ids{1, 2, 3, 21, 65, 4, 19, 6, 11, 24, 434};
const std::vector<int> cv_ids_oldest{1, 2, 3, 21, 65, 4, 19, 6, 11, 24};

std::string cv_records(bool charge = true) {
  std::string records;
  for (int k = 0; k < 6; ++k) {
    // potentiostatic, oxidation in even rows, an error in row 3, control changes, counter
    unsigned flags = 0x02;
    if (k % 2 == 0) flags |= 0x04;
    if (k == 3) flags |= 0x08;
    flags |= 0x10;
    if (k == 5) flags |= 0x80;
    records += static_cast<char>(flags);
    put(records, 0.5 * k);
    put(records, 0.1f * static_cast<float>(k));
    put(records, 0.1f * static_cast<float>(k) + 1e-4f);
    put(records, -2.5 + k);  // mA
    put(records, k < 4 ? 1.0 : 2.0);
    if (charge) put(records, 1e-3f * static_cast<float>(k));
  }
  return records;
}

std::string cv_file(MprRelease release = MprRelease::Version3) {
  const bool oldest = release == MprRelease::Oldest;
  return mpr_file({mpr_settings(6, release),
                   mpr_data(oldest ? cv_ids_oldest : cv_ids, 6, cv_records(!oldest), release),
                   mpr_log(release)});
}

TEST(MprReader, EveryReleaseGivesTheSameColumns) {
  NITER_SOURCE("galvani", "layout of the modules; flags of the common byte");
  for (const auto release :
       {MprRelease::Oldest, MprRelease::Version2, MprRelease::Version3, MprRelease::Newer}) {
    const auto recording = read_whole(biologic_mpr_reader(), cv_file(release));
    EXPECT_TRUE(recording.complete);
    EXPECT_THAT(recording.caveats, ElementsAre());
    ASSERT_EQ(recording.parts.size(), 2u);
    const auto& first = recording.parts[0];
    EXPECT_EQ(first.technique, "cv");
    EXPECT_EQ(first.title, "Cyclic Voltammetry, cycle 1");
    EXPECT_EQ(recording.parts[1].title, "Cyclic Voltammetry, cycle 2");
    ASSERT_EQ(first.table.rows(), 4u);
    EXPECT_EQ(at(first.table, "t", 3), 1.5);
    EXPECT_EQ(at(first.table, "E", 2), static_cast<double>(0.2f + 1e-4f));
    EXPECT_EQ(at(first.table, "E_set", 1), static_cast<double>(0.1f));
    EXPECT_DOUBLE_EQ(at(first.table, "I", 0), -2.5e-3);
    EXPECT_EQ(at(first.table, "cycle", 3), 1);
    EXPECT_EQ(at(first.table, "mode", 0), 2);
    EXPECT_EQ(at(first.table, "ox/red", 0), 1);
    EXPECT_EQ(at(first.table, "ox/red", 1), 0);
    EXPECT_EQ(at(first.table, "error", 3), 1);
    EXPECT_EQ(at(first.table, "error", 2), 0);
    EXPECT_EQ(at(first.table, "control changes", 0), 1);
    EXPECT_EQ(at(recording.parts[1].table, "counter inc.", 0), 0);
    EXPECT_EQ(at(recording.parts[1].table, "counter inc.", 1), 1);
    if (release != MprRelease::Oldest) {
      EXPECT_EQ(at(first.table, "Q", 2), static_cast<double>(2e-3f));
    }
    EXPECT_EQ(first.table.find("E")->comment, "vs. Ag/AgCl / KCl (3.5M) (0.205 V)");
  }
}

TEST(MprReader, SettingsAndLogUnderTheKeysOfTheText) {
  NITER_SOURCE("yadg", "extractors/eclab/mpr.py, places in the settings and log modules");
  const auto recording = read_whole(biologic_mpr_reader(), cv_file());
  const auto& settings = recording.parts[1].table.provenance.settings;
  EXPECT_EQ(settings.at("Comments"), "blank; at 25 °C");
  EXPECT_EQ(settings.at("Electrode material"), "Fe2Co");
  EXPECT_EQ(settings.at("Electrode surface area"), "0.500 cm²");
  EXPECT_EQ(settings.at("Reference electrode"), "Ag/AgCl / KCl (3.5M) (0.205 V)");
  EXPECT_EQ(settings.at("Acquisition started on"), "03/02/2021 16:17:59.250");
  EXPECT_EQ(settings.at("channel"), "3");
  EXPECT_EQ(settings.at("cycle"), "2");
  EXPECT_EQ(recording.instrument, "BioLogic SP-300 (SN 0200), EC-Lab 11.33");
}

// Time, control of both kinds, Ewe, an id nobody knows, I; and a step
std::string mixed_records(std::size_t unknown_width) {
  std::string records;
  for (int k = 0; k < 6; ++k) {
    records += static_cast<char>(k < 3 ? 1 : 2);
    put(records, static_cast<std::uint16_t>(k / 3));
    put(records, 1.0 * k);
    put(records, 7.0f);
    put(records, 1.5f);
    std::string unknown;
    put(unknown, 0.25);
    if (unknown_width == 4) unknown.clear(), put(unknown, 0.25f);
    if (unknown_width < 4) unknown.clear(), put(unknown, std::uint16_t{3});
    records += unknown.substr(0, unknown_width);
    put(records, 2.0f);
  }
  return records;
}
const std::vector<int> mixed_ids{1, 131, 4, 5, 6, 999, 8};

TEST(MprReader, UnknownColumnIsKeptAtAnyWidthAndWhatIsBehindItStays) {
  NITER_IDENTITY("the widths of a record add up to its length");
  for (const std::size_t width : {1u, 2u, 4u, 8u}) {
    const auto release = MprRelease::Newer;
    const auto bytes =
        mpr_file({mpr_settings(0x18, release),
                  mpr_data(mixed_ids, 6, mixed_records(width), release), mpr_log(release)});
    const auto recording = read_whole(biologic_mpr_reader(), bytes);
    ASSERT_EQ(recording.parts.size(), 2u) << "a part for each step";
    const auto& table = recording.parts[1].table;
    EXPECT_EQ(recording.parts[1].title, "Chronoamperometry / Chronocoulometry, step 1");
    EXPECT_DOUBLE_EQ(at(table, "I", 2), 2e-3) << width;
    EXPECT_EQ(at(table, "unknown column 999", 0), width == 1 ? 3 : width == 2 ? 3 : 0.25);
    EXPECT_THAT(recording.caveats, Contains(HasSubstr("column 999 is not known")));
    // one column for both kinds of control is two
    EXPECT_EQ(at(table, "E_set", 0), 7.0);
    EXPECT_TRUE(std::isnan(at(table, "I_set", 0)));
    EXPECT_DOUBLE_EQ(at(recording.parts[0].table, "I_set", 0), 7e-3);
  }
}

TEST(MprReader, TwoUnknownColumnsOfOpenWidthsLeaveWhatStandsBeforeThem) {
  NITER_IDENTITY("5 + 7 bytes can be split in two ways: only the columns before are sure");
  // 8 + 4 after time and Ewe: either of both may be the longer one
  const std::vector<int> ids{4, 6, 998, 999, 8};
  const auto layout = biologic_layout(ids, 8 + 4 + 12 + 4);
  ASSERT_EQ(layout.places.size(), 2u);
  EXPECT_EQ(layout.places[1].at, 8u);
  EXPECT_THAT(layout.caveats, Contains(HasSubstr("column 998 (unknown) and all behind it")));
  // an explained record needs no trial
  EXPECT_EQ(biologic_layout(ids, 8 + 4 + 8 + 4).places.size(), 5u);
  // a width that was never seen may be another
  const auto other = biologic_layout(std::vector<int>{4, 10, 8}, 8 + 8 + 4);
  ASSERT_EQ(other.places.size(), 3u);
  EXPECT_EQ(other.places[2].at, 16u);
  EXPECT_THAT(other.caveats, Contains(HasSubstr("column 10 (Aux/V) has 8 bytes here")));
  // shorter than what is known: nothing stands outside the record
  const auto too_short = biologic_layout(std::vector<int>{4, 6, 8}, 13);
  EXPECT_EQ(too_short.places.size(), 2u);
}

// A spectrum, twice, with a row of a hold before each; the loop begins at the second hold.
TEST(MprReader, SpectraLoopsAndHoldsAreParts) {
  NITER_IDENTITY("datalab #586: spectra inside a file of other rows come out one by one");
  std::string records;
  for (int loop = 0; loop < 2; ++loop) {
    for (int k = 0; k < 4; ++k) {
      put(records, k == 0 ? 0.0f : 1000.0f / static_cast<float>(k));
      put(records, k == 0 ? 0.0f : 10.0f);
      put(records, k == 0 ? 0.0f : 2.5f * static_cast<float>(k));
      put(records, 4.0 * loop + k);
      put(records, 0.1f);
      put(records, 1.0f);
      put(records, 1.0);
    }
  }
  const auto release = MprRelease::Newer;
  const auto bytes = mpr_file({mpr_settings(0x1E, release),
                               mpr_data({32, 37, 38, 4, 77, 76, 24}, 8, records, release),
                               mpr_log(release), mpr_loops({0, 4, 8}, release)});
  const auto recording = read_whole(biologic_mpr_reader(), bytes);
  ASSERT_EQ(recording.parts.size(), 4u);
  EXPECT_EQ(recording.parts[0].technique, "cp");
  EXPECT_EQ(recording.parts[0].table.find("f"), nullptr);
  EXPECT_EQ(recording.parts[1].technique, "eis");
  EXPECT_EQ(recording.parts[3].title,
            "Galvano Electrochemical Impedance Spectroscopy, loop 1, spectrum 2");
  EXPECT_EQ(recording.parts[3].table.rows(), 3u);
  EXPECT_EQ(at(recording.parts[3].table, "Z_im", 1), -5);
  EXPECT_EQ(at(recording.parts[3].table, "f", 1), 500);
  EXPECT_DOUBLE_EQ(at(recording.parts[1].table, "I", 0), 1e-3);
}

TEST(MprReader, ASpectrumBeginsWhereTheFrequencyReturns) {
  NITER_IDENTITY("a jump back to the beginning is a new sweep; a sweep down and up again is one");
  const auto parts_of = [](const std::vector<float>& frequencies) {
    std::string records;
    for (const float f : frequencies) {
      put(records, f);
      put(records, 1.0f);
      put(records, 2.0f);
    }
    const auto release = MprRelease::Newer;
    const auto rows = static_cast<std::uint32_t>(frequencies.size());
    return read_whole(biologic_mpr_reader(),
                      mpr_file({mpr_settings(0x1D, release),
                                mpr_data({32, 37, 38}, rows, records, release)}))
        .parts.size();
  };
  EXPECT_EQ(parts_of({1000, 100, 10, 1000, 100, 10, 1000, 100, 10}), 3u);
  EXPECT_EQ(parts_of({1, 10, 100, 1, 10, 100}), 2u);
  EXPECT_EQ(parts_of({1000, 100, 10, 100, 1000}), 1u);
  EXPECT_EQ(parts_of({1000, 100, 10, 10, 10}), 1u);
}

TEST(MprReader, ModulusAndPhaseGiveRealAndImaginaryPart) {
  NITER_IDENTITY("Z = |Z| exp(i phase); modulo bat files hold no more");
  std::string records;
  for (int k = 0; k < 3; ++k) {
    put(records, 10.0f * static_cast<float>(3 - k));
    put(records, 2.0f);
    put(records, -30.0f);
  }
  const auto release = MprRelease::Version3;
  const auto recording = read_whole(
      biologic_mpr_reader(),
      mpr_file({mpr_settings(0x7F, release), mpr_data({32, 36, 35}, 3, records, release)}));
  ASSERT_EQ(recording.parts.size(), 1u);
  EXPECT_NEAR(at(recording.parts[0].table, "Z_re", 0), std::sqrt(3.0), 1e-12);
  EXPECT_NEAR(at(recording.parts[0].table, "Z_im", 0), -1, 1e-12);
  EXPECT_THAT(recording.caveats, Contains(HasSubstr("no log")));
}

TEST(MprReader, CutAtEveryByteIsAnErrorOrMarked) {
  NITER_IDENTITY("a cut file never passes for a whole one");
  for (const auto release : {MprRelease::Version2, MprRelease::Newer})
    expect_cuts_are_seen(biologic_mpr_reader(), cv_file(release));
}

TEST(MprReader, DamageIsSurvived) {
  NITER_IDENTITY("any bytes give columns of one length or an error");
  expect_damage_is_survived(biologic_mpr_reader(), cv_file(), 5000);
}

// The rows, the columns and the lengths a file claims are never believed without its bytes.
TEST(MprReader, HostileNumbersAllocateNothing) {
  NITER_IDENTITY("rows are those whose bytes are there");
  const auto release = MprRelease::Version3;
  const auto rows_of_file = [&](std::uint32_t claimed) {
    return mpr_file({mpr_settings(6, release), mpr_data(cv_ids, claimed, cv_records(), release)});
  };
  for (const std::uint32_t claimed : {0xFFFFFFFFu, 0x80000000u, 1000000u, 7u}) {
    const auto result = biologic_mpr_reader().read({rows_of_file(claimed), "it"}, {});
    if (result) {
      EXPECT_FALSE(result->complete) << claimed;
      EXPECT_LE(rows_of(*result), 300u);
    }
  }
  // a module of 4 GB in a file of 2 kB
  std::string bytes = cv_file();
  const auto data = bytes.find("VMP data");
  put_at(bytes, data + 35, std::uint32_t{0xFFFFFFF0});
  const auto result = biologic_mpr_reader().read({bytes, "it"}, {});
  EXPECT_TRUE(!result || !result->complete);
  // 255 columns, all flags
  const auto flags =
      mpr_file({mpr_settings(6, release),
                mpr_data(std::vector<int>(199, 2), 10000, std::string(10000, '\7'), release)});
  const auto many = read_whole(biologic_mpr_reader(), flags);
  EXPECT_EQ(many.parts[0].table.columns.size(), 1u);
  // loops without end
  const auto loops = mpr_file({mpr_settings(6, release), mpr_data(cv_ids, 6, cv_records(), release),
                               mpr_loops(std::vector<std::uint32_t>(60, 3), release)});
  EXPECT_EQ(rows_of(read_whole(biologic_mpr_reader(), loops)), 6u);
}

TEST(MprReader, WhatIsNotThereIsSaid) {
  NITER_IDENTITY("errors name the file and what to do");
  const auto& reader = biologic_mpr_reader();
  EXPECT_THAT(error_of(reader, "BIO-LOGIC MODULAR FILE\x1A"), HasSubstr("ends before its data"));
  EXPECT_THAT(error_of(reader, "text"), HasSubstr("no .mpr file"));
  const auto empty = mpr_file({mpr_data(cv_ids, 0, "", MprRelease::Version3)});
  EXPECT_THAT(error_of(reader, empty), HasSubstr("nothing was recorded"));
  const auto newer =
      mpr_file({mpr_module("VMP data", std::string(2000, '\1'), 9, MprRelease::Newer)});
  EXPECT_THAT(error_of(reader, newer), HasSubstr("version 9"));
}

TEST(MprReader, OptionsChooseAndNameColumns) {
  NITER_IDENTITY("only the wanted columns, under the wanted names");
  const auto bytes = cv_file();
  const auto chosen =
      biologic_mpr_reader().read({bytes, "it"}, {.columns = {{"E", "control/V"}, {"t", "time/s"}}});
  ASSERT_TRUE(chosen);
  ASSERT_EQ(chosen->parts[0].table.columns.size(), 2u);
  EXPECT_EQ(at(chosen->parts[0].table, "E", 1), static_cast<double>(0.1f));
  const auto wrong = biologic_mpr_reader().read({bytes, "it"}, {.columns = {{"E", "Ewe/W"}}});
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().text(), HasSubstr("did you mean 'Ewe/V'?"));
}

TEST(BiologicColumns, TableIsWholeAndEveryUnitIsRead) {
  NITER_SOURCE("biologic_olecom", "list of variables");
  int known = 0;
  for (int id = 0; id < 1024; ++id) {
    const auto column = biologic_column(id);
    if (!column) continue;
    ++known;
    EXPECT_EQ(column->id, id);
    const auto meaning = biologic_meaning(column->header);
    constexpr std::array odd{"LD/deltaA",   "Anisotropy/Aniso", "Absorbance/AU", "Absorbance2/AU",
                             "Vcorr/mm/yr", "CD/mdeg",          "ORD/mdeg"};
    const bool is_odd = std::ranges::find(odd, column->header) != odd.end();
    EXPECT_TRUE(meaning.unit_known || is_odd) << column->header;
    if (!meaning.word.empty()) {
      const auto* const word = data::find_word(meaning.word);
      ASSERT_NE(word, nullptr) << meaning.word;
      const bool code = meaning.word == "I_range";
      EXPECT_TRUE(code || meaning.unit.same_dimension(Unit::of(word->unit))) << column->header;
    }
  }
  EXPECT_EQ(known, 534);
  EXPECT_EQ(biologic_column(215)->header, "E5/V");
  EXPECT_EQ(biologic_column(471)->header, "<Ece>/V");
  EXPECT_EQ(biologic_column(880)->header, "Energy we/W.h");
  EXPECT_EQ(biologic_column(491)->header, "|Ewe h7|/V");
  EXPECT_FALSE(biologic_column(999));
  const auto slope = biologic_meaning("dI/dt/mA/s");
  EXPECT_EQ(slope.name, "dI/dt");
  EXPECT_TRUE(slope.unit.same_dimension(Unit::of("A s-1")));
  EXPECT_EQ(biologic_meaning("Q charge/discharge/mA.h").name, "Q charge/discharge");
  EXPECT_DOUBLE_EQ(biologic_meaning("(Q-Qo)/mA.h").unit.scale(), 3.6);
  EXPECT_EQ(biologic_meaning("d(Q-Qo)/dE/mA.h/V").name, "d(Q-Qo)/dE");
}

TEST(BiologicColumns, RangesAndSpoiledHeaders) {
  NITER_SOURCE("yadg", "extractors/eclab/techniques.py, current ranges");
  EXPECT_EQ(biologic_range(12), 1e-3);
  EXPECT_EQ(biologic_range(41), 1e-4);
  EXPECT_EQ(biologic_range(81), 64);
  EXPECT_EQ(biologic_range(96), 160);
  EXPECT_EQ(biologic_range(111), 32);
  EXPECT_FALSE(biologic_range(15));
  EXPECT_FALSE(biologic_range(122));
  EXPECT_EQ(mended_header("Temperature/\xC3\xAF\xC2\xBF\xC2\xBD"
                          "C"),
            "Temperature/°C");
  EXPECT_EQ(mended_header("Cs/?F"), "Cs/µF");
  EXPECT_EQ(mended_header("Cs/µF"), "Cs/µF");
  EXPECT_EQ(mended_header("Ewe/V"), "Ewe/V");
  EXPECT_EQ(mended_header("Potenzial/µV"), "Potenzial/µV");
}

}  // namespace
}  // namespace niter::io
