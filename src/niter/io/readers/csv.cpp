#include "niter/io/readers/csv.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/base/text.hpp"
#include "niter/io/delimited.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/number_rows.hpp"
#include "niter/io/text_lines.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

struct Header {
  std::string text;  // as it stands in the file
  std::string name;
  std::string unit;
  std::string comment;
};

struct Sheet {
  std::string file;
  Dialect dialect;
  std::vector<Header> headers;
  int header_line = 0;
  std::vector<TextLine> rows;
};

bool is_comment(const TextLine& line) {
  const auto text = trim(line.text);
  return text.starts_with('#') || text.starts_with('%');
}

std::string known_name(std::string name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> aliases{
      {{"time", "t"}, {"Time", "t"}, {"current", "I"}, {"Current", "I"}, {"<I>", "I"}}};
  for (const auto& [alias, word] : aliases) {
    if (name == alias) return std::string(word);
  }
  return name;
}

// a name that was met before gets its number: the first of a name is the one that is meant by it
std::string unique_name(const std::string& name, std::span<const std::string> before) {
  std::string unique = name;
  for (int number = 2; std::ranges::find(before, unique) != before.end(); ++number) {
    unique = fmt::format("{} ({})", name, number);
  }
  return unique;
}

// "I/mA", "I / mA", "I (mA)", "I [mA]"
Header parse_header(std::string text) {
  Header header{text, text, {}, {}};
  const auto open = text.find_last_of("([");
  if (open != std::string::npos && open > 0 && (text.back() == ')' || text.back() == ']')) {
    header.name = trim(std::string_view(text).substr(0, open));
    header.unit = trim(std::string_view(text).substr(open + 1, text.size() - open - 2));
  } else if (const auto slash = text.find('/'); slash != std::string::npos && slash > 0) {
    const std::string name(trim(std::string_view(text).substr(0, slash)));
    const std::string unit(trim(std::string_view(text).substr(slash + 1)));
    // "ox/red" is a name; behind a word of the vocabulary what is no unit is a mistake
    if (vendor_unit(unit) || data::find_word(known_name(name)) != nullptr) {
      header.name = name;
      header.unit = unit;
    }
  }
  return header;
}

bool are_units(std::span<const Field> fields) {
  bool any = false;
  for (const auto& field : fields) {
    if (field.text.empty()) continue;
    if (!vendor_unit(field.text)) return false;
    any = true;
  }
  return any;
}

// the header is the block of lines just above the numbers with as many fields as they have
void read_headers(std::span<const TextLine> above, std::size_t columns, Sheet& sheet) {
  std::vector<std::vector<Field>> block;
  std::vector<int> numbers;  // of the lines of the block
  for (auto line = above.rbegin(); line != above.rend(); ++line) {
    auto fields = split_fields(line->text, sheet.dialect);
    if (fields.size() > columns || (fields.size() < columns && fields.size() + 1 < columns)) break;
    fields.resize(columns);  // an empty last name was dropped with its delimiter
    block.insert(block.begin(), std::move(fields));
    numbers.insert(numbers.begin(), line->number);
    if (block.size() == 3) break;
  }
  const auto units = std::find_if(block.begin(), block.end(), are_units);
  const bool unit_row = units != block.end() && units != block.begin();
  const auto names = unit_row ? units - 1 : block.empty() ? block.end() : block.end() - 1;
  if (names != block.end()) {
    sheet.header_line = numbers[static_cast<std::size_t>(names - block.begin())];
  }
  for (std::size_t i = 0; i < columns; ++i) {
    Header header;
    if (names != block.end()) header = parse_header((*names)[i].text);
    if (unit_row) {
      header.unit = (*units)[i].text;
      if (units + 1 != block.end()) header.comment = (*(units + 1))[i].text;
    }
    if (header.name.empty()) header.name = header.text = fmt::format("column {}", i + 1);
    sheet.headers.push_back(std::move(header));
  }
}

// fields of most rows of numbers: a lone number above the table or a row cut short does not decide
std::size_t count_columns(std::span<const TextLine> lines, const Dialect& dialect) {
  std::map<std::size_t, std::size_t> rows;
  std::vector<Field> fields;
  for (const auto& line : lines) {
    split_fields(line.text, dialect, fields);
    if (!is_numeric(fields, dialect)) continue;
    // more than half of all lines: what is to come cannot be more
    if (2 * ++rows[fields.size()] > lines.size()) return fields.size();
  }
  std::size_t columns = 0;
  for (const auto& [width, count] : rows) {
    if (columns == 0 || count >= rows[columns]) columns = width;
  }
  return columns;
}

