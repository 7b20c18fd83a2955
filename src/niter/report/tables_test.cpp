#include "niter/report/tables.hpp"

#include <gmock/gmock.h>

#include "niter/base/testing.hpp"
#include "niter/report/number_text.hpp"

namespace niter::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string printed(double value, double sigma) {
  return plain(number_text(value, sigma));
}

TEST(NumberText, ShowsTwoFiguresOfTheUncertainty) {
  NITER_SOURCE("jcgm100", "7.2.6: two significant digits of u suffice, the value to its place");
  EXPECT_EQ(printed(82.0675586, 0.519), "82.07 ± 0.52");
  EXPECT_EQ(printed(-20.1499, 0.405), "-20.15 ± 0.41");
  EXPECT_EQ(printed(12345, 12), "12345 ± 12");
  EXPECT_EQ(printed(12345, 1234), "(1.23 ± 0.12) 10^4");
  EXPECT_EQ(printed(10, 0.0996), "10.00 ± 0.10");
  EXPECT_EQ(printed(10, 0.996), "10.0 ± 1.0");
  EXPECT_EQ(printed(1.234e-7, 1.2e-9), "(1.234 ± 0.012) 10^-7");
  EXPECT_EQ(printed(2e-9, 3e-7), "(0.0 ± 3.0) 10^-7");
  EXPECT_EQ(printed(-0.0001, 0.5), "0.00 ± 0.50");
  EXPECT_EQ(printed(0.1, 0), "0.1");
  EXPECT_EQ(printed(1234567, 0), "1.2346 10^6");
  EXPECT_EQ(printed(0, 0), "0");
  EXPECT_EQ(printed(std::nan(""), 1), "nan");
}

data::Reduction hostile() {
  data::Reduction reduction{.technique = "cdl", .title = "100 % of $x$ & \\input{/etc/passwd}"};
  reduction.measures = {{"a", "Yield of NH3_total | <b>", Uncertain::input("a", 0.82, 0.005),
                         Unit::of("%"), "", "", "at -0.4 V\nvs. RHE #1 ~ ^ {x}"},
                        {"b", "Charge", Uncertain::input("b", 1.234e-10, 1e-12),
                         Unit::of("mA cm-2"), "", "", "`rm` *all* [x](y)"},
                        {"c", "Factor", Uncertain(3), Unit::of("1")}};
  return reduction;
}

TEST(LatexTable, IsTypesetAndHarmless) {
  NITER_IDENTITY("every special character of LaTeX is escaped");
  const auto text = measures_latex(hostile());
  EXPECT_THAT(text, HasSubstr("Yield of NH\\textsubscript{3}\\_total $|$ $<$b$>$ & $82.00 \\pm "
                              "0.50$ & \\% & \\raggedright at $-$0.4 V vs. RHE \\#1"));
  EXPECT_THAT(text, HasSubstr("$(1.234 \\pm 0.010) \\times 10^{-11}$ & mA cm"));
  EXPECT_THAT(text, HasSubstr("\\textsuperscript{$-$2}"));
  EXPECT_THAT(text, HasSubstr("Factor & $3$ &  &"));
  EXPECT_THAT(text, Not(HasSubstr("\\input")));
  EXPECT_THAT(text, HasSubstr("\\$x\\$ \\& \\textbackslash{}input\\{"));
  EXPECT_THAT(text, HasSubstr("\\toprule"));
}

TEST(MarkdownTable, KeepsItsColumns) {
  NITER_IDENTITY("four cells a row, whatever the text");
  const auto text = measures_markdown(hostile());
  EXPECT_THAT(text, HasSubstr("| 82.00 ± 0.50 | % | at −0.4 V vs. RHE \\#1"));
  EXPECT_THAT(text, HasSubstr("\\`rm\\` \\*all\\* \\[x\\](y)"));
  EXPECT_THAT(text, HasSubstr("\\| \\<b\\>"));
  EXPECT_THAT(text, HasSubstr("mA cm⁻²"));
}

}  // namespace
}  // namespace niter::report
