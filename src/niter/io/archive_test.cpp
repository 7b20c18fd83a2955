#include "niter/io/archive.hpp"

#include <bit>
#include <filesystem>
#include <random>

#include <gmock/gmock.h>

#include "niter/base/file.hpp"
#include "niter/base/process.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/writers/reduction_testing.hpp"

namespace niter::io {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

Archive full_archive() {
  const auto reduction = testing::full_reduction();
  auto second = reduction;
  second.title = "the second";
  return {"Study of Fe2Co1/NC",    {reduction, second}, {testing::lsv_table()},
          {reduction.findings[0]}, reduction.settings,  reduction.records};
}

std::vector<std::uint64_t> bits(const std::vector<double>& values) {
  std::vector<std::uint64_t> out;
  for (const double value : values) out.push_back(std::bit_cast<std::uint64_t>(value));
  return out;
}

void expect_equal(const data::Table& a, const data::Table& b) {
  EXPECT_EQ(a.title, b.title);
  ASSERT_EQ(a.columns.size(), b.columns.size());
  for (std::size_t i = 0; i < a.columns.size(); ++i) {
    EXPECT_EQ(a.columns[i].name, b.columns[i].name);
    EXPECT_EQ(a.columns[i].unit.text(), b.columns[i].unit.text());
    EXPECT_EQ(a.columns[i].unit.scale(), b.columns[i].unit.scale());
    EXPECT_EQ(a.columns[i].comment, b.columns[i].comment);
    EXPECT_EQ(bits(a.columns[i].values), bits(b.columns[i].values));
    EXPECT_EQ(bits(a.columns[i].sigma), bits(b.columns[i].sigma));
  }
  EXPECT_EQ(a.provenance.origin, b.provenance.origin);
  EXPECT_EQ(a.provenance.sha256, b.provenance.sha256);
  EXPECT_EQ(a.provenance.made_by, b.provenance.made_by);
  EXPECT_EQ(a.provenance.settings, b.provenance.settings);
}

void expect_equal(const data::Measure& a, const data::Measure& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.title, b.title);
  EXPECT_EQ(a.value.value(), b.value.value());
  EXPECT_EQ(a.value.contributions(), b.value.contributions());
  EXPECT_EQ(a.unit.text(), b.unit.text());
  EXPECT_EQ(a.formula, b.formula);
  EXPECT_EQ(a.source, b.source);
  EXPECT_EQ(a.note, b.note);
}

void expect_equal(const data::Finding& a, const data::Finding& b) {
  EXPECT_EQ(std::tie(a.key, a.title, a.verdict, a.formula, a.numbers, a.tolerance),
            std::tie(b.key, b.title, b.verdict, b.formula, b.numbers, b.tolerance));
  EXPECT_EQ(std::tie(a.text, a.missing, a.source, a.facts),
            std::tie(b.text, b.missing, b.source, b.facts));
}

void expect_equal(const data::Axis& a, const data::Axis& b) {
  EXPECT_EQ(std::tie(a.word, a.unit.text(), a.scale, a.range, a.logarithmic),
            std::tie(b.word, b.unit.text(), b.scale, b.range, b.logarithmic));
}

void expect_equal(const data::Figure& a, const data::Figure& b) {
  EXPECT_EQ(std::tie(a.id, a.title, a.caption), std::tie(b.id, b.title, b.caption));
  ASSERT_EQ(a.panels.size(), b.panels.size());
  for (std::size_t i = 0; i < a.panels.size(); ++i) {
    const auto& p = a.panels[i];
    const auto& q = b.panels[i];
    EXPECT_EQ(std::tie(p.letter, p.title, p.equal_scales),
              std::tie(q.letter, q.title, q.equal_scales));
    expect_equal(p.x, q.x);
    expect_equal(p.y, q.y);
    ASSERT_EQ(p.series.size(), q.series.size());
    for (std::size_t k = 0; k < p.series.size(); ++k) {
      const auto& s = p.series[k];
      const auto& t = q.series[k];
      EXPECT_EQ(std::tie(s.name, s.mark, s.colour, s.dashed, s.reported, s.labels, s.shows_labels),
                std::tie(t.name, t.mark, t.colour, t.dashed, t.reported, t.labels, t.shows_labels));
      EXPECT_EQ(bits(s.x), bits(t.x));
      EXPECT_EQ(bits(s.y), bits(t.y));
      EXPECT_EQ(bits(s.low), bits(t.low));
      EXPECT_EQ(bits(s.high), bits(t.high));
    }
  }
}

