#include "niter/io/writers/data_package.hpp"

#include <filesystem>
#include <regex>

#include <gmock/gmock.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"
#include "niter/io/file_names.hpp"
#include "niter/io/writers/reduction_testing.hpp"

namespace niter::io {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

// The parsed datapackage.json.
config::Value description(const std::vector<PackageFile>& files) {
  EXPECT_EQ(files.front().name, "datapackage.json");
  return config::parse_json(files.front().bytes, "datapackage.json").value();
}

const config::Value& at(const config::Value& value, std::string_view key) {
  const auto* found = value.find(key);
  EXPECT_NE(found, nullptr) << key;
  static const config::Value none;
  return found == nullptr ? none : *found;
}

std::string text_at(const config::Value& value, std::string_view key) {
  const auto* found = value.find(key);
  return found == nullptr || found->string() == nullptr ? "(none)" : *found->string();
}

std::string first_line(const std::string& bytes) {
  return bytes.substr(0, bytes.find('\n'));
}

TEST(DataPackage, OneTableHasTheStructureOfUnitpackage) {
  NITER_SOURCE("unitpackage", "Unit Package Structure: resources[].schema.fields[].unit, metadata");
  data::Table table;
  table.title = "demo package cv";
  table.columns = {{"t", Unit::of("s"), {0, 1}},
                   {"E", Unit::of("V"), {-0.1, -0.2}, {}, "vs. RHE"},
                   {"j", Unit::of("A m-2"), {-1, -2}}};
  const auto files = data_package(table);
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[1].name, "demo-package-cv.csv");
  EXPECT_EQ(files[1].bytes, "t,E,j\n0,-0.1,-1\n1,-0.2,-2\n");  // one header line

  const auto package = description(files);
  const auto& resource = at(package, "resources").array()->at(0);
  EXPECT_EQ(text_at(resource, "name"), "demo-package-cv");
  EXPECT_EQ(text_at(resource, "path"), "demo-package-cv.csv");
  EXPECT_EQ(text_at(resource, "type"), "table");
  EXPECT_EQ(text_at(resource, "scheme"), "file");
  EXPECT_EQ(text_at(resource, "format"), "csv");
  EXPECT_EQ(text_at(resource, "mediatype"), "text/csv");
  EXPECT_EQ(text_at(resource, "encoding"), "utf-8");
  const auto& fields = *at(at(resource, "schema"), "fields").array();
  ASSERT_EQ(fields.size(), 3u);
  EXPECT_EQ(text_at(fields[1], "name"), "E");
  EXPECT_EQ(text_at(fields[1], "type"), "number");
  EXPECT_EQ(text_at(fields[1], "unit"), "V");
  EXPECT_EQ(text_at(fields[1], "reference"), "RHE");
  EXPECT_EQ(text_at(fields[1], "dimension"), "kg m2 s-3 A-1");
  EXPECT_EQ(text_at(fields[2], "unit"), "A m-2");
  EXPECT_EQ(text_at(fields[2], "description"), "current per geometric area, oxidation positive");
  const auto& echemdb = at(at(resource, "metadata"), "echemdb");
  EXPECT_EQ(text_at(echemdb, "description"), "demo package cv");
  EXPECT_EQ(at(at(echemdb, "dataDescription"), "fields").array()->size(), 3u);
}

// What the specifications ask of every package, field by field.
void expect_valid(const std::vector<PackageFile>& files) {
  const std::regex name("[-a-z0-9._]+");
  const auto package = description(files);
  EXPECT_TRUE(std::regex_match(text_at(package, "name"), name));
  const auto& resources = *at(package, "resources").array();
  ASSERT_EQ(resources.size() + 1, files.size());
  std::set<std::string> names;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const auto own = text_at(resources[i], "name");
    EXPECT_TRUE(std::regex_match(own, name)) << own;
    EXPECT_TRUE(names.insert(own).second) << own;
    EXPECT_EQ(text_at(resources[i], "path"), files[i + 1].name);
    std::vector<std::string> columns;
    for (const auto& field : *at(at(resources[i], "schema"), "fields").array()) {
      columns.push_back(text_at(field, "name"));
      EXPECT_THAT(text_at(field, "type"), ::testing::AnyOf("number", "string"));
    }
    EXPECT_EQ(first_line(files[i + 1].bytes), join(columns, ","));
    EXPECT_EQ(std::set(columns.begin(), columns.end()).size(), columns.size()) << own;
  }
}

