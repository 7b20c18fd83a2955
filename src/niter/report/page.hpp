// The report page: one self-contained HTML file, readable without a network, that prints well.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/figure.hpp"
#include "niter/data/finding.hpp"

namespace niter::report {

struct TableRow {
  std::vector<std::string> cells;  // plain text; escaped here
  std::string css_class = {};      // "good", "warn", "bad", or empty
};
struct PageTable {
  std::string caption;
  std::vector<std::string> header;
  std::vector<TableRow> rows;
};

/// A section in reading order: text paragraphs, figures, tables, findings, remarks, subsections.
struct Section {
  std::string id;  // anchor
  std::string title;
  std::vector<std::string> paragraphs = {};  // plain text; `code` and *emphasis* are marked up
  std::vector<data::Figure> figures = {};
  std::vector<PageTable> tables = {};
  std::vector<data::Finding> findings = {};
  std::vector<std::string> remarks = {};  // paragraphs after all that
  std::vector<Section> subsections = {};  // one level: theirs are not shown
};

struct Page {
  std::string title;
  std::string subtitle;  // doi, authors, date of the run
  std::vector<std::pair<std::string, std::string>> summary =
      {};  // headline: ("7 of 7 numbers within 2 sigma", "good")
  std::vector<Section> sections;
  /// Figure id -> the SVG that draw_figures wrote (<id>-180mm.svg): shown in print and where no
  /// script runs.
  std::map<std::string, std::string> figure_svg = {};
};

/// The page. It links to figures/<id>-180mm.{svg,pdf,png}, figures/<id>-88mm.{...} and
/// data/<id>.csv beside it, loads nothing, and forbids the browser to load anything.
/// @error NotFound if the embedded script is missing from share/niter
Result<std::string> html(const Page& page);

}  // namespace niter::report
