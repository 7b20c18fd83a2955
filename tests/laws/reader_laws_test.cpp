// Laws of every reader: names are unique, files of one vendor belong to one reader, and what is
// read is whole.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/data/table.hpp"
#include "niter/io/readers.hpp"
#include "niter/io/vendor_testing.hpp"

namespace niter::testing {
namespace {

namespace fs = std::filesystem;

TEST(ReaderLaws, NamesAreUniqueAndSaidInFull) {
  NITER_IDENTITY("a name finds its row");
  std::set<std::string_view> names;
  for (const auto& reader : io::readers()) {
    EXPECT_TRUE(names.insert(reader.name).second) << reader.name;
    EXPECT_FALSE(reader.title.empty()) << reader.name;
    const auto found = io::find_reader(reader.name);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, &reader);
  }
}

TEST(ReaderLaws, NoReaderTakesNonsense) {
  NITER_IDENTITY("random bytes, prose and an empty file belong to nobody");
  std::string noise;
  unsigned state = 7;
  for (int i = 0; i < 5000; ++i)
    noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  for (const std::string& bytes :
       {std::string(), noise, std::string("Dear Sir, thank you. Yours.")}) {
    EXPECT_FALSE(io::read({bytes, "x.bin"}));
  }
}

// a word of the vocabulary means its dimension, in whatever file it was found
void expect_whole(const io::Recording& recording) {
  EXPECT_FALSE(recording.parts.empty());
  for (const auto& part : recording.parts) {
    EXPECT_GT(part.table.rows(), 0u);
    EXPECT_FALSE(part.table.provenance.sha256.empty());
    EXPECT_FALSE(part.table.provenance.made_by.empty());
    std::set<std::string> names;
    for (const auto& column : part.table.columns) {
      EXPECT_EQ(column.values.size(), part.table.rows()) << column.name;
      EXPECT_TRUE(names.insert(column.name).second) << "two columns named " << column.name;
      if (const auto* const word = data::find_word(column.name)) {
        EXPECT_TRUE(column.unit.same_dimension(Unit::of(word->unit)))
            << column.name << " in " << column.unit.text();
      }
    }
  }
}

std::vector<fs::path> shared_files() {
  std::vector<fs::path> files;
  for (const char* const folder : {"eis", "voltammetry", "uvvis", "battery"}) {
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(shared_dir() / "data" / folder, ec)) {
      const auto extension = entry.path().extension();
      // what lies beside the measured files: lists, metadata, another program's results
      if (extension == ".md" || extension == ".yaml" || extension == ".json") continue;
      if (entry.path().filename().string().find("ReadMe") != std::string::npos) continue;
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

// what is refused, and the words that say where and why
const std::map<std::string, std::string> refusals = {
    // another program's result: a relaxation time without a unit
    {"gamma_LIB_ECM.csv", "gamma_LIB_ECM.csv:1: column 'tau' has no unit"},
    {"arbin_example.res", "export the channel from MITS Pro as csv"},
    {"pyprobe_Experiment_Record.xlsx", "an Excel workbook"},
    {"123456789012_Unit27_Example_Data_File.ftr", "an Arrow (Feather) table"},
    {"2017-05-09_test-TC-contact_CH33_Metadata.csv", "Metadata.csv:1: no row of numbers"},
    // a generic table: its units are for the user to say
    {"cellpy_custom_data_001.csv", "cellpy_custom_data_001.csv:20: column 'current' has no unit"}};

class SharedFilesExternal : public ::testing::TestWithParam<fs::path> {};

TEST_P(SharedFilesExternal, AreReadWholeByOneReader) {
  NITER_IDENTITY("one reader says Yes or one is left; what it reads is whole");
  const auto bytes = read_file(GetParam());
  ASSERT_TRUE(bytes);
  const auto recording = io::read({*bytes, GetParam().string()});
  if (const auto refused = refusals.find(GetParam().filename().string());
      refused != refusals.end()) {
    ASSERT_FALSE(recording);
    EXPECT_NE(recording.error().text().find(refused->second), std::string::npos)
        << recording.error().text();
    return;
  }
  ASSERT_TRUE(recording) << recording.error().text();
  expect_whole(*recording);
}

TEST_P(SharedFilesExternal, AreNoDangerToAnyOtherReader) {
  NITER_IDENTITY("a reader that is told to read another's file errs in words or reads it whole");
  const auto bytes = read_file(GetParam());
  ASSERT_TRUE(bytes);
  for (const auto& reader : io::readers()) {
    const auto recording = reader.read({*bytes, GetParam().string()}, {});
    if (recording) {
      EXPECT_FALSE(recording->parts.empty()) << reader.name;
    } else {
      EXPECT_FALSE(recording.error().what.empty()) << reader.name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shared, SharedFilesExternal, ::testing::ValuesIn(shared_files()),
                         [](const auto& row) {
                           std::string name = row.param.filename().string();
                           for (char& c : name) {
                             if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                           }
                           return fmt::format("{}_{}", row.index, name);
                         });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SharedFilesExternal);

// Three files for each reader, the smallest it has.
std::map<std::string, std::vector<fs::path>> smallest_files() {
  std::map<std::string, std::vector<fs::path>> files;
  auto all = shared_files();
  std::ranges::sort(all, {}, [](const fs::path& path) { return fs::file_size(path); });
  for (const auto& path : all) {
    const auto bytes = read_file(path);
    const auto reader = io::identify({*bytes, path.string()});
    if (!reader || !(*reader)->read({*bytes, path.string()}, {})) continue;  // refused in words
    auto& own = files[std::string((*reader)->name)];
    if (own.size() < 3) own.push_back(path);
  }
  return files;
}

enum class Cut { Whole, BetweenLines, Hidden };

// What a recording that calls itself complete leaves out of the whole one. Without the modules
// behind the rows a file is not told apart into its parts, but no row is lost.
Cut what_is_cut(const io::Recording& cut, const io::Recording& whole) {
  const auto rows = [](const io::Recording& recording) {
    std::size_t sum = 0;
    for (const auto& part : recording.parts) sum += part.table.rows();
    return sum;
  };
  if (rows(cut) == rows(whole)) return Cut::Whole;
  if (cut.parts.size() > whole.parts.size()) return Cut::Hidden;
  for (std::size_t i = 0; i < cut.parts.size(); ++i) {
    if (!io::testing::begins_like(cut.parts[i].table, whole.parts[i].table)) return Cut::Hidden;
  }
  return Cut::BetweenLines;
}

TEST(CutFilesExternalSlow, AreErrorsOrMarkedOrWholeRows) {
  NITER_IDENTITY(
      "a file cut at any byte is an error, or marked, or was cut where a line or record ends, "
      "which "
      "some formats cannot show: then it is how the whole begins");
  if (smallest_files().empty()) GTEST_SKIP() << "no shared data";
  constexpr std::size_t most = 400'000'000;  // bytes read of one file, all its cuts together
  const auto ends_line = [](char c) { return c == '\n' || c == '\r'; };
  for (const auto& [name, paths] : smallest_files()) {
    const io::Reader& reader = **io::find_reader(name);
    for (const auto& path : paths) {
      const std::string file = path.string();
      const auto bytes = read_file(path);
      const auto whole = reader.read({*bytes, file}, {});
      ASSERT_TRUE(whole) << whole.error().text();
      const std::size_t step = bytes->size() * bytes->size() / 2 / most + 1;
      for (std::size_t n = 1; n < bytes->size(); n += step) {
        const auto cut = reader.read({std::string_view(*bytes).substr(0, n), file}, {});
        if (!cut || !cut->complete) continue;
        const Cut seen = what_is_cut(*cut, *whole);
        const bool binary = bytes->find('\0') != std::string::npos;  // records of one length
        const bool between = binary || ends_line((*bytes)[n - 1]) || ends_line((*bytes)[n]);
        EXPECT_TRUE(seen == Cut::Whole || (seen == Cut::BetweenLines && between))
            << name << ": " << file << " cut at " << n << " passes for whole";
      }
    }
  }
}

}  // namespace
}  // namespace niter::testing
