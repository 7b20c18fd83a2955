#include "niter/report/tables.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "niter/base/utf8.hpp"
#include "niter/report/number_text.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

// What a character becomes in LaTeX; the rest of Unicode its engines read themselves.
constexpr std::array<std::pair<std::string_view, std::string_view>, 36> latex_forms{{
    {"\\", "\\textbackslash{}"},
    {"{", "\\{"},
    {"}", "\\}"},
    {"$", "\\$"},
    {"&", "\\&"},
    {"#", "\\#"},
    {"%", "\\%"},
    {"_", "\\_"},
    {"^", "\\textasciicircum{}"},
    {"~", "\\textasciitilde{}"},
    {"<", "$<$"},
    {">", "$>$"},
    {"|", "$|$"},
    {"\"", "''"},
    {"−", "$-$"},
    {"±", "$\\pm$"},
    {"·", "$\\cdot$"},
    {"×", "$\\times$"},
    {"°", "$^{\\circ}$"},
    {"µ", "$\\mu$"},
    {"μ", "$\\mu$"},
    {"Ω", "$\\Omega$"},
    {"Ω", "$\\Omega$"},
    {"α", "$\\alpha$"},
    {"β", "$\\beta$"},
    {"γ", "$\\gamma$"},
    {"δ", "$\\delta$"},
    {"Δ", "$\\Delta$"},
    {"Δ", "$\\Delta$"},
    {"η", "$\\eta$"},
    {"θ", "$\\theta$"},
    {"λ", "$\\lambda$"},
    {"σ", "$\\sigma$"},
    {"φ", "$\\varphi$"},
    {"χ", "$\\chi$"},
    {"…", "\\ldots{}"},
}};

std::string latex_plain(std::string_view text) {
  std::string out;
  const auto valid = valid_utf8(text);
  for (std::size_t at = 0; at < valid.size();) {
    const auto character = std::string_view(valid).substr(at, utf8_length(valid, at));
    at += character.size();
    if (static_cast<unsigned char>(character.front()) < 0x20 || character == "\x7F") {
      out += ' ';
      continue;
    }
    const auto* form = std::find_if(latex_forms.begin(), latex_forms.end(),
                                    [&](const auto& pair) { return pair.first == character; });
    out += form == latex_forms.end() ? character : form->second;
  }
  return out;
}

std::string latex_number(const NumberText& number) {
  auto text = number.value;
  if (!number.sigma.empty()) text += " \\pm " + number.sigma;
  if (number.exponent == 0) return fmt::format("${}$", text);
  if (!number.sigma.empty()) text = "(" + text + ")";
  return fmt::format("${} \\times 10^{{{}}}$", text, number.exponent);
}

std::string unit_text(const Unit& unit) {
  return unit.text() == "1" ? "" : unit.text();
}

}  // namespace

std::string latex_text(std::string_view text) {
  std::string out;
  for (const auto& run : typeset(text)) {
    const auto inner = latex_plain(run.text);
    if (run.place == Run::Place::Base)
      out += run.italic ? fmt::format("\\textit{{{}}}", inner) : inner;
    else
      out += fmt::format("\\text{}script{{{}}}", run.place == Run::Place::Sub ? "sub" : "super",
                         inner);
  }
  return out;
}

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : valid_utf8(marked_up(text, Markup::Plain))) {
    if (static_cast<unsigned char>(c) < 0x20) {
      out += ' ';
      continue;
    }
    if (std::string_view("\\`*_[]<>|#~&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string measures_latex(const data::Reduction& reduction) {
  std::string out =
      "% needs \\usepackage{booktabs}\n\\begin{table}\n  \\centering\\small\n"
      "  \\begin{tabular}{p{0.3\\linewidth}rlp{0.28\\linewidth}}\n    \\toprule\n"
      "    quantity & value & unit & rule \\\\\n    \\midrule\n";
  // ragged right needs its own end of row in the last column
  for (const auto& measure : reduction.measures)
    out += fmt::format("    \\raggedright {} & {} & {} & \\raggedright {} \\tabularnewline\n",
                       latex_text(measure.title), latex_number(number_text(measure)),
                       latex_text(unit_text(measure.unit)), latex_text(measure.note));
  out += "    \\bottomrule\n  \\end{tabular}\n";
  return out +
         fmt::format("  \\caption{{{}. One standard uncertainty ($k = 1$).}}\n\\end{{table}}\n",
                     latex_text(reduction.title));
}

std::string measures_markdown(const data::Reduction& reduction) {
  std::string out = fmt::format("**{}**\n\n", markdown_text(reduction.title));
  out += "| quantity | value | unit | rule |\n|---|---:|---|---|\n";
  for (const auto& measure : reduction.measures)
    out += fmt::format("| {} | {} | {} | {} |\n", markdown_text(measure.title),
                       markdown_text(plain(number_text(measure))),
                       markdown_text(unit_text(measure.unit)), markdown_text(measure.note));
  return out + "\n± is one standard uncertainty (k = 1).\n";
}

}  // namespace niter::report
