#include "niter/report/plotly_traces.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/config/build.hpp"
#include "niter/report/layout.hpp"
#include "niter/report/palette.hpp"
#include "niter/report/point_labels.hpp"
#include "niter/report/render.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

using config::object;
using config::Value;
using Mark = data::Series::Mark;
using Array = Value::Array;

Array numbers(const std::vector<double>& si, const Unit& unit) {
  Array out;
  for (const double value : si) out.push_back(screen_number(unit.from_si(value)));
  return out;
}

std::string html(std::string_view text) {
  return marked_up(text, Markup::Html);
}

std::string rgba(std::string_view hex, double opacity) {
  const auto part = [&](std::size_t i) {
    return std::stoi(std::string(hex.substr(i, 2)), nullptr, 16);
  };
  return fmt::format("rgba({},{},{},{})", part(1), part(3), part(5), opacity);
}

class PanelTraces {
 public:
  PanelTraces(const data::Figure& figure, std::size_t index, Array& traces)
      : figure_(figure), panel_(figure.panels[index]), index_(index), traces_(traces) {}

  void add_all() {
    for (const Mark mark : {Mark::Band, Mark::Bars, Mark::Line, Mark::Levels, Mark::Points}) {
      for (const auto& series : panel_.series)
        if (series.mark == mark) add(series);
    }
  }

 private:
  void add(const data::Series& series) {
    switch (series.mark) {
      case Mark::Band:
        return add_band(series);
      case Mark::Bars:
        return add_bars(series);
      case Mark::Line:
        return add_line(series);
      case Mark::Levels:
        return add_levels(series);
      case Mark::Points:
        return add_points(series);
    }
  }

  std::string group(const data::Series& series) const {
    if (!series.name.empty()) return fmt::format("{} {}", series.colour, series.name);
    for (const auto& other : panel_.series)
      if (other.colour == series.colour && !other.name.empty()) return group(other);
    return fmt::format("{}", series.colour);
  }

  // Listed once for the whole figure.
  bool listed(const data::Series& series) const {
    if (series.name.empty()) return false;
    for (std::size_t i = 0; i <= index_; ++i) {
      for (const auto& other : figure_.panels[i].series) {
        if (&other == &series) return true;
        if (other.name == series.name && other.colour == series.colour) return false;
      }
    }
    return true;
  }

  static std::string quantity(const data::Axis& axis, std::string_view variable) {
    auto label = axis_text(axis, Markup::Html);
    std::string unit;
    // "E / V vs. RHE" becomes "E = -1 V vs. RHE"
    if (const auto slash = label.rfind(" / ");
        slash != std::string::npos && axis.unit.text() != "1") {
      unit = " " + label.substr(slash + 3);
      label.resize(slash);
    }
    return fmt::format("{} = %{{{}:.4~g}}{}", label, variable, unit);
  }

  Value trace(const data::Series& series, std::string type) const {
    const auto suffix = index_ == 0 ? "" : fmt::format("{}", index_ + 1);
    auto t = object({{"type", std::move(type)},
                     {"name", html(series.name)},
                     {"xaxis", "x" + suffix},
                     {"yaxis", "y" + suffix},
                     {"legendgroup", group(series)},
                     {"showlegend", listed(series)}});
    std::string hover = quantity(panel_.x, "x") + "<br>" + quantity(panel_.y, "y");
    if (!series.labels.empty()) hover = "<b>%{text}</b><br>" + hover;
    t.set("hovertemplate", hover + "<extra>" + html(series.name) + "</extra>");
    if (!series.labels.empty()) {
      Array labels;
      for (const auto& label : series.labels) labels.push_back(html(label));
      t.set("text", Value(std::move(labels)));
    }
    return t;
  }

  static Value line(const data::Series& series, double width) {
    return object({{"color", std::string(ink(series.colour).hex)},
                   {"width", width},
                   {"dash", series.dashed ? "8px,4px" : "solid"}});
  }

  void add_line(const data::Series& series) {
    auto t = trace(series, "scatter");
    t.set("mode", "lines");
    t.set("x", Value(numbers(series.x, panel_.x.unit)));
    t.set("y", Value(numbers(series.y, panel_.y.unit)));
    t.set("line", line(series, 2));
    traces_.push_back(std::move(t));
  }

  void add_band(const data::Series& series) {
    for (const bool upper : {false, true}) {
      auto t = trace(series, "scatter");
      t.set("mode", "lines");
      t.set("x", Value(numbers(series.x, panel_.x.unit)));
      t.set("y", Value(numbers(upper ? series.high : series.low, panel_.y.unit)));
      t.set("line", object({{"width", 0}}));
      t.set("hoverinfo", "skip");
      t.set("hovertemplate", Value());
      t.set("showlegend", upper && listed(series));
      if (upper) {
        t.set("fill", "tonexty");
        t.set("fillcolor", rgba(ink(series.colour).hex, 0.22));
      }
      traces_.push_back(std::move(t));
    }
  }

