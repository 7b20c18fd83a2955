#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

using Place = Run::Place;

constexpr std::array<SmallForm, 12> forms{{
    {"0", "\u2080", "\u2070"},
    {"1", "\u2081", "\u00b9"},
    {"2", "\u2082", "\u00b2"},
    {"3", "\u2083", "\u00b3"},
    {"4", "\u2084", "\u2074"},
    {"5", "\u2085", "\u2075"},
    {"6", "\u2086", "\u2076"},
    {"7", "\u2087", "\u2077"},
    {"8", "\u2088", "\u2078"},
    {"9", "\u2089", "\u2079"},
    {"+", "\u208a", "\u207a"},
    {"\u2212", "\u208b", "\u207b"},
}};

// One run as Unicode where every character has a small form, else with '_' or '^'.
std::string plain_script(const Run& run) {
  std::string out;
  for (std::size_t i = 0; i < run.text.size();) {
    const auto found = std::find_if(forms.begin(), forms.end(), [&](const auto& form) {
      return std::string_view(run.text).substr(i).starts_with(form.base);
    });
    if (found == forms.end()) return (run.place == Place::Sub ? "_" : "^") + run.text;
    out += run.place == Place::Sub ? found->sub : found->super;
    i += found->base.size();
  }
  return out;
}

std::string escape_enhanced(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("{}^_@&~\\").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string gnuplot_run(const Run& run, double small_pt) {
  const auto text = escape_enhanced(run.text);
  if (run.place == Place::Base) return run.italic ? fmt::format("{{/:Italic {}}}", text) : text;
  return fmt::format("{}{{/={:g} {}}}", run.place == Place::Sub ? '_' : '^', small_pt, text);
}

std::string html_run(const Run& run) {
  const auto text = escape_html(run.text);
  if (run.place == Place::Sub) return fmt::format("<sub>{}</sub>", text);
  if (run.place == Place::Super) return fmt::format("<sup>{}</sup>", text);
  return run.italic ? fmt::format("<i>{}</i>", text) : text;
}

// Widths of the characters 32 to 126 in thousandths of the font size.
constexpr std::array<int, 95> helvetica{
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

double width_em(std::string_view text) {
  int sum = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 32 && byte < 127) sum += helvetica[byte - 32u];
    if (byte >= 0xC0) sum += 584;  // one character beyond ASCII, counted at its first byte
  }
  return sum / 1000.0;
}

}  // namespace

std::span<const SmallForm> small_forms() {
  return forms;
}

std::string marked_up(std::span<const Run> runs, Markup markup, double small_pt) {
  std::string out;
  for (const auto& run : runs) {
    if (markup == Markup::Gnuplot)
      out += gnuplot_run(run, small_pt);
    else if (markup == Markup::Html)
      out += html_run(run);
    else
      out += run.place == Place::Base ? run.text : plain_script(run);
  }
  return out;
}

double width_pt(std::span<const Run> runs, double font_pt, double small_pt) {
  double sum = 0;
  for (const auto& run : runs)
    sum += width_em(run.text) * (run.place == Place::Base ? font_pt : small_pt);
  return sum;
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

std::string gnuplot_quote(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "'";
}

}  // namespace niter::report
