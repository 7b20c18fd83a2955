#include "niter/report/render.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <regex>
#include <set>

#include <fmt/format.h>
#include <unistd.h>

#include "niter/base/contract.hpp"
#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"
#include "niter/config/value.hpp"
#include "niter/report/export_file.hpp"
#include "niter/report/layout.hpp"
#include "niter/report/legend.hpp"
#include "niter/report/point_labels.hpp"

namespace niter::report {
namespace {

namespace fs = std::filesystem;
using Mark = data::Series::Mark;

// Two panels with every mark: the sample that the tests below look at.
data::Figure sample() {
  data::Panel a{"a", "0.1 M KNO3", {"E", Unit::of("V"), "vs. RHE"}, {"j", Unit::of("mA cm-2")}, {}};
  data::Series band{"", Mark::Band}, line{"Fe2Co1/NC", Mark::Line},
      points{"Fe2Co1/NC, reported", Mark::Points};
  for (int i = 0; i <= 20; ++i) {
    const double E = -1.2 + 0.05 * i, j = -10 * std::exp(-3.5 * E);
    line.x.push_back(E), line.y.push_back(j);
    band.x.push_back(E), band.low.push_back(1.1 * j), band.high.push_back(0.9 * j);
    if (i % 8 == 0) {
      points.x.push_back(E), points.y.push_back(1.02 * j);
      points.low.push_back(1.05 * j), points.high.push_back(0.98 * j);
    }
  }
  points.reported = true;
  a.series = {band, line, points};
  data::Panel b{"b", "", {"progress", Unit::of("1")}, {"G", Unit::of("eV")}, {}};
  data::Series levels{"0 V", Mark::Levels, {0, 1, 2}, {0, -1.6e-19, -0.8e-19}};
  levels.labels = {"*NO3", "*NO", "NH3"};
  b.series = {levels};
  return {"sample", "A sample <figure>", "Lines & bands", {a, b}};
}

class FigureFiles : public ::testing::Test {
 protected:
  FigureFiles() { fs::remove_all(folder_); }
  ~FigureFiles() override { fs::remove_all(folder_); }
  std::string drawn(const std::string& name) const { return read_file(folder_ / name).value(); }

  fs::path folder_ =
      fs::temp_directory_path() / fs::path("niter-report-" + std::to_string(::getpid()));
};

std::vector<double> numbers_in(const std::string& text, const std::string& pattern) {
  std::vector<double> out;
  const std::regex regex(pattern);
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it)
    out.push_back(std::stod((*it)[1]));
  return out;
}

TEST(AxisText, SymbolUnitScale) {
  NITER_SOURCE("greenbook2007", "chapter 1: quantity calculus, symbol / unit");
  EXPECT_EQ(axis_text({"E", Unit::of("V"), "vs. RHE"}), "E / V vs. RHE");
  EXPECT_EQ(axis_text({"j", Unit::of("mA cm-2")}), "j / mA cm⁻²");
  EXPECT_EQ(axis_text({"j", Unit::of("mA cm-2")}, Markup::Html),
            "<i>j</i> / mA cm<sup>\u22122</sup>");
  EXPECT_EQ(axis_text({"j", Unit::of("mA cm-2")}, Markup::Gnuplot),
            "{/:Italic j} / mA cm^{/=7 \u22122}");
  EXPECT_EQ(axis_text({"ph", Unit::of("1")}), "pH");
  EXPECT_EQ(axis_text({"some new word", Unit::of("s")}), "some new word / s");
}

TEST_F(FigureFiles, AllFormatsAtBothWidths) {
  NITER_IDENTITY("3 formats times 2 widths");
  ASSERT_TRUE(draw_figures({sample()}, folder_));
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_)) names.insert(entry.path().filename());
  EXPECT_EQ(names,
            (std::set<std::string>{"sample-180mm.pdf", "sample-180mm.png", "sample-180mm.svg",
                                   "sample-88mm.pdf", "sample-88mm.png", "sample-88mm.svg"}));
  // width in pixels is the big-endian number at byte 16 of a PNG: 88 mm at 300 dpi
  const auto png = drawn("sample-88mm.png");
  const int pixels =
      (static_cast<unsigned char>(png[18]) << 8) + static_cast<unsigned char>(png[19]);
  EXPECT_NEAR(pixels, 88 / 25.4 * 300, 1);
  EXPECT_NE(png.find("pHYs"), std::string::npos);
}