  void add_points(const data::Series& series) {
    auto t = trace(series, "scatter");
    t.set("mode", "markers");
    t.set("x", Value(numbers(series.x, panel_.x.unit)));
    t.set("y", Value(numbers(series.y, panel_.y.unit)));
    const auto& colour = ink(series.colour);
    // an open symbol is white inside, as in print
    t.set("marker",
          object({{"symbol", std::string(colour.plotly)},
                  {"size", 8},
                  {"color", std::string(series.reported ? "#ffffff" : colour.hex)},
                  {"line", object({{"color", std::string(colour.hex)}, {"width", 1.5}})}}));
    if (!series.low.empty()) t.set("error_y", errors(series, colour.hex));
    if (series.shows_labels) {
      t.set("mode", "markers+text");
      t.set("textposition", Value(sides(series)));
      t.set("textfont", object({{"size", 11}}));
    }
    traces_.push_back(std::move(t));
  }

  // The side of each label, as in print.
  Array sides(const data::Series& series) const {
    const auto x = std::minmax_element(series.x.begin(), series.x.end());
    Array out;
    for (const double value : series.x)
      out.push_back(stands_left((value - *x.first) / (*x.second - *x.first)) ? "middle left"
                                                                             : "middle right");
    return out;
  }

  Value errors(const data::Series& series, std::string_view colour) const {
    Array up, down;
    const auto shown = [&](double si) { return panel_.y.unit.from_si(si); };
    for (std::size_t i = 0; i < series.y.size(); ++i) {
      up.push_back(screen_number(shown(series.high[i]) - shown(series.y[i])));
      down.push_back(screen_number(shown(series.y[i]) - shown(series.low[i])));
    }
    return object({{"type", "data"},
                   {"symmetric", false},
                   {"array", Value(up)},
                   {"arrayminus", Value(down)},
                   {"color", std::string(colour)},
                   {"thickness", 1.2},
                   {"width", 3}});
  }

  // Plateaus with gaps between them, then the thin dashes that join them.
  void add_levels(const data::Series& series) {
    const double half = half_width(panel_);
    Array x, y, text, joint_x, joint_y;
    for (std::size_t i = 0; i < series.x.size(); ++i) {
      const double at = panel_.x.unit.from_si(series.x[i]);
      const auto height = screen_number(panel_.y.unit.from_si(series.y[i]));
      const auto label = i < series.labels.size() ? html(series.labels[i]) : std::string();
      for (const double place : {at - half, at + half}) {
        x.push_back(screen_number(place));
        y.push_back(height);
        text.push_back(label);
        joint_x.push_back(screen_number(place));
        joint_y.push_back(height);
      }
      x.push_back(Value());
      y.push_back(Value());
      text.push_back("");
    }
    auto joints = trace(series, "scatter");
    joints.set("mode", "lines");
    joints.set("x", Value(joint_x));
    joints.set("y", Value(joint_y));
    joints.set("line", object({{"color", std::string(ink(series.colour).hex)},
                               {"width", 1},
                               {"dash", "4px,3px"}}));
    joints.set("hoverinfo", "skip");
    joints.set("hovertemplate", Value());
    joints.set("showlegend", false);
    traces_.push_back(std::move(joints));
    auto t = trace(series, "scatter");
    t.set("mode", "lines");
    t.set("connectgaps", false);
    t.set("x", Value(x));
    t.set("y", Value(y));
    t.set("text", Value(text));
    t.set("line", line(series, 4));
    t.set("hovertemplate", "<b>%{text}</b><br>" + quantity(panel_.y, "y") + "<extra>" +
                               html(series.name) + "</extra>");
    traces_.push_back(std::move(t));
  }

  void add_bars(const data::Series& series) {
    auto t = trace(series, "bar");
    Array base;
    for (const auto& bar : bars_of(panel_, series))
      base.push_back(screen_number(panel_.y.unit.from_si(bar.from)));
    t.set("x", Value(numbers(series.x, panel_.x.unit)));
    t.set("y", Value(numbers(series.y, panel_.y.unit)));
    t.set("customdata", Value(numbers(series.y, panel_.y.unit)));
    t.set("base", Value(base));
    t.set("width", 2 * half_width(panel_));
    t.set("textposition", "none");
    const auto& hex = ink(series.colour).hex;
    t.set("marker", object({{"color", series.reported ? "#ffffff" : rgba(hex, 0.85)},
                            {"line", object({{"color", std::string(hex)}, {"width", 1.2}})}}));
    // the height of the bar itself, not of the stack below it
    t.set("hovertemplate", quantity(panel_.x, "x") + "<br>" + quantity(panel_.y, "customdata") +
                               "<extra>" + html(series.name) + "</extra>");
    if (!series.low.empty()) t.set("error_y", errors(series, "#000000"));
    traces_.push_back(std::move(t));
  }

  const data::Figure& figure_;
  const data::Panel& panel_;
  std::size_t index_;
  Array& traces_;
};

}  // namespace

Array plotly_traces(const data::Figure& figure, std::size_t panel) {
  Array traces;
  PanelTraces(figure, panel, traces).add_all();
  return traces;
}

Value screen_number(double value) {
  if (!std::isfinite(value)) return Value();
  return *parse_number(fmt::format("{:.7g}", value));
}

}  // namespace niter::report
