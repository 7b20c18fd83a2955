#include "niter/io/writers/xlsx.hpp"

#include <cmath>
#include <set>
#include <string>

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "niter/base/contract.hpp"
#include "niter/base/file.hpp"
#include "niter/base/text.hpp"
#include "niter/base/utf8.hpp"

namespace niter::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 31;  // letters of a sheet's name
constexpr std::size_t longest_text = 32'767;
constexpr double usual_width = 12;
constexpr std::string_view forbidden = "[]:*?/\\'";

// The first characters of a text; every one is a whole one.
std::string cut(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < characters && at < text.size(); ++n) at += utf8_length(text, at);
  return std::string(text.substr(0, at));
}

std::size_t length_of(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += utf8_length(text, at)) ++count;
  return count;
}

Status check(const std::vector<Sheet>& sheets) {
  std::set<std::string> names;
  for (const auto& sheet : sheets) {
    const bool good = !sheet.name.empty() && valid_utf8(sheet.name) == sheet.name &&
                      length_of(sheet.name) <= longest_name &&
                      sheet.name.find_first_of(forbidden) == std::string::npos;
    if (!good || !names.insert(lower(sheet.name)).second)
      return fail(Code::InvalidInput, fmt::format("a sheet cannot be called '{}'", sheet.name));
    std::size_t widest = 0;
    for (const auto& row : sheet.rows) widest = std::max(widest, row.size());
    if (sheet.rows.size() > LXW_ROW_MAX || widest > LXW_COL_MAX)
      return fail(Code::InvalidInput,
                  fmt::format("'{}' has {} rows and {} columns: a spreadsheet holds 1048576 and "
                              "16384",
                              sheet.name, sheet.rows.size(), widest),
                  "write it as csv or hdf5");
  }
  return {};
}

// One format for each style; the workbook owns them.
class Formats {
 public:
  explicit Formats(lxw_workbook* book) {
    for (const auto style : {CellStyle::Plain, CellStyle::Title, CellStyle::Heading,
                             CellStyle::Input, CellStyle::Result, CellStyle::Note}) {
      auto* format = workbook_add_format(book);
      formats_.push_back(format);
      if (style == CellStyle::Title) format_set_font_size(format, 14);
      if (style == CellStyle::Title || style == CellStyle::Heading || style == CellStyle::Result)
        format_set_bold(format);
      if (style == CellStyle::Heading) format_set_bottom(format, LXW_BORDER_THIN);
      if (style == CellStyle::Input) format_set_font_color(format, 0x0000C0);
      if (style == CellStyle::Result) format_set_bg_color(format, 0xE8F4E8);
      if (style == CellStyle::Note) format_set_font_color(format, 0x606060);
    }
  }
  lxw_format* operator()(CellStyle style) const {
    return formats_[static_cast<std::size_t>(style)];
  }

 private:
  std::vector<lxw_format*> formats_;
};

void put(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell,
         lxw_format* format) {
  if (const auto* number = std::get_if<double>(&cell.content)) {
    if (std::isfinite(*number)) worksheet_write_number(sheet, row, column, *number, format);
  } else if (const auto* text = std::get_if<std::string>(&cell.content)) {
    const auto shown = cut(valid_utf8(*text), longest_text);
    worksheet_write_string(sheet, row, column, shown.c_str(), format);
  } else if (const auto* formula = std::get_if<Formula>(&cell.content)) {
    NITER_EXPECT(formula->text.starts_with("="), "a formula begins with =");
    if (std::isfinite(formula->value))
      worksheet_write_formula_num(sheet, row, column, formula->text.c_str(), format,
                                  formula->value);
    else
      worksheet_write_formula_str(sheet, row, column, formula->text.c_str(), format, "");
  }
}

void put(lxw_workbook* book, const Formats& formats, const Sheet& sheet) {
  auto* page = workbook_add_worksheet(book, sheet.name.c_str());
  NITER_EXPECT(page != nullptr, "the names of the sheets were checked");
  worksheet_set_landscape(page);
  worksheet_fit_to_pages(page, 1, 0);  // one page wide, as long as it must be
  std::size_t columns = sheet.widths.size();
  for (const auto& row : sheet.rows) columns = std::max(columns, row.size());
  for (std::size_t i = 0; i < columns; ++i) {
    const auto place = static_cast<lxw_col_t>(i);
    worksheet_set_column(page, place, place,
                         i < sheet.widths.size() ? sheet.widths[i] : usual_width, nullptr);
  }
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
    for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
      const auto& cell = sheet.rows[row][column];
      put(page, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), cell,
          formats(cell.style));
    }
  }
}

// No clock: the day on which the time of zip archives begins.
void set_properties(lxw_workbook* book) {
  constexpr time_t zip_epoch = 315'532'800;  // 1980-01-01
  std::string comment = "made by niter " NITER_VERSION;
  lxw_doc_properties properties{};
  properties.comments = comment.data();
  properties.created = zip_epoch;
  workbook_set_properties(book, &properties);
}

}  // namespace

std::string cell_name(std::size_t row, std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters + std::to_string(row + 1);
}

std::string cell_name(const Sheet& sheet, std::size_t row, std::size_t column) {
  return fmt::format("'{}'!{}", sheet.name, cell_name(row, column));
}

std::vector<std::string> sheet_names_of(const std::vector<std::string>& titles) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const auto& title : titles) {
    std::string plain;
    for (const char c : valid_utf8(title)) {
      const bool bad =
          static_cast<unsigned char>(c) < 0x20 || forbidden.find(c) != std::string_view::npos;
      plain += bad ? ' ' : c;
    }
    const std::string first(trim(plain));
    auto name = first.empty() ? "sheet" : std::string(trim(cut(first, longest_name)));
    for (int copy = 2; !taken.insert(lower(name)).second; ++copy) {
      const auto mark = fmt::format(" {}", copy);
      name = cut(first.empty() ? "sheet" : first, longest_name - mark.size()) + mark;
    }
    names.push_back(std::move(name));
  }
  return names;
}

Status write_xlsx(const fs::path& path, const std::vector<Sheet>& sheets) {
  NITER_OK(check(sheets));
  auto part = path;
  part += fmt::format(".{}.part", ::getpid());
  NITER_OK(write_file_atomically(part, ""));  // the library would print that it cannot
  auto* book = workbook_new(part.c_str());
  if (book == nullptr) return fail(Code::Io, "there is no memory for a spreadsheet");
  set_properties(book);
  const Formats formats(book);
  for (const auto& sheet : sheets) put(book, formats, sheet);
  const auto closed = workbook_close(book);
  const auto bytes = read_file(part);
  std::error_code ec;
  fs::remove(part, ec);
  if (closed != LXW_NO_ERROR)
    return fail(Code::Io, fmt::format("cannot write '{}': {}", path.string(), lxw_strerror(closed)),
                "check that the folder exists and that you may write there");
  NITER_OK(bytes);
  return write_file_atomically(path, *bytes);
}

}  // namespace niter::io
