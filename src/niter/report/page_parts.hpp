// Parts of the report page: each turns one piece of data into HTML, with all text escaped.
#pragma once

#include <string>
#include <string_view>

#include "niter/report/page.hpp"

namespace niter::report {

/// A paragraph's text: typeset, with `code` and *emphasis* marked up. A star before an adsorbate
/// (*NO) is no emphasis.
std::string inline_html(std::string_view text);

std::string table_html(const PageTable& table);
std::string finding_html(const data::Finding& finding);
/// @param svg the drawing for print, empty if there is none
std::string figure_html(const data::Figure& figure, int number, std::string_view svg);

std::string base64(std::string_view bytes);

}  // namespace niter::report