// the rows of the sheet are views into the text
Result<Sheet> read_sheet(std::string_view text, const std::string& file) {
  std::vector<TextLine> lines = split_lines(text);
  std::erase_if(lines,
                [](const auto& line) { return is_comment(line) || trim(line.text).empty(); });

  Sheet sheet;
  sheet.file = file;
  sheet.dialect = find_dialect(lines);
  const std::size_t columns = count_columns(lines, sheet.dialect);
  const auto first = std::ranges::find_if(lines, [&](const auto& line) {
    const auto fields = split_fields(line.text, sheet.dialect);
    return fields.size() == columns && is_numeric(fields, sheet.dialect);
  });
  if (first == lines.end()) {
    return fail({Code::InvalidInput,
                 "no row of numbers",
                 {file, 1, 0},
                 "rows are numbers separated by comma, semicolon, tab or blanks"});
  }
  read_headers({lines.begin(), first}, columns, sheet);
  sheet.rows.assign(first, lines.end());
  return sheet;
}

Result<std::size_t> find_header(const Sheet& sheet, const std::string& wanted) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < sheet.headers.size(); ++i) {
    if (sheet.headers[i].text == wanted || sheet.headers[i].name == wanted) return i;
    names.push_back(sheet.headers[i].text);
  }
  const auto near = nearest(wanted, names);
  return fail({Code::NotFound,
               fmt::format("no column '{}'", wanted),
               {sheet.file, sheet.header_line, 0},
               near ? fmt::format("did you mean '{}'?", *near)
                    : fmt::format("columns here: {}", join(names, ", "))});
}

Result<data::Column> make_column(const Sheet& sheet, const Header& header, const std::string& name,
                                 const CsvOptions& options) {
  const auto at = [&](Code code, std::string what, std::string hint) {
    return fail({code, std::move(what), {sheet.file, sheet.header_line, 0}, std::move(hint)});
  };
  data::Column column;
  column.name = name;
  column.comment = header.comment;
  const auto stated = options.units.find(name);
  const std::string& unit = stated == options.units.end() ? header.unit : stated->second;
  if (!unit.empty()) {
    std::string scale;
    auto parsed = vendor_unit(unit, &scale);
    if (!parsed) {
      return at(Code::Unit, fmt::format("column '{}': {}", header.text, parsed.error().what),
                "state the unit of this column");
    }
    column.unit = *std::move(parsed);
    if (!scale.empty())
      column.comment = scale + (column.comment.empty() ? "" : "; ") + column.comment;
  }
  const data::Word* const word = data::find_word(name);
  if (word != nullptr && !column.unit.same_dimension(Unit::of(word->unit))) {
    return at(Code::Unit,
              unit.empty() ? fmt::format("column '{}' has no unit", header.text)
                           : fmt::format("column '{}' is in '{}', which is no unit of {}",
                                         header.text, unit, word->meaning),
              fmt::format("{} ({}) is in {} or a multiple: name the column {}/{}", name,
                          word->meaning, word->unit, name, word->unit));
  }
  return column;
}

Status fill(const Sheet& sheet, std::span<const std::size_t> indices, data::Table& table) {
  RowFormat format{.dialect = sheet.dialect,
                   .columns = sheet.headers.size(),
                   .kinds = std::vector(sheet.headers.size(), FieldKind::Skipped)};
  for (const auto index : indices) format.kinds[index] = FieldKind::Number;
  NITER_TRY(const auto rows, read_number_rows(sheet.rows, format, sheet.file));
  if (rows.cut) {
    return fail({Code::InvalidInput,
                 fmt::format("the last row is shorter than the {} columns", format.columns),
                 {sheet.file, sheet.rows.back().number, 1},
                 "is the file cut off?"});
  }
  for (std::size_t k = 0; k < indices.size(); ++k) {
    auto& column = table.columns[k];
    column.values = rows.columns[indices[k]];
    for (double& value : column.values) value = column.unit.to_si(value);
  }
  return {};
}

}  // namespace

Result<data::Table> read_csv(std::string_view bytes, const std::string& file,
                             const CsvOptions& options) {
  NITER_TRY(const std::string text, to_utf8(bytes, file));
  NITER_TRY(const Sheet sheet, read_sheet(text, file));

  std::vector<std::size_t> indices;
  std::vector<std::string> names;
  for (const auto& [word, header] : options.columns) {
    NITER_TRY(const std::size_t index, find_header(sheet, header));
    indices.push_back(index);
    names.push_back(word);
  }
  for (std::size_t i = 0; options.columns.empty() && i < sheet.headers.size(); ++i) {
    indices.push_back(i);
    names.push_back(unique_name(known_name(sheet.headers[i].name), names));
  }

  data::Table table;
  table.title = file;
  for (std::size_t k = 0; k < indices.size(); ++k) {
    NITER_TRY(auto column, make_column(sheet, sheet.headers[indices[k]], names[k], options));
    table.columns.push_back(std::move(column));
  }
  NITER_OK(fill(sheet, indices, table));
  table.provenance = {file,
                      sha256(bytes),
                      "csv reader, niter " NITER_VERSION,
                      {{"delimiter", std::string(1, sheet.dialect.delimiter)},
                       {"decimal", std::string(1, sheet.dialect.decimal)}}};
  return table;
}

}  // namespace niter::io
