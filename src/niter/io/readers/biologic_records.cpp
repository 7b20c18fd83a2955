#include "niter/io/readers/biologic_records.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "niter/io/byte_numbers.hpp"

namespace niter::io {

namespace {

using enum BiologicType;
constexpr auto little = std::endian::little;

// how the data module begins: number of rows (4 bytes), number of columns, numbers of columns
struct Head {
  std::size_t ids_at;
  std::size_t id_width;
  std::size_t data_at;
};
constexpr Head of_version_2{5, 2, 405}, of_version_3{5, 2, 406}, of_newer{6, 2, 1007},
    of_oldest{5, 1, 100};

// since EC-Lab 11.50 the number of columns has two bytes as well
Result<Head> head_of(const BiologicModule& data, const std::string& file) {
  switch (data.version) {
    case 2:
      return of_version_2;
    case 3:
      return of_version_3;
    case 0:
      return data.bytes.size() > 5 && data.bytes[5] == '\0' ? of_newer : of_oldest;
    default:
      return fail({niter::Code::InvalidInput,
                   fmt::format("version {} of the data module is not known", data.version),
                   {file},
                   "export the file as text (.mpt) and tell the developers of niter"});
  }
}

struct Solver {
  std::vector<std::size_t> free = {};  // which columns may change
  std::vector<std::size_t> widths = {};
  std::size_t record = 0;

  int fewest = std::numeric_limits<int>::max();
  std::vector<std::vector<std::size_t>> best = {};

