#include "niter/report/page.hpp"

#include <fstream>
#include <regex>

#include "niter/base/share.hpp"
#include "niter/base/testing.hpp"
#include "niter/report/page_parts.hpp"

namespace niter::report {
namespace {

constexpr std::string_view attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'`*";

// A page in which every text is hostile.
Page hostile() {
  const std::string text(attack);
  data::Series series{text, data::Series::Mark::Points, {0, 1}, {1, 2}};
  series.labels = {text, text};
  data::Figure figure{
      "fig",
      text,
      text,
      {{text, text, {text, Unit::of("V"), text}, {"j", Unit::of("A m-2")}, {series}}}};
  data::Finding finding{text, text,  data::Verdict::Inconsistent, text, text, text, text, text,
                        text, {text}};
  Section section{text, text, {text}, {figure}, {{text, {text}, {{{text}, text}}}}, {finding}};
  section.remarks = {text};
  section.subsections = {section};
  section.subsections.front().figures.clear();
  Page page{text, text, {{text, text}}, {section}};
  page.figure_svg["fig"] = "<svg>" + text + "</svg>";
  return page;
}

class HtmlPage : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!share_file("report/plotly-basic.min.js"))
      GTEST_SKIP() << "the embedded script is not there: run tools/setup";
  }
  // The page without the two scripts at its end, which are ours.
  static std::string body(const Page& page) {
    auto text = html(page).value();
    return text.substr(0, text.find("<footer>"));
  }
};

TEST_F(HtmlPage, HostileTextCannotBecomeMarkup) {
  NITER_IDENTITY("all text is escaped");
  const auto text = body(hostile());
  EXPECT_EQ(text.find("<script>"), std::string::npos);
  EXPECT_EQ(text.find("<img src=x"), std::string::npos);
  EXPECT_EQ(text.find("alert(1)</script"), std::string::npos);
  EXPECT_NE(text.find("&lt;script&gt;"), std::string::npos);
}

TEST_F(HtmlPage, LoadsNothing) {
  NITER_IDENTITY("no address but in links, and a policy that forbids the rest");
  const auto text = body(hostile());
  EXPECT_NE(text.find("default-src 'none'"), std::string::npos);
  const std::regex source("(?:src|srcset|data|action|xlink:href)=\"([^\"]*)\"");
  for (std::sregex_iterator it(text.begin(), text.end(), source), end; it != end; ++it)
    EXPECT_TRUE((*it)[1].str().starts_with("data:image/svg+xml;base64,")) << (*it)[1];
  EXPECT_EQ(text.find("<link"), std::string::npos);
  EXPECT_EQ(text.find("@import"), std::string::npos);
  EXPECT_EQ(text.find("url("), std::string::npos);
}

TEST_F(HtmlPage, EveryPartIsThere) {
  NITER_IDENTITY("what goes in comes out");
  const auto text = body(hostile());
  for (const std::string part :
       {"<nav", "class=\"summary\"", "<table>", "<details", "<figure", "<figcaption>",
        "data/fig.csv", "figures/fig-180mm.svg", "figures/fig-88mm.pdf", "class=\"still\"",
        ">inconsistent</span>", "<h3>"})
    EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST(PageParts, EmphasisCodeAndAdsorbates) {
  NITER_IDENTITY("*so* is emphasis, *NO is an adsorbate");
  EXPECT_EQ(inline_html("*so* it is"), "<em>so</em> it is");
  EXPECT_EQ(inline_html("*NO and *NOH"), "*NO and *NOH");
  EXPECT_EQ(inline_html("`C2 <b>` of NH3"), "<code>C2 &lt;b&gt;</code> of NH<sub>3</sub>");
  EXPECT_EQ(inline_html("a * b * c"), "a * b * c");
}

TEST(PageParts, Base64) {
  NITER_SOURCE("rfc4648", "section 10, test vectors");
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace niter::report
