#include "niter/io/delimited.hpp"

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::io {
namespace {

std::vector<std::string> texts(const std::vector<Field>& fields) {
  std::vector<std::string> all;
  for (const auto& field : fields) all.push_back(field.text);
  return all;
}

using Texts = std::vector<std::string>;

TEST(Delimited, QuotedFieldsAsTheStandardHasThem) {
  NITER_SOURCE("rfc4180", "sec. 2, rules 5 to 7");
  EXPECT_EQ(texts(split_fields("\"aaa\",\"b\"\"bb\",\"c,c\"", {',', '.'})),
            (Texts{"aaa", "b\"bb", "c,c"}));
}

TEST(Delimited, FieldsInPlaceAreThoseOfTheLineAlone) {
  NITER_IDENTITY("what a longer or a shorter line before left behind is not seen");
  const Dialect commas{',', '.'}, blanks{' ', '.'};
  std::vector<Field> fields;
  for (const auto* line :
       {"1, 2,3", "", "x", " a ,,\"q\",", "long enough to be no small text,b", ","}) {
    split_fields(line, commas, fields);
    const auto alone = split_fields(line, commas);
    EXPECT_EQ(texts(fields), texts(alone)) << line;
    for (std::size_t k = 0; k < alone.size(); ++k) EXPECT_EQ(fields[k].column, alone[k].column);
  }
  split_fields("  1   2\t3  ", blanks, fields);
  EXPECT_EQ(texts(fields), (Texts{"1", "2", "3"}));
  EXPECT_EQ(fields[1].column, 7);
}

}  // namespace
}  // namespace niter::io
