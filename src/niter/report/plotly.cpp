#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/config/build.hpp"
#include "niter/report/layout.hpp"
#include "niter/report/plotly_traces.hpp"
#include "niter/report/render.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

using config::object;
using config::Value;
using Array = Value::Array;

constexpr double row_px = 420;

std::string html(std::string_view text) {
  return marked_up(text, Markup::Html);
}

Value axis(const data::Axis& axis, const Scale& scale, double from, double to,
           const std::string& anchor) {
  const auto end = [&](double value) {
    return screen_number(scale.logarithmic ? std::log10(value) : value);
  };
  return object({{"title", object({{"text", axis_text(axis, Markup::Html)}, {"standoff", 8}})},
                 {"type", scale.logarithmic ? "log" : "linear"},
                 {"range", Value(Array{end(scale.first), end(scale.last)})},
                 {"domain", Value(Array{screen_number(from), screen_number(to)})},
                 {"anchor", anchor},
                 {"ticks", "inside"},
                 {"mirror", "ticks"},
                 {"showline", true},
                 {"linewidth", 1},
                 {"linecolor", "#000000"},
                 {"tickcolor", "#000000"},
                 {"showgrid", false},
                 {"zeroline", false},
                 {"automargin", true},
                 {"exponentformat", "power"},
                 {"minor", object({{"ticks", "inside"}, {"ticklen", 3}})}});
}

void set_names(Value& axis, const PanelLayout& panel) {
  if (!has_names(*panel.panel)) return;
  Array places, names;
  for (const auto& tick : panel.x_ticks) {
    places.push_back(screen_number(tick.value));
    names.push_back(html(tick.text));
  }
  axis.set("tickmode", "array");
  axis.set("tickvals", Value(places));
  axis.set("ticktext", Value(names));
  axis.set("ticks", "");
  axis.set("minor", Value());
}

Value heading(const data::Panel& panel, const std::string& suffix) {
  auto text = panel.letter.empty() ? "" : fmt::format("<b>{}</b>", html(panel.letter));
  if (!panel.title.empty()) text += (text.empty() ? "" : "  ") + html(panel.title);
  return object({{"text", text},
                 {"xref", "x" + suffix + " domain"},
                 {"yref", "y" + suffix + " domain"},
                 {"x", 0},
                 {"y", 1},
                 {"xanchor", "left"},
                 {"yanchor", "bottom"},
                 {"showarrow", false}});
}

}  // namespace

std::string plotly_json(const data::Figure& figure) {
  const auto print = lay_out(figure, 180);  // the same ranges and names as in print
  const std::size_t columns = std::min<std::size_t>(3, figure.panels.size());
  const std::size_t rows = (figure.panels.size() + columns - 1) / columns;
  constexpr double gap_x = 0.09, gap_y = 0.2;
  const double width =
      (1 - gap_x * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  const double height = (1 - gap_y * static_cast<double>(rows - 1)) / static_cast<double>(rows);

  Array traces, headings;
  auto layout =
      object({{"font", object({{"family", "Liberation Sans, Arial, Helvetica, sans-serif"},
                               {"size", 14},
                               {"color", "#000000"}})},
              {"autosize", true},
              {"height", row_px * static_cast<double>(rows)},
              {"margin", object({{"l", 60}, {"r", 40}, {"t", 40}, {"b", 50}})},
              {"paper_bgcolor", "#ffffff"},
              {"plot_bgcolor", "#ffffff"},
              {"barmode", "overlay"},
              {"hovermode", "closest"},
              {"modebar", object({{"orientation", "v"}, {"bgcolor", "rgba(0,0,0,0)"}})},
              {"legend", object({{"orientation", "h"},
                                 {"x", 0},
                                 {"y", 1.08},
                                 {"yanchor", "bottom"},
                                 {"groupclick", "togglegroup"}})}});
  for (std::size_t i = 0; i < figure.panels.size(); ++i) {
    const auto& panel = figure.panels[i];
    for (auto& trace : plotly_traces(figure, i)) traces.push_back(std::move(trace));
    const auto suffix = i == 0 ? "" : fmt::format("{}", i + 1);
    const double left = static_cast<double>(i % columns) * (width + gap_x);
    const double top = 1 - static_cast<double>(i / columns) * (height + gap_y);
    auto x = axis(panel.x, print.panels[i].x, left, std::min(1.0, left + width), "y" + suffix);
    set_names(x, print.panels[i]);
    layout.set("xaxis" + suffix, std::move(x));
    auto y = axis(panel.y, print.panels[i].y, std::max(0.0, top - height), top, "x" + suffix);
    if (panel.equal_scales) {
      y.set("scaleanchor", "x" + suffix);
      y.set("scaleratio", 1);
    }
    layout.set("yaxis" + suffix, std::move(y));
    if (!panel.letter.empty() || !panel.title.empty()) headings.push_back(heading(panel, suffix));
  }
  layout.set("annotations", Value(std::move(headings)));
  return config::to_json(
      object({{"data", Value(std::move(traces))}, {"layout", std::move(layout)}}));
}

}  // namespace niter::report
