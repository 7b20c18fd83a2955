#include "niter/report/gnuplot.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "niter/report/legend.hpp"
#include "niter/report/marks.hpp"
#include "niter/report/palette.hpp"
#include "niter/report/point_labels.hpp"
#include "niter/report/render.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

using Mark = data::Series::Mark;

constexpr double frame_width = 0.6, tick_length = 2.6, minor_tick_length = 1.4;  // pt

std::string text(std::string_view words) {
  return gnuplot_quote(marked_up(words, Markup::Gnuplot, fonts.small));
}

// Everything of one panel but its data: frame, ticks, titles, legend.
class Frame {
 public:
  Frame(const FigureLayout& figure, const PanelLayout& panel, double tick_unit_pt)
      : figure_(figure), panel_(panel), tick_unit_(tick_unit_pt) {}

  std::string commands() {
    place();
    ticks('x', panel_.x_ticks,
          panel_.slanted ? "rotate by 45 right offset 0,0" : "norotate center offset 0,0.25");
    ticks('y', panel_.y_ticks, "norotate right offset 0.35,0");
    titles();
    for (const auto& item : panel_.legend) legend_line(item);
    for (const auto& label : point_labels(panel_))
      say("set label {} at {} left font ',{}' front", text(label.text),
          screen(label.left, label.middle), fonts.small);
    return commands_;
  }

 private:
  template <class... Args>
  void say(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(commands_), format, std::forward<Args>(args)...);
    commands_ += '\n';
  }

  double across(double x_pt) const { return x_pt / figure_.width; }
  double up(double y_pt) const { return y_pt / figure_.height; }
  std::string screen(double x_pt, double y_pt) const {
    return fmt::format("screen {:.6f}, screen {:.6f}", across(x_pt), up(y_pt));
  }

  void place() {
    const auto& plot = panel_.plot;
    say("set lmargin at screen {:.6f}; set rmargin at screen {:.6f}", across(plot.left),
        across(plot.right()));
    say("set bmargin at screen {:.6f}; set tmargin at screen {:.6f}", up(plot.bottom),
        up(plot.top()));
    say("set border 15 lw {} lc rgb 'black'", frame_width);
    for (const auto& [name, scale] : {std::pair{'x', panel_.x}, std::pair{'y', panel_.y}}) {
      say("{}set logscale {}", scale.logarithmic ? "" : "un", name);
      say("set {}range [{}:{}]", name, gnuplot_number(scale.first), gnuplot_number(scale.last));
    }
  }

  void ticks(char axis, const std::vector<Tick>& list, std::string_view style) {
    std::vector<std::string> entries;
    for (const auto& tick : list) {
      auto words = marked_up(tick.text, Markup::Gnuplot, fonts.small);
      // a tick text is a format: a per cent sign must be doubled
      for (auto at = words.find('%'); at != std::string::npos; at = words.find('%', at + 2))
        words.insert(at, "%");
      entries.push_back(fmt::format("{} {} {}", gnuplot_quote(words), gnuplot_number(tick.value),
                                    tick.minor ? 1 : 0));
    }
    // names say what stands above them; a tick between name and bar would only disturb
    const double length = axis == 'x' && has_names(*panel_.panel) ? 0 : 1 / tick_unit_;
    say("set {}tics in mirror scale {:.3f},{:.3f} {} font ',{}' ({})", axis, length * tick_length,
        length * minor_tick_length, style, fonts.tick, fmt::join(entries, ", "));
  }

  void titles() {
    const auto& plot = panel_.plot;
    const auto& panel = *panel_.panel;
    axis_title(panel.x, plot.left + plot.width / 2,
               plot.bottom - figure_.margin_bottom + 0.45 * fonts.axis + 3, plot.width, 0);
    axis_title(panel.y, plot.left - figure_.margin_left + 0.55 * fonts.axis + 2,
               plot.bottom + plot.height / 2, plot.height + 20, 90);
    const double line = plot.top() + 0.6 * fonts.letter + 1;
    if (!panel.letter.empty()) {
      const auto bold = fmt::format("{{/:Bold {}}}", marked_up(panel.letter, Markup::Gnuplot));
      say("set label {} at {} left font ',{}'", gnuplot_quote(bold),
          screen(plot.left - figure_.margin_left + 2, line), fonts.letter);
    }
    if (!panel.title.empty())
      say("set label {} at {} left font ',{}'", text(panel.title), screen(plot.left, line),
          fonts.axis);
  }

  // A long title gets smaller letters rather than running over.
  void axis_title(const data::Axis& axis, double x, double y, double room, int angle) {
    const double wide = width_pt(axis_text(axis, Markup::Plain), fonts.axis);
    say("set label {} at {} center rotate by {} font ',{:.2f}'",
        gnuplot_quote(axis_text(axis, Markup::Gnuplot)), screen(x, y), angle,
        std::clamp(fonts.axis * room / wide, fonts.small, fonts.axis));
  }

  void legend_line(const LegendItem& item) {
    const double right = item.left + legend_sample;
    for (const auto* series : item.series) {
      if (series->mark == Mark::Band || series->mark == Mark::Bars) {
        say("set object rectangle from {} to {} fc rgb '{}' fs {} back",
            screen(item.left, item.middle - 3), screen(right, item.middle + 3),
            ink(series->colour).hex, fill_style(*series));
      } else if (series->mark == Mark::Points) {
        for (const auto& style : symbol_styles(*series))
          say("set label '' at {} point {} front",
              screen(item.left + legend_sample / 2, item.middle), style);
      } else {
        say("set arrow from {} to {} nohead {} back", screen(item.left, item.middle),
            screen(right, item.middle), line_style(*series));
      }
    }
    say("set label {} at {} left font ',{}' front", text(item.series.front()->name),
        screen(right + legend_gap, item.middle), fonts.legend);
  }

  const FigureLayout& figure_;
  const PanelLayout& panel_;
  double tick_unit_;
  std::string commands_;
};

}  // namespace

std::string gnuplot_script(const FigureLayout& layout, double tick_unit_pt) {
  std::string script =
      "set multiplot\nunset key; unset title; unset x2tics; unset y2tics; set xlabel ''; set "
      "ylabel ''\n";
  for (const auto& panel : layout.panels) {
    auto [blocks, elements] = marks_of(layout, panel);
    if (elements.empty()) elements.push_back("1/0 notitle");  // a frame without data is still drawn
    script += blocks + Frame(layout, panel, tick_unit_pt).commands();
    script += fmt::format("plot {}\nunset label; unset arrow; unset object\n",
                          fmt::join(elements, ", \\\n  "));
  }
  return script + "unset multiplot\n";
}

}  // namespace niter::report