TEST(Archive, ReadsBackToTheLastBit) {
  NITER_IDENTITY("writing and reading an archive changes nothing");
  const auto written = full_archive();
  const auto bytes = archive_bytes(written);
  ASSERT_TRUE(bytes) << bytes.error().text();
  const auto read = parse_archive(*bytes, "it.h5");
  ASSERT_TRUE(read) << read.error().text();

  EXPECT_EQ(read->title, written.title);
  EXPECT_EQ(read->settings, written.settings);
  ASSERT_EQ(read->reductions.size(), 2u);
  for (std::size_t r = 0; r < 2; ++r) {
    const auto& a = written.reductions[r];
    const auto& b = read->reductions[r];
    EXPECT_EQ(std::tie(a.technique, a.title, a.caveats, a.settings),
              std::tie(b.technique, b.title, b.caveats, b.settings));
    ASSERT_EQ(a.measures.size(), b.measures.size());
    for (std::size_t i = 0; i < a.measures.size(); ++i) expect_equal(a.measures[i], b.measures[i]);
    ASSERT_EQ(a.tables.size(), b.tables.size());
    for (std::size_t i = 0; i < a.tables.size(); ++i) expect_equal(a.tables[i], b.tables[i]);
    ASSERT_EQ(a.figures.size(), b.figures.size());
    for (std::size_t i = 0; i < a.figures.size(); ++i) expect_equal(a.figures[i], b.figures[i]);
    ASSERT_EQ(a.findings.size(), b.findings.size());
    for (std::size_t i = 0; i < a.findings.size(); ++i) expect_equal(a.findings[i], b.findings[i]);
    ASSERT_EQ(a.records.size(), b.records.size());
    EXPECT_EQ(a.records[0].settings, b.records[0].settings);
  }
  ASSERT_EQ(read->tables.size(), 1u);
  expect_equal(read->tables[0], written.tables[0]);
  ASSERT_EQ(read->findings.size(), 1u);
  expect_equal(read->findings[0], written.findings[0]);
}

TEST(Archive, EqualContentGivesEqualBytes) {
  NITER_IDENTITY("no clock, no chance");
  const auto bytes = *archive_bytes(full_archive());
  EXPECT_TRUE(bytes == *archive_bytes(full_archive()));
  EXPECT_TRUE(bytes == *archive_bytes(*parse_archive(bytes, "it.h5")));
}