TEST_F(FigureFiles, NoLetterBelowSevenPoints) {
  NITER_IDENTITY("font size times width in print over width in user units");
  ASSERT_TRUE(draw_figures({sample()}, folder_));
  for (const double width : {88.0, 180.0}) {
    const auto svg = drawn(fmt::format("sample-{:.0f}mm.svg", width));
    const auto user = numbers_in(svg, "viewBox=\"0 0 ([0-9.]+) ").at(0);
    EXPECT_DOUBLE_EQ(numbers_in(svg, "width=\"([0-9.]+)mm\"").at(0), width);
    const auto sizes = numbers_in(svg, "font-size=\"([0-9.]+)\"");
    ASSERT_GT(sizes.size(), 10u);
    for (const double size : sizes) EXPECT_GE(size * width / 25.4 * 72 / user, 7.0);
  }
}

TEST_F(FigureFiles, TheSvgIsTheSameEveryTimeAndShowsTheNumbers) {
  NITER_IDENTITY("a place in the frame is the value's fraction of the axis");
  ASSERT_TRUE(draw_figures({sample()}, folder_));
  const auto first = drawn("sample-88mm.svg");
  ASSERT_TRUE(draw_figures({sample()}, folder_));
  EXPECT_EQ(drawn("sample-88mm.svg"), first);

  // the reported points, drawn as open circles (gpPt5), against their places by the layout
  const auto figure = sample();
  const auto layout = lay_out(figure, 88);
  const auto& panel = layout.panels[0];
  const auto& points = figure.panels[0].series[2];
  std::vector<std::pair<double, double>> circles;
  const std::regex circle("gpPt5' transform='translate\\(([0-9.]+),([0-9.]+)\\)");
  for (std::sregex_iterator it(first.begin(), first.end(), circle), end; it != end; ++it)
    circles.emplace_back(std::stod((*it)[1]), std::stod((*it)[2]));
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    const double x = panel.plot.left + panel.plot.width * panel.x.fraction(points.x[i]);
    const double y = panel.plot.bottom + panel.plot.height * panel.y.fraction(points.y[i] / 10);
    const auto hit = std::any_of(circles.begin(), circles.end(), [&](const auto& c) {
      return std::abs(c.first - x) < 1 && std::abs(layout.height - c.second - y) < 1;
    });
    EXPECT_TRUE(hit) << "point " << i << " at " << x << ", " << y;
  }
}

TEST_F(FigureFiles, HostileTextIsDrawnAndNotRun) {
  NITER_IDENTITY("text is never a command");
  const auto trap = folder_.string() + "-trap";
  auto figure = sample();
  figure.title = "</title><script>";
  figure.panels[0].title =
      "`touch " + trap + "` '.system(\"touch " + trap + "\").' {/=99 x} 50 %d @x \\";
  figure.panels[0].series[1].name = "%s'\n`touch " + trap + "`";
  figure.panels[1].series[0].labels[0] = "100 %s";
  const auto drawn_well = draw_figures({figure}, folder_);
  ASSERT_TRUE(drawn_well) << drawn_well.error().text();
  EXPECT_FALSE(fs::exists(trap));
  const auto svg = drawn("sample-88mm.svg");
  EXPECT_EQ(svg.find("<script>"), std::string::npos);
  EXPECT_NE(svg.find("100 %s"), std::string::npos);
}

TEST_F(FigureFiles, InterruptedDrawingLeavesNothing) {
  NITER_IDENTITY("all or nothing");
  std::stop_source stop;
  const Monitor monitor{[&](std::string_view, double) { stop.request_stop(); }, stop.get_token()};
  const auto status = draw_figures({sample()}, folder_, monitor);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::Interrupted);
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(FigureFiles, AFailedDrawingKeepsWhatWasThere) {
  NITER_IDENTITY("all or nothing");
  fs::create_directories(folder_);
  ASSERT_TRUE(write_file_atomically(folder_ / "sample-88mm.svg", "old"));
  std::stop_source stop;
  stop.request_stop();
  ASSERT_FALSE(draw_figures({sample()}, folder_, Monitor{{}, stop.get_token()}));
  EXPECT_EQ(drawn("sample-88mm.svg"), "old");
}

