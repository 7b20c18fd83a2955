#include "niter/report/page_parts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "niter/report/render.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Where the emphasis that begins at `star` ends, or npos: "*so*", but not "*NO and *NOH".
std::size_t emphasis_end(std::string_view text, std::size_t star) {
  if (star > 0 && is_word(text[star - 1])) return std::string_view::npos;
  if (star + 1 >= text.size() || text[star + 1] == ' ') return std::string_view::npos;
  for (auto end = text.find('*', star + 2); end != std::string_view::npos;
       end = text.find('*', end + 1)) {
    if (text[end - 1] != ' ' && (end + 1 == text.size() || !is_word(text[end + 1]))) return end;
  }
  return std::string_view::npos;
}

// What JSON needs to stand inside a script element.
std::string script_safe(std::string json) {
  for (auto at = json.find('<'); at != std::string::npos; at = json.find('<', at))
    json.replace(at, 1, "\\u003c");
  return json;
}

bool is_number_cell(std::string_view cell) {
  for (const std::string_view sign : {"-", "+", "\u2212", "\u00b1"}) {
    if (cell.starts_with(sign)) cell.remove_prefix(sign.size());
  }
  return !cell.empty() && cell.front() >= '0' && cell.front() <= '9';
}

std::string_view row_class(std::string_view wanted) {
  for (const std::string_view known : {"good", "warn", "bad"})
    if (wanted == known) return known;
  return "";
}

std::string_view verdict_class(data::Verdict verdict) {
  switch (verdict) {
    case data::Verdict::Consistent:
      return "good";
    case data::Verdict::Marginal:
      return "warn";
    case data::Verdict::Inconsistent:
      return "bad";
    case data::Verdict::NeedsDatum:
      return "ask";
  }
  return "";
}

std::string file_links(const std::string& id) {
  std::string out;
  for (const int width : {180, 88}) {
    out += fmt::format("<span>{} mm:", width);
    for (const std::string_view kind : {"svg", "pdf", "png"})
      out += fmt::format(" <a href=\"figures/{}-{}mm.{}\" download>{}</a>", id, width, kind, kind);
    out += "</span> ";
  }
  return out + fmt::format("<span>numbers: <a href=\"data/{}.csv\" download>csv</a></span>", id);
}

}  // namespace

std::string inline_html(std::string_view text) {
  std::string out;
  std::size_t plain = 0;
  const auto flush = [&](std::size_t end) {
    out += marked_up(text.substr(plain, end - plain), Markup::Html);
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '`' && c != '*') continue;
    const auto end = c == '`' ? text.find('`', i + 1) : emphasis_end(text, i);
    if (end == std::string_view::npos) continue;
    flush(i);
    const auto inner = text.substr(i + 1, end - i - 1);
    out += c == '`' ? fmt::format("<code>{}</code>", escape_html(inner))
                    : fmt::format("<em>{}</em>", marked_up(inner, Markup::Html));
    i = end;
    plain = end + 1;
  }
  flush(text.size());
  return out;
}

std::string table_html(const PageTable& table) {
  std::string out = fmt::format(
      "<div class=\"table\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"{0}\"><table><caption>{1}</caption>\n<thead><tr>",
      escape_html(table.caption), inline_html(table.caption));
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const bool number = !table.rows.empty() && i < table.rows.front().cells.size() &&
                        is_number_cell(table.rows.front().cells[i]);
    out += fmt::format("<th scope=\"col\"{}>{}</th>", number ? " class=\"number\"" : "",
                       inline_html(table.header[i]));
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    out += fmt::format("<tr class=\"{}\">", row_class(row.css_class));
    for (const auto& cell : row.cells)
      out += fmt::format("<td{}>{}</td>", is_number_cell(cell) ? " class=\"number\"" : "",
                         inline_html(cell));
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string finding_html(const data::Finding& finding) {
  const auto verdict = verdict_class(finding.verdict);
  std::string out = fmt::format(
      "<details class=\"finding {0}\" id=\"finding-{1}\"><summary><span class=\"chip "
      "{0}\">{2}</span> "
      "<span class=\"key\">{1}</span> {3}</summary>\n",
      verdict, escape_html(finding.key), data::to_string(finding.verdict),
      inline_html(finding.title));
  if (!finding.text.empty()) out += fmt::format("<p>{}</p>\n", inline_html(finding.text));
  out += "<dl>";
  const auto entry = [&](std::string_view term, const std::string& text, std::string_view css) {
    if (!text.empty()) out += fmt::format("<dt>{}</dt><dd{}>{}</dd>", term, css, inline_html(text));
  };
  entry("Formula", finding.formula, " class=\"formula\"");
  entry("With numbers", finding.numbers, " class=\"formula\"");
  entry("Tolerance", finding.tolerance, "");
  entry("Would decide", finding.missing, "");
  entry("Source", finding.source, "");
  std::string facts;
  for (const auto& fact : finding.facts)
    facts += fmt::format("{}<code>{}</code>", facts.empty() ? "" : " ", escape_html(fact));
  if (!facts.empty()) out += fmt::format("<dt>Facts used</dt><dd>{}</dd>", facts);
  return out + "</dl></details>\n";
}

std::string figure_html(const data::Figure& figure, int number, std::string_view svg) {
  const auto id = escape_html(figure.id);
  const auto columns = std::min<std::size_t>(3, figure.panels.size());
  std::string out =
      fmt::format("<figure id=\"figure-{}\" class=\"{}\">\n", id, svg.empty() ? "" : "drawn");
  if (!svg.empty()) {
    out += fmt::format("<img class=\"still\" alt=\"{}\" src=\"data:image/svg+xml;base64,{}\">\n",
                       escape_html(figure.title + ". " + figure.caption), base64(svg));
  } else {
    out += fmt::format(
        "<noscript><p>The interactive figure needs JavaScript; see <a "
        "href=\"figures/{0}-180mm.svg\">{0}-180mm.svg</a>.</p></noscript>\n",
        id);
  }
  out += fmt::format(
      "<div class=\"live\" data-panels=\"{}\" style=\"--rows:{};--panels:{}\" role=\"img\" "
      "aria-label=\"{}\"></div>\n",
      figure.panels.size(), (figure.panels.size() + columns - 1) / columns, figure.panels.size(),
      escape_html(figure.title));
  out += fmt::format("<script type=\"application/json\">{}</script>\n",
                     script_safe(plotly_json(figure)));
  return out + fmt::format(
                   "<figcaption><b>Figure {}. {}.</b> {} <span "
                   "class=\"files\">{}</span></figcaption>\n</figure>\n",
                   number, inline_html(figure.title), inline_html(figure.caption), file_links(id));
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
    std::array<unsigned, 3> b{};
    for (std::size_t k = 0; k < n; ++k) b[k] = static_cast<unsigned char>(bytes[i + k]);
    const unsigned word = b[0] << 16 | b[1] << 8 | b[2];
    for (std::size_t k = 0; k < 4; ++k) out += k <= n ? digits[word >> (18 - 6 * k) & 63u] : '=';
  }
  return out;
}

}  // namespace niter::report
