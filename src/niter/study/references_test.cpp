#include "niter/study/references.hpp"

#include <gtest/gtest.h>

namespace niter::study {
namespace {

TEST(References, EveryEntryOfTheShippedFileReadsWithAuthorAndTitle) {
  const auto all = load_references();
  ASSERT_TRUE(all) << all.error().text();
  EXPECT_GT(all->size(), 5U);
  for (const auto& entry : *all) {
    EXPECT_TRUE(entry.fields.contains("title")) << entry.key;
    EXPECT_NE(entry.text(), ".") << entry.key;
  }
}

TEST(References, KeysAreFoundAsWholeWords) {
  const std::vector<Reference> all = {{"bard2001", {{"title", "Electrochemical Methods"}}},
                                      {"bard2", {{"title", "no"}}}};
  const auto found = cited(all, {"Nernst: bard2001, eq. 2.1.40"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].key, "bard2001");
}

TEST(References, BrokenEntryIsAnErrorWithItsLine) {
  const auto broken = parse_references("@book{a,\n title = {x}\n}\n@book{b,\n title }\n", "r.bib");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().where.line, 5);
  EXPECT_FALSE(parse_references("@book{a, title = {never closed", "r.bib") &&
               parse_references("@book{a, title", "r.bib"));
}

TEST(References, TruncationNeverHangsOrCrashes) {
  const std::string text = "@book{a,\n title = {A {B} C}, author = \"D\", year = 2001\n}\n";
  for (std::size_t n = 0; n <= text.size(); ++n) (void)parse_references(text.substr(0, n), "r.bib");
}

}  // namespace
}  // namespace niter::study