TEST_F(FigureFiles, MissingGnuplotIsSaidClearly) {
  NITER_IDENTITY("a missing program is an Error that names it");
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  const auto status = draw_figures({sample()}, folder_);
  ::setenv("PATH", path.c_str(), 1);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::Process);
  EXPECT_NE(status.error().text().find("gnuplot"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(FigureFiles, ABugInAThreadReachesTheCaller) {
  NITER_IDENTITY("a contract broken in any thread is thrown to the caller, and nothing is left");
  std::vector<data::Figure> figures;
  for (const std::string id : {"a", "b", "c", "d"}) {
    figures.push_back(sample());
    figures.back().id = id;
    figures.back().panels[0].x.range = {1, 1};
  }
  EXPECT_THROW((void)draw_figures(figures, folder_), Bug);
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(FigureFiles, AnIdIsNoPath) {
  NITER_IDENTITY("ids become file names");
  for (const std::string id : {"", "../x", "a/b", ".hidden", "a b"}) {
    auto figure = sample();
    figure.id = id;
    ASSERT_FALSE(draw_figures({figure}, folder_)) << id;
  }
  EXPECT_FALSE(draw_figures({sample(), sample()}, folder_));
}

TEST(Layout, LegendsHideNoData) {
  NITER_IDENTITY("no ink inside the box of a legend line");
  for (const double width : {88.0, 180.0}) {
    const auto figure = sample();
    const auto layout = lay_out(figure, width);
    for (const auto& panel : layout.panels) {
      ASSERT_FALSE(panel.legend.empty());
      for (const auto& item : panel.legend) {
        for (const auto& place : inked(panel)) {
          const double x = panel.plot.left + place[0] * panel.plot.width;
          const double y = panel.plot.bottom + place[1] * panel.plot.height;
          EXPECT_FALSE(x > item.left && x < item.left + item.width &&
                       std::abs(y - item.middle) < legend_pitch / 2);
        }
        EXPECT_LE(item.left + item.width, layout.width);
      }
    }
  }
}

// A Nyquist diagram: an arc twice as wide as it is high.
data::Figure arc() {
  data::Panel panel{
      "a", "", {"z_re", Unit::of("ohm cm2")}, {"minus_z_im", Unit::of("ohm cm2")}, {}};
  panel.equal_scales = true;
  data::Series line{"cell", Mark::Line}, marks{"", Mark::Points};
  for (int i = 0; i <= 36; ++i) {
    const double angle = std::acos(-1.0) * i / 36;
    line.x.push_back(3e-4 - 1e-4 * std::cos(angle)), line.y.push_back(1e-4 * std::sin(angle));
    if (i % 6 != 3) continue;
    marks.x.push_back(line.x.back()), marks.y.push_back(line.y.back());
    marks.labels.push_back(fmt::format("{} Hz", 10 + i));
  }
  marks.shows_labels = true;
  panel.series = {line, marks};
  return {"arc", "An arc", "", {panel}};
}

TEST(Layout, ALengthMeansTheSameOnEqualScales) {
  NITER_IDENTITY("display units per point of the frame");
  const auto figure = arc();
  for (const double width : {88.0, 180.0}) {
    const auto layout = lay_out(figure, width);
    const auto& panel = layout.panels[0];
    EXPECT_NEAR((panel.x.last - panel.x.first) / panel.plot.width,
                (panel.y.last - panel.y.first) / panel.plot.height, 1e-9);
  }
  const auto json = config::parse_json(plotly_json(figure), "figure").value();
  EXPECT_EQ(*json.find("layout")->find("yaxis")->find("scaleanchor")->string(), "x");
}

TEST(Layout, LabelsOfPointsStandBesideThemAndNotOnOneAnother) {
  NITER_IDENTITY("boxes of texts do not meet; each is the text of its point");
  auto figure = arc();
  auto& marks = figure.panels[0].series[1];
  marks.x.push_back(marks.x.back()), marks.y.push_back(marks.y.back());
  marks.labels.push_back("the same place");
  const auto layout = lay_out(figure, 88);
  const auto& panel = layout.panels[0];
  const auto labels = point_labels(panel);
  ASSERT_EQ(labels.size(), 6u);
  EXPECT_EQ(labels.front().text, "13 Hz");
  for (const auto& label : labels) {
    EXPECT_GE(label.left, panel.plot.left);
    EXPECT_LE(label.left + label.width, panel.plot.right());
    for (const auto& item : panel.legend)
      EXPECT_FALSE(std::abs(label.middle - item.middle) < 8 &&
                   label.left < item.left + item.width && item.left < label.left + label.width);
  }
}

TEST(Layout, BarsAtOnePlaceAreStacked) {
  NITER_IDENTITY("a bar begins where the one below ends");
  data::Panel panel{"", "", {"E", Unit::of("V")}, {"FE", Unit::of("%")}, {}};
  panel.series = {{"NH3", Mark::Bars, {-1.0, -0.8}, {0.8, 0.5}},
                  {"H2", Mark::Bars, {-1.0, -0.8}, {0.2, 0.4}},
                  {"other", Mark::Bars, {-0.6}, {0.1}}};
  EXPECT_DOUBLE_EQ(bars_of(panel, panel.series[1])[0].from, 0.8);
  EXPECT_DOUBLE_EQ(bars_of(panel, panel.series[1])[1].to, 0.9);
  EXPECT_DOUBLE_EQ(bars_of(panel, panel.series[2])[0].from, 0);
  EXPECT_NEAR(half_width(panel), 0.072, 1e-12);
}

TEST(Png, ResolutionIsWrittenAsAChunkWithItsChecksum) {
  NITER_SOURCE("pngspec",
               "sections 5.3 and 11.3.4.3, annex D; the CRC of 300 dpi was computed apart");
  const std::string head = std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) + std::string(17, '\0');
  const auto png = finish_png(head + "rest", 300);
  ASSERT_TRUE(png);
  EXPECT_EQ(png->substr(33, 21),
            std::string("\0\0\0\x09pHYs\0\0\x2e\x23\0\0\x2e\x23\x01\x78\xa5\x3f\x76", 21));
  EXPECT_FALSE(finish_png("no picture", 300));
}

TEST(FigureCsv, ThreeHeaderRowsAndTheNumbersComeBack) {
  NITER_IDENTITY("write, then read, gives the same numbers");
  const auto figure = sample();
  const auto lines = split(figure_csv(figure), '\n');
  ASSERT_EQ(lines.size(), 3u + 21 + 1);  // and the end of the last line
  const auto names = split(lines[0], ','), units = split(lines[1], ','),
             comments = split(lines[2], ',');
  ASSERT_EQ(names.size(), 3u + 2 + 4 + 2);
  EXPECT_EQ(units[4], "mA cm-2");
  EXPECT_EQ(names[9], "Reaction coordinate");
  EXPECT_EQ(comments[3], "a; Fe2Co1/NC; vs. RHE");
  const auto& line = figure.panels[0].series[1];
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    const auto cells = split(lines[3 + i], ',');
    ASSERT_EQ(cells.size(), names.size());
    EXPECT_DOUBLE_EQ(*parse_number(cells[3]), line.x[i]);
    EXPECT_NEAR(*parse_number(cells[4]) * 10, line.y[i], 1e-12 * std::abs(line.y[i]));
  }
  EXPECT_EQ(split(lines[10], ',')[5], "");  // the reported points are fewer
}

TEST(PlotlyJson, SameNumbersAsTheFigure) {
  NITER_IDENTITY("one figure, two forms");
  const auto figure = sample();
  const auto json = config::parse_json(plotly_json(figure), "figure");
  ASSERT_TRUE(json) << json.error().text();
  const auto& traces = *json->find("data")->array();
  ASSERT_EQ(traces.size(), 2u + 1 + 1 + 2);  // band, line, points, connectors and levels
  const auto& points = figure.panels[0].series[2];
  const auto& trace = traces[3];
  EXPECT_EQ(*trace.find("mode")->string(), "markers");
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    const double y = *(*trace.find("y")->array())[i].number();
    const double up = *(*trace.find("error_y")->find("array")->array())[i].number();
    EXPECT_NEAR(y * 10, points.y[i], 1e-6 * std::abs(points.y[i]));
    EXPECT_NEAR((y + up) * 10, points.high[i], 1e-5 * std::abs(points.y[i]));
  }
  EXPECT_EQ(*json->find("layout")->find("yaxis")->find("title")->find("text")->string(),
            "<i>j</i> / mA cm<sup>\u22122</sup>");
  // the range is that of the print
  const auto print = lay_out(figure, 180);
  EXPECT_NEAR(*(*json->find("layout")->find("yaxis")->find("range")->array())[0].number(),
              print.panels[0].y.first, 1e-4);
}

}  // namespace
}  // namespace niter::report
