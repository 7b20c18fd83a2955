// Grids of a plate: a line of column numbers, then a line for each row.
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/readers/plate_layouts.hpp"

namespace niter::io::plate {

namespace {

// numbers 1, 2, 3, ... behind an empty or named first field
std::size_t columns_of(std::span<const Field> fields) {
  const auto says = [&](std::size_t number) {
    const auto& text = fields[number].text;
    std::size_t found = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), found);
    return error == std::errc() && end == text.data() + text.size() && found == number;
  };
  std::size_t columns = 0;
  while (columns + 1 < fields.size() && says(columns + 1)) ++columns;
  return columns;
}

/// One grid being read.
struct Grid {
  std::size_t rows = 0;
  std::vector<double> wells = {}, absorbance = {};
  std::vector<std::string> overflows = {};
  std::string label = {};  // behind the last column: the wavelength, with BioTek
};

std::string row_name(std::size_t row) {
  const std::string last(1, static_cast<char>('A' + row % 26));
  return row < 26 ? last : "A" + last;
}

Status read_row(const Sheet& sheet, const TextLine& line, std::span<const Field> fields,
                std::size_t columns, Grid& grid) {
  if (fields.size() < columns + 1) {
    return fail({Code::InvalidInput,
                 fmt::format("{} wells where the plate has {} columns", fields.size() - 1, columns),
                 {sheet.file, line.number, 1},
                 "is the file cut off?"});
  }
  ++grid.rows;
  for (std::size_t k = 1; k <= columns; ++k) {
    const auto reading = parse_reading(fields[k].text, sheet.dialect);
    if (!reading) {
      return fail({Code::InvalidInput,
                   fmt::format("'{:.40}' is not a reading", fields[k].text),
                   {sheet.file, line.number, fields[k].column},
                   "a number, an empty field or a word for overflow is wanted here"});
    }
    grid.wells.push_back(static_cast<double>(100 * grid.rows + k));
    grid.absorbance.push_back(reading->value);
    if (reading->overflow) grid.overflows.push_back(fmt::format("{}{}", fields[0].text, k));
  }
  if (fields.size() > columns + 1) grid.label = fields[columns + 1].text;
  return {};
}

}  // namespace

bool is_grid_header(std::span<const Field> fields) {
  constexpr std::size_t fewest = 6;
  return columns_of(fields) >= fewest && !field_number(fields[0].text, {',', '.'});
}

Status read_grids(const Sheet& sheet, Recording& recording) {
  std::string title;
  std::vector<Field> header, fields;
  for (std::size_t i = 0; i < sheet.lines.size(); ++i) {
    split_fields(sheet.lines[i].text, sheet.dialect, header);
    if (!is_grid_header(header)) {
      if (!header.front().text.empty()) title = header.front().text;
      continue;
    }
    const std::size_t columns = columns_of(header);
    Grid grid;
    bool cut = false;
    for (; i + 1 < sheet.lines.size(); ++i) {
      const auto& line = sheet.lines[i + 1];
      split_fields(line.text, sheet.dialect, fields);
      if (trim(fields.front().text) != row_name(grid.rows)) break;
      // the last line of a file may be half a row
      cut = i + 2 == sheet.lines.size() && fields.size() < columns + 1;
      if (cut) break;
      NITER_OK(read_row(sheet, line, fields, columns, grid));
    }
    // plates have two rows for every three columns: 8 by 12, 16 by 24
    const std::size_t wanted = 2 * columns / 3;
    const auto name = title.empty() ? header.front().text : title;
    if (cut || (grid.rows < wanted && i + 1 >= sheet.lines.size())) {
      recording.complete = false;
      recording.caveats.push_back(
          fmt::format("line {}: the grid has {} of {} rows: the file is cut off",
                      sheet.lines[i].number, grid.rows, wanted));
    }
    if (grid.rows == 0) continue;
    if (!grid.overflows.empty()) {
      recording.caveats.push_back(
          fmt::format("'{}': beyond the range: {}", name, join(grid.overflows, ", ")));
    }
    Part part{"plate", name, {name, {}, sheet.provenance}};
    if (!grid.label.empty()) part.table.provenance.settings["label"] = grid.label;
    part.table.columns = {{"well", {}, std::move(grid.wells)},
                          {"absorbance", {}, std::move(grid.absorbance), {}, grid.label}};
    recording.parts.push_back(std::move(part));
    title.clear();
  }
  return {};
}

}  // namespace niter::io::plate