TEST(DataPackage, EveryTableOfAReductionIsAResource) {
  NITER_SOURCE("frictionless",
               "Data Package: name, resources; Table Schema: fields, missingValues");
  const auto files = data_package(testing::full_reduction());
  expect_valid(files);
  std::vector<std::string> names;
  for (const auto& file : files) names.push_back(file.name);
  EXPECT_THAT(names, ElementsAre("datapackage.json", "measures.csv", "lsv-of-fe2co1-nc-fresh.csv",
                                 "lsv-of-fe2co1-nc-fresh-2.csv", "empty.csv"));
  const auto package = description(files);
  const auto& lsv = at(package, "resources").array()->at(1);
  const auto& fields = *at(at(lsv, "schema"), "fields").array();
  EXPECT_EQ(text_at(fields[0], "reference"), "RHE (bulk)");
  EXPECT_EQ(text_at(fields[2], "name"), "± j");
  EXPECT_EQ(text_at(fields[2], "unit"), "mA cm-2");
  EXPECT_EQ(text_at(fields[3], "name"), "j_2");
  EXPECT_EQ(text_at(fields[5], "unit"), "(none)");  // arbitrary units have no unit elsewhere
  EXPECT_EQ(text_at(fields[5], "dimension"), "a.u.");
  EXPECT_EQ(text_at(at(at(at(lsv, "metadata"), "niter"), "provenance"), "sha256"), "00ff");
  EXPECT_EQ(text_at(at(at(at(lsv, "metadata"), "niter"), "settings"), "window"), "twice");
}

TEST(DataPackage, MeasuresStandInTheUnitOfTheirRow) {
  NITER_IDENTITY("1 F m-2 = 0.1 mF cm-2; a standard uncertainty has no offset");
  const auto files = data_package(testing::full_reduction());
  const auto lines = split(files[1].bytes, '\n');
  ASSERT_GE(lines.size(), 5u);
  EXPECT_EQ(lines[0], "id,title,value,u,unit,formula,source,note");
  EXPECT_EQ(lines[3], "exact,An exact number,0.1,0,1,,,");
  EXPECT_EQ(lines[4], "temperature,Temperature,25,0.5,degC,,,");
  EXPECT_THAT(lines[1], ::testing::HasSubstr("\"at -0.4 V vs. RHE, 5 % to 20 mA cm-2\""));
}

TEST(DataPackage, IsWrittenWhole) {
  NITER_IDENTITY("the folder holds the files and nothing else");
  const auto folder = fs::temp_directory_path() / "niter-data-package-test";
  fs::remove_all(folder);
  const auto files = data_package(testing::full_reduction());
  ASSERT_TRUE(write_data_package(folder, files));
  ASSERT_TRUE(write_data_package(folder, files));  // over the old one
  for (const auto& file : files) EXPECT_EQ(*read_file(folder / file.name), file.bytes);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), std::ptrdiff_t(files.size()));
  fs::remove_all(folder);
}

TEST(FileNames, AreSafeAndDistinct) {
  NITER_IDENTITY("no separator, no hidden file, no two alike");
  EXPECT_EQ(file_name_of("x.DTA, R0-p(R1,CPE1)"), "x.dta-r0-p-r1-cpe1");
  EXPECT_EQ(file_name_of("../../etc/passwd"), "etc-passwd");
  EXPECT_EQ(file_name_of("..."), "unnamed");
  EXPECT_EQ(file_name_of("µ Ω"), "unnamed");
  EXPECT_LE(file_name_of(std::string(500, 'a')).size(), 60u);
  const std::vector<std::string> titles{"a", "A", "a", "a-2"};
  EXPECT_THAT(file_names_of(titles), ElementsAre("a", "a-2", "a-3", "a-2-2"));
}

}  // namespace
}  // namespace niter::io