  void search(std::size_t k, std::ptrdiff_t missing, int changes) {
    if (changes > fewest) return;
    if (k == free.size()) {
      if (missing != 0) return;
      if (changes < fewest) best.clear();
      fewest = changes;
      best.push_back(widths);
      return;
    }
    const std::size_t usual = widths[free[k]];
    search(k + 1, missing, changes);
    for (const std::size_t width : {4u, 8u, 2u, 1u}) {
      if (width == usual) continue;
      widths[free[k]] = width;
      search(k + 1,
             missing - static_cast<std::ptrdiff_t>(width) + static_cast<std::ptrdiff_t>(usual),
             changes + 1);
    }
    widths[free[k]] = usual;
  }
};

std::size_t sum(const std::vector<std::size_t>& widths) {
  std::size_t total = 0;
  for (const auto width : widths) total += width;
  return total;
}

BiologicType type_of_width(std::size_t width, BiologicType usual) {
  if (width_of(usual) == width) return usual;
  return width == 1 ? Byte : width == 2 ? Word : width == 4 ? Single : Double;
}

// columns in the order of the file: flags give their byte once
struct Entry {
  std::vector<BiologicColumn> columns;  // several for the byte of flags
  bool known = true;
};

std::vector<Entry> entries_of(std::span<const int> ids) {
  std::vector<Entry> entries;
  std::ptrdiff_t flags = -1;
  std::set<int> seen;
  for (const int id : ids) {
    auto column = biologic_column(id);
    if (column && column->type == Flag) {
      if (!seen.insert(id).second) continue;
      if (flags < 0) {
        flags = static_cast<std::ptrdiff_t>(entries.size());
        entries.emplace_back();
      }
      entries[static_cast<std::size_t>(flags)].columns.push_back(*std::move(column));
      continue;
    }
    const bool known = column.has_value();
    if (!known) column = BiologicColumn{id, fmt::format("unknown column {}", id), Single, 0, false};
    entries.push_back({{*std::move(column)}, known});
  }
  return entries;
}

// how many entries at the front have the same place in all solutions
std::size_t settled(const std::vector<Entry>& entries, const Solver& solver) {
  if (solver.best.empty()) return solver.free.empty() ? entries.size() : solver.free.front();
  for (std::size_t k = 0; k < entries.size(); ++k) {
    for (const auto& widths : solver.best) {
      if (widths[k] != solver.best.front()[k]) return k;
    }
  }
  return entries.size();
}

void say_what_is_unknown(const std::vector<Entry>& entries, std::size_t good,
                         const std::vector<std::size_t>& widths, BiologicLayout& layout) {
  for (std::size_t k = 0; k < entries.size(); ++k) {
    const auto& column = entries[k].columns.front();
    if (k >= good) {
      layout.caveats.push_back(fmt::format(
          "column {} ({}) and all behind it are left out: the length of a record does not settle "
          "their place",
          column.id, entries[k].known ? column.header : "unknown"));
      return;
    }
    if (!entries[k].known) {
      layout.caveats.push_back(fmt::format(
          "column {} is not known: it is kept as '{}', its {} bytes follow from the record",
          column.id, column.header, widths[k]));
    } else if (widths[k] != width_of(column.type)) {
      layout.caveats.push_back(fmt::format("column {} ({}) has {} bytes here, not {}", column.id,
                                           column.header, widths[k], width_of(column.type)));
    }
  }
}

struct Rows {
  std::string_view bytes;  // from the first record on
  std::size_t record;
  std::size_t count;
};

template <Arithmetic T>
void read_rows(const Rows& rows, std::size_t at, std::size_t first, std::size_t last,
               double* values) {
  const char* from = rows.bytes.data() + at + first * rows.record;
  for (std::size_t i = first; i < last; ++i, from += rows.record) {
    T value{};
    std::memcpy(&value, from, sizeof(T));
    values[i] = static_cast<double>(value);
  }
}

void read_place(const Rows& rows, const BiologicPlace& place, std::size_t first, std::size_t last,
                double* values) {
  switch (place.column.type) {
    case Flag: {
      const unsigned mask = place.column.mask;
      const int lowest = std::countr_zero(mask);
      const char* from = rows.bytes.data() + place.at + first * rows.record;
      for (std::size_t i = first; i < last; ++i, from += rows.record)
        values[i] = (static_cast<unsigned char>(*from) & mask) >> lowest;
      return;
    }
    case Byte:
      return read_rows<std::uint8_t>(rows, place.at, first, last, values);
    case Word:
      return read_rows<std::uint16_t>(rows, place.at, first, last, values);
    case Long:
      return read_rows<std::uint32_t>(rows, place.at, first, last, values);
    case Single:
      return read_rows<float>(rows, place.at, first, last, values);
    case Double:
      return read_rows<double>(rows, place.at, first, last, values);
  }
}

std::vector<BiologicValues> read_columns(const Rows& rows, const BiologicLayout& layout) {
  std::vector<BiologicValues> columns;
  for (const auto& place : layout.places) {
    columns.push_back({place.column.header, {}});
    columns.back().values.reserve(rows.count);
  }
  // block by block, so that the bytes of a record are fetched once
  constexpr std::size_t block = 512;
  for (std::size_t first = 0; first < rows.count; first += block) {
    const std::size_t last = std::min(rows.count, first + block);
    for (std::size_t k = 0; k < columns.size(); ++k) {
      columns[k].values.resize(last);
      read_place(rows, layout.places[k], first, last, columns[k].values.data());
    }
  }
  return columns;
}

}  // namespace

BiologicLayout biologic_layout(std::span<const int> ids, std::size_t record) {
  const auto entries = entries_of(ids);
  Solver solver;
  for (std::size_t k = 0; k < entries.size(); ++k) {
    const auto& column = entries[k].columns.front();
    solver.widths.push_back(width_of(column.type));
    if (!column.proven) solver.free.push_back(k);
  }
  const std::size_t usual = sum(solver.widths);
  solver.record = record == 0 ? usual : record;
  constexpr std::size_t most_free = 8;  // 4 to the 8th trials
  const auto missing =
      static_cast<std::ptrdiff_t>(solver.record) - static_cast<std::ptrdiff_t>(usual);
  if (missing == 0) {
    solver.best = {solver.widths};
  } else if (solver.free.size() <= most_free) {
    solver.search(0, missing, 0);
  }
  const std::size_t good = settled(entries, solver);
  const auto& widths = solver.best.empty() ? solver.widths : solver.best.front();

  BiologicLayout layout{solver.record, {}, {}};
  std::size_t at = 0, kept = 0;
  for (; kept < good && at + widths[kept] <= solver.record; at += widths[kept], ++kept) {
    for (auto column : entries[kept].columns) {
      column.type = type_of_width(widths[kept], column.type);
      layout.places.push_back({std::move(column), at});
    }
  }
  say_what_is_unknown(entries, kept, widths, layout);
  if (kept == entries.size() && at < solver.record) {
    layout.caveats.push_back(fmt::format(
        "{} bytes at the end of each record are not explained by its columns", solver.record - at));
  }
  return layout;
}

Result<std::vector<BiologicValues>> biologic_records(const BiologicModule& data,
                                                     const std::string& file,
                                                     Recording& recording) {
  const auto refuse = [&](std::string what, std::string hint) {
    return fail({niter::Code::InvalidInput, std::move(what), {file}, std::move(hint)});
  };
  NITER_TRY(const Head head, head_of(data, file));
  if (data.bytes.size() <= head.data_at) {
    return refuse("the data module ends before its first record",
                  data.cut() ? "is the file cut off?" : "nothing was recorded");
  }
  const std::size_t announced = number_at<std::uint32_t>(data.bytes, 0, little);
  const std::size_t columns = static_cast<unsigned char>(data.bytes[4]);
  std::vector<int> ids;
  for (std::size_t k = 0; k < columns; ++k) {
    const std::size_t at = head.ids_at + k * head.id_width;
    if (at + head.id_width > head.data_at) break;
    ids.push_back(head.id_width == 1 ? static_cast<unsigned char>(data.bytes[at])
                                     : number_at<std::uint16_t>(data.bytes, at, little));
  }
  if (ids.empty()) return refuse("the data module names no column", "is the file damaged?");

  // the length of a record is that of the module by its rows, as the module announces both
  const std::size_t payload = data.announced - std::min(data.announced, head.data_at);
  const bool divides = announced > 0 && payload >= announced && payload % announced == 0;
  auto layout = biologic_layout(ids, divides ? payload / announced : 0);
  if (layout.places.empty()) {
    return refuse(fmt::format("records of {} bytes cannot hold the columns", layout.record),
                  "is the file damaged?");
  }
  const auto bytes = data.bytes.substr(head.data_at);
  const std::size_t there = bytes.size() / layout.record;
  const std::size_t count = announced > 0 ? std::min(announced, there) : there;
  for (auto& caveat : layout.caveats) recording.caveats.push_back(std::move(caveat));
  if (count < announced || (announced == 0 && there > 0)) {
    recording.complete = false;
    recording.caveats.push_back(fmt::format(
        "the file says {} rows and holds {}: it is cut, or was copied while the run went on",
        announced, count));
  }
  if (count == 0) return refuse("the file holds no rows", "nothing was recorded, or it is cut off");
  return read_columns({bytes, layout.record, count}, layout);
}

}  // namespace niter::io
