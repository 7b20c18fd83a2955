#include "niter/report/page.hpp"

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/base/share.hpp"
#include "niter/report/page_parts.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

Result<std::string> asset(std::string_view name) {
  NITER_TRY(const auto path, share_file(fmt::format("report/{}", name)));
  return read_file(path);
}

// The name by which a content security policy allows one inline script and no other.
// @source W3C Content Security Policy Level 3, section 6.7.3.3 (hash of inline content)
std::string script_name(std::string_view script) {
  const auto hex = sha256(script);
  std::string digest;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return "'sha256-" + base64(digest) + "'";
}

std::string contents(const Page& page) {
  std::string out = "<nav aria-label=\"Contents\"><ol>\n";
  for (const auto& section : page.sections)
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escape_html(section.id),
                       inline_html(section.title));
  return out + "</ol></nav>\n";
}

std::string summary(const Page& page) {
  if (page.summary.empty()) return {};
  std::string out = "<ul class=\"summary\">\n";
  for (const auto& [text, kind] : page.summary)
    out += fmt::format("<li class=\"chip {}\">{}</li>\n", escape_html(kind), inline_html(text));
  return out + "</ul>\n";
}

// Everything of a section between its heading and its subsections.
std::string content_html(const Page& page, const Section& section, int& figures_before) {
  std::string out;
  for (const auto& text : section.paragraphs) out += fmt::format("<p>{}</p>\n", inline_html(text));
  for (const auto& figure : section.figures) {
    const auto svg = page.figure_svg.find(figure.id);
    out += figure_html(figure, ++figures_before,
                       svg == page.figure_svg.end() ? std::string_view() : svg->second);
  }
  for (const auto& table : section.tables) out += table_html(table);
  for (const auto& finding : section.findings) out += finding_html(finding);
  for (const auto& text : section.remarks) out += fmt::format("<p>{}</p>\n", inline_html(text));
  return out;
}

std::string section_html(const Page& page, const Section& section, int& figures_before) {
  std::string out = fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n", escape_html(section.id),
                                inline_html(section.title));
  out += content_html(page, section, figures_before);
  for (const auto& part : section.subsections) {
    out += fmt::format("<section id=\"{}\">\n<h3>{}</h3>\n", escape_html(part.id),
                       inline_html(part.title));
    out += content_html(page, part, figures_before) + "</section>\n";
  }
  return out + "</section>\n";
}

}  // namespace

Result<std::string> html(const Page& page) {
  NITER_TRY(const auto css, asset("page.css"));
  NITER_TRY(const auto script, asset("page.js"));
  NITER_TRY(const auto plotly, asset("plotly-basic.min.js"));
  const auto policy = fmt::format(
      "default-src 'none'; script-src {} {}; style-src 'unsafe-inline'; img-src data: blob:; "
      "base-uri 'none'; form-action 'none'",
      script_name(plotly), script_name(script));

  std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", policy);
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += fmt::format("<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
                     escape_html(page.title), css);
  out += "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n";
  out += fmt::format("<header><h1>{}</h1>\n<p>{}</p>\n{}{}</header>\n<main id=\"main\">\n",
                     inline_html(page.title), inline_html(page.subtitle), summary(page),
                     contents(page));
  int figures = 0;
  for (const auto& section : page.sections) out += section_html(page, section, figures);
  out += fmt::format(
      "</main>\n<footer>Made by niter {}. This file loads nothing from anywhere.</footer>\n",
      NITER_VERSION);
  out +=
      fmt::format("<script>{}</script>\n<script>{}</script>\n</body>\n</html>\n", plotly, script);
  return out;
}

}  // namespace niter::report