TEST(Archive, KeepsEveryDouble) {
  NITER_IDENTITY("random bit patterns, NaN payloads among them, are kept");
  std::mt19937_64 random(7);
  std::vector<double> values;
  for (int i = 0; i < 10'000; ++i) values.push_back(std::bit_cast<double>(random()));
  values.push_back(std::bit_cast<double>(0x7FF4'0000'0000'0001u));  // a signalling NaN
  Archive archive;
  archive.tables.push_back({"t", {{"x", Unit::of("mV"), values}}});
  const auto read = parse_archive(*archive_bytes(archive), "it.h5");
  ASSERT_TRUE(read);
  EXPECT_EQ(bits(read->tables[0].columns[0].values), bits(values));
}

TEST(Archive, LongAndManyTextsAreKept) {
  NITER_IDENTITY("beyond the 64 kB that one object header holds");
  Archive archive;
  archive.title = std::string(300'000, 'x');
  for (int i = 0; i < 3000; ++i)
    archive.settings.emplace_back("key " + std::to_string(i), std::string(i % 50, 'v'));
  const auto read = parse_archive(*archive_bytes(archive), "it.h5");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->title, archive.title);
  EXPECT_EQ(read->settings, archive.settings);
}

TEST(Archive, WhatItCannotHoldIsAnError) {
  NITER_IDENTITY("a text with a NUL would lose its end");
  Archive archive;
  archive.title = std::string("a\0b", 3);
  ASSERT_FALSE(archive_bytes(archive));
  EXPECT_THAT(archive_bytes(archive).error().text(), HasSubstr("NUL"));
  archive.title = "a";
  archive.tables.push_back({"t", {{"x", Unit::of("V"), {1, 2}}, {"y", Unit::of("V"), {1}}}});
  ASSERT_FALSE(archive_bytes(archive));
  EXPECT_THAT(archive_bytes(archive).error().text(), HasSubstr("'y'"));
}

TEST(Archive, CutOrChangedFilesAreRefused) {
  NITER_IDENTITY("every truncation and every changed byte is an Error");
  const auto bytes = *archive_bytes(full_archive());
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 7)
    EXPECT_FALSE(parse_archive(std::string_view(bytes).substr(0, size), "it.h5")) << size;
  std::mt19937 random(1);
  for (int i = 0; i < 100; ++i) {
    auto changed = bytes;
    changed[random() % changed.size()] ^= static_cast<char>(1 + random() % 255);
    EXPECT_FALSE(parse_archive(changed, "it.h5"));
  }
  EXPECT_THAT(parse_archive("Ewe/V", "a.csv").error().text(), HasSubstr("a.csv: this is no"));
}

// The changed content with a SHA-256 that fits: only HDF5 itself and our bounds stand in its way.
std::string signed_again(std::string bytes) {
  const auto hash = sha256(std::string_view(bytes).substr(512));
  return bytes.replace(bytes.find("sha256 ") + 7, 64, hash);
}

TEST(Archive, DeceivingFilesGiveAnErrorOrAnArchive) {
  NITER_IDENTITY("no crash, whatever the bytes; texts of the structure renamed one by one");
  const auto bytes = *archive_bytes(full_archive());
  ASSERT_TRUE(parse_archive(signed_again(bytes), "it.h5"));
  for (const std::string name : {"display_unit", "standard_uncertainty", "consistent", "mA cm-2"}) {
    auto changed = bytes;
    for (auto at = changed.find(name, 512); at != std::string::npos;
         at = changed.find(name, at + 1))
      changed[at] = '?';
    const auto read = parse_archive(signed_again(changed), "it.h5");
    EXPECT_TRUE(read || read.error().code == Code::InvalidInput);
  }
  // of 4000 such files HDF5 1.10.8 itself crashes over 200
  for (unsigned seed = 0; seed < 10; ++seed) {
    std::mt19937 random(seed);
    auto changed = bytes;
    for (int i = 0; i < 4; ++i)
      changed[512 + random() % (changed.size() - 512)] ^= static_cast<char>(1 + random() % 255);
    const auto read = parse_archive(signed_again(changed), "it.h5");
    EXPECT_TRUE(read || read.error().code == Code::InvalidInput);
  }
  for (const std::size_t size : {513u, 600u, 2000u, 20000u})
    EXPECT_FALSE(parse_archive(signed_again(bytes.substr(0, size)), "it.h5")) << size;
}

TEST(Archive, IsWrittenWholeAndReadFromAFile) {
  NITER_IDENTITY("nothing but the archive is left in the folder");
  const auto folder = fs::temp_directory_path() / "niter-archive-test";
  fs::remove_all(folder);
  fs::create_directories(folder);
  ASSERT_TRUE(write_archive(folder / "study.h5", full_archive()));
  ASSERT_TRUE(read_archive(folder / "study.h5"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 1);
  EXPECT_EQ(read_archive(folder / "none.h5").error().code, Code::NotFound);
  Archive bad;
  bad.title = std::string(1, '\0');
  EXPECT_FALSE(write_archive(folder / "study.h5", bad));
  EXPECT_TRUE(read_archive(folder / "study.h5"));  // the old one still stands
  fs::remove_all(folder);
}

TEST(Archive, OthersReadItToo) {
  NITER_IDENTITY("h5dump sees the numbers in SI and their units");
  if (find_program("h5dump").empty()) GTEST_SKIP() << "h5dump is not installed";
  const auto path = fs::temp_directory_path() / "niter-archive-h5dump.h5";
  ASSERT_TRUE(write_archive(path, full_archive()));
  const auto dump =
      run_process({"h5dump", "-m", "%.17g", "-g", "/reductions/0/measures/0", path.string()}, "",
                  std::chrono::seconds(20));
  ASSERT_TRUE(dump) << dump.error().text();
  EXPECT_EQ(dump->exit_code, 0) << dump->err;
  EXPECT_THAT(dump->out, HasSubstr("\"double_layer_capacitance\""));
  EXPECT_THAT(dump->out, HasSubstr("3333.333333333333"));  // C m-2
  EXPECT_THAT(dump->out, HasSubstr("\"A2 s4 kg-1 m-4\""));
  fs::remove(path);
}

}  // namespace
}  // namespace niter::io
