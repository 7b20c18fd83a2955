// A reduction as page, as text and as JSON.
#include <gmock/gmock.h>

#include "niter/base/share.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"
#include "niter/report/reduction_page.hpp"
#include "niter/report/reduction_text.hpp"
#include "niter/report/reduction_value.hpp"

namespace niter::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

data::Reduction reduction() {
  const auto area = Uncertain::input("area", 1e-4, 2e-6);
  const auto slope = Uncertain::input("noise of the currents <\x1b[31m>", 2e-3, 1e-5);
  data::Reduction out{.technique = "cdl", .title = "Double-layer capacitance of Fe2Co1/NC"};
  out.measures = {{"c", "Double-layer capacitance, series resistance undone, both sweeps",
                   slope / area, Unit::of("mF cm-2"), "h = h0 + C v", "mccrory2013",
                   "at -0.4 V vs. RHE (bulk), local line 0.02 V wide, five scan rates from 10 to "
                   "200 mV s-1"},
                  {"r", "Roughness factor", Uncertain(50), Unit::of("1")}};
  out.tables = {{"scans", {{"scan_rate", Unit::of("mV s-1"), {0.01, 0.02}, {}, "of the sweep"}}}};
  data::Series line{"read", data::Series::Mark::Points, {0, 1}, {1, 2}};
  out.figures = {{"fig/cdl",
                  "Scans",
                  "What it shows",
                  {{"",
                    "",
                    {"scan_rate", Unit::of("mV s-1")},
                    {"half_difference", Unit::of("mA cm-2")},
                    {line}}}}};
  out.findings = {{"k", "Straight", data::Verdict::Consistent, "", "r = 1", "", "fine", "", ""},
                  {"m", "Anodic and cathodic", data::Verdict::Marginal, "a = c", "1 against 2", "",
                   "They differ.", "slower scans", ""}};
  out.caveats = {"the record is short"};
  out.settings = {{"potential", "-0.4 V"}};
  out.records = {{"a.mpt", std::string(64, 'a'), "biologic-mpt", {{"area", "1 cm2"}}}};
  return out;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (c & 0xC0) != 0x80;
  return count;
}

TEST(ReductionText, FitsATerminalOf80Columns) {
  NITER_IDENTITY("no line is longer, no control character passes");
  const auto text = reduction_text(reduction());
  for (const auto& line : split(text, '\n')) EXPECT_LE(characters(line), 80u) << line;
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_THAT(text, HasSubstr("2.000 ± 0.041  mF cm-2"));
  EXPECT_THAT(text, HasSubstr("u from area 94 %, noise of the currents"));
  EXPECT_THAT(text, HasSubstr("[marginal] Anodic and cathodic"));
  EXPECT_THAT(text, HasSubstr("wanted: slower scans"));
  EXPECT_THAT(text, HasSubstr("potential = -0.4 V"));
  EXPECT_THAT(text, HasSubstr("a.mpt, SHA-256 aaaaaaaaaaaa, biologic-mpt"));
  EXPECT_THAT(text, HasSubstr("table 'scans': 2 rows, 1 columns"));
}

TEST(ReductionValue, HoldsEverythingInUnitsOfDisplay) {
  NITER_IDENTITY("20 F m-2 is 2 mF cm-2; the shares of a budget sum to 1");
  const auto value = to_value(reduction());
  const auto& measure = value.find("measures")->array()->front();
  EXPECT_NEAR(*measure.find("value")->number(), 2, 1e-12);
  EXPECT_EQ(*measure.find("unit")->string(), "mF cm-2");
  double sum = 0;
  for (const auto& row : *measure.find("budget")->array()) sum += *row.find("share")->number();
  EXPECT_NEAR(sum, 1, 1e-12);
  const auto& column = value.find("tables")->array()->front().find("columns")->array()->front();
  EXPECT_NEAR(*column.find("values")->array()->front().number(), 10, 1e-12);
  EXPECT_EQ(*value.find("findings")->array()->at(1).find("verdict")->string(), "marginal");
  const auto read = config::parse_json(config::to_json(value), "it.json");
  ASSERT_TRUE(read);
  for (const char* key : {"schema", "technique", "title", "measures", "tables", "figures",
                          "findings", "caveats", "settings", "records"})
    EXPECT_NE(read->find(key), nullptr) << key;
}

TEST(ReductionPage, HoldsEveryReductionAndItsFigures) {
  NITER_IDENTITY("what goes in comes out; figures of one name are told apart");
  if (!share_file("report/plotly-basic.min.js"))
    GTEST_SKIP() << "the embedded script is not there: run tools/setup";
  const auto all = with_distinct_figures(std::vector{reduction(), reduction()});
  EXPECT_EQ(all[0].figures[0].id, "fig-cdl");
  EXPECT_EQ(all[1].figures[0].id, "fig-cdl-2");
  auto page = reduction_page(all, "Capacitances");
  page.figure_svg["fig-cdl"] = "<svg/>";
  const auto text = html(page).value();
  const auto body = text.substr(0, text.find("<footer>"));
  for (const std::string part :
       {"Capacitances", "2 reductions", "2 of 4 findings consistent", "2 marginal", "2.000 ± 0.041",
        "mF\u00a0cm", "area", "94.1 %", "the record is short", "potential", "a.mpt",
        "data/fig-cdl-2.csv", "figures/fig-cdl-180mm.svg", "scan_rate / mV"})
    EXPECT_THAT(body, HasSubstr(part));
}

}  // namespace
}  // namespace niter::report
