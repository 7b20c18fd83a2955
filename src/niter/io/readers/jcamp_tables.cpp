#include "niter/io/readers/jcamp_tables.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/part_columns.hpp"
#include "niter/io/readers/jcamp_ordinates.hpp"
#include "niter/io/readers/spectrum_axes.hpp"

namespace niter::io::jcamp {

namespace {

std::optional<double> number_of(const Labels& labels, const std::string& label) {
  const auto found = labels.find(label);
  if (found == labels.end()) return std::nullopt;
  const auto number = parse_number(trim(found->second));
  return number && std::isfinite(*number) ? number : std::nullopt;
}

std::string text_of(const Labels& labels, const std::string& label) {
  const auto found = labels.find(label);
  return found == labels.end() ? std::string() : found->second;
}

// one unit of the last printed digit
double last_place(const std::string& text) {
  const auto point = text.find('.');
  if (point == std::string::npos) return 1;
  const auto end = std::min(text.find_first_not_of("0123456789", point + 1), text.size());
  const double exponent = parse_number("1" + text.substr(end)).value_or(1);
  return std::pow(10.0, -static_cast<double>(end - point - 1)) * exponent;
}

/// Checks of one table against its records.
class Checks {
 public:
  Checks(const Record& record, std::vector<std::string>& caveats)
      : line_(record.line), caveats_(caveats) {}

  void add(std::string what) {
    caveats_.push_back(fmt::format("table of line {}: {}", line_, what));
  }

  void compare(std::string_view label, std::optional<double> stated, double found,
               double tolerance) {
    if (stated && !(std::abs(*stated - found) <= tolerance)) {
      add(fmt::format("{} says {:.6g}, the table has {:.6g}", label, *stated, found));
    }
  }

  void ordinates(const Variable& y, std::span<const double> values) {
    double least = INFINITY, most = -INFINITY;
    for (const double value : values) {
      least = std::min(least, value);  // NaN is passed over
      most = std::max(most, value);
    }
    if (least > most) return;
    const double tolerance =
        std::abs(y.factor) + y.last_place + 1e-6 * std::max(std::abs(least), std::abs(most));
    compare("the first ordinate", y.first, values.front(), tolerance);
    compare("the least ordinate", y.least, least, tolerance);
    compare("the largest ordinate", y.most, most, tolerance);
    if (lower(y.units).starts_with("transmittance") && most > 2) {
      add(fmt::format("a transmittance of {:.4g} is more than 1: is it in percent?", most));
    }
  }

 private:
  int line_;
  std::vector<std::string>& caveats_;
};

// from LASTX if all points are there, else from DELTAX, else from the lines themselves
std::optional<double> step_of(const Description& description, const Ordinates& table,
                              double first) {
  const auto count = static_cast<double>(table.y.size());
  const auto& last = description.x.last;
  const bool all = description.points && *description.points == count;
  if (last && all && count > 1) return (*last - first) / (count - 1);
  if (description.step) return *description.step;
  if (last && description.points && *description.points > 1) {
    return (*last - first) / (*description.points - 1);
  }
  const auto& start = table.starts.back();
  if (start.index > 0) {
    return (start.x * description.x.factor - first) / static_cast<double>(start.index);
  }
  if (last && count > 1) return (*last - first) / (count - 1);
  return count == 1 ? std::optional(0.0) : std::nullopt;
}

// Lines state abscissas in steps of XFACTOR, some counted from another zero or downwards; a line
// states that of its first ordinate, with some writers of the one behind the check.
void check_starts(const Ordinates& table, const Description& description, double step,
                  Checks& checks) {
  const double factor = description.x.factor;
  const double tolerance = 0.8 * std::max(std::abs(step), std::abs(factor));
  const auto& front = table.starts.front();
  int wrong = 0, line = 0;
  for (const auto& start : table.starts) {
    const double stated = std::abs((start.x - front.x) * factor);
    const double counted = static_cast<double>(start.index - front.index) * std::abs(step);
    if (std::abs(stated - counted) <= tolerance) continue;
    if (std::abs(stated - counted - std::abs(step)) <= tolerance) continue;
    if (wrong++ == 0) line = start.line;
  }
  if (wrong > 0) {
    checks.add(
        fmt::format("the abscissas of {} lines do not fit to the step, first on line {}: "
                    "points are missing or doubled before it",
                    wrong, line));
  }
}

Result<std::vector<data::Column>> equidistant(const Record& record, const Description& description,
                                              std::size_t most, const std::string& file,
                                              Checks& checks) {
  NITER_TRY(auto table, read_ordinates(record.below, most, file));
  if (table.y.empty()) return std::vector<data::Column>{};
  const double first = description.x.first.value_or(table.starts.front().x * description.x.factor);
  const auto step = step_of(description, table, first);
  if (!step) {
    return fail({Code::InvalidInput,
                 "neither LASTX nor DELTAX: the abscissas are not known",
                 {file, record.line, 0},
                 "add ##LASTX= and ##NPOINTS="});
  }
  if (table.failed_checks > 0) {
    checks.add(
        fmt::format("{} lines do not begin with the last ordinate of the line before, first "
                    "on line {}: an ordinate there is wrong",
                    table.failed_checks, table.first_failed));
  }
  const auto count = static_cast<double>(table.y.size());
  checks.compare("NPOINTS", description.points, count, 0);
  if (description.step) {
    checks.compare("DELTAX", description.step, *step, 1e-3 * std::abs(*step));
  }
  check_starts(table, description, *step, checks);

  std::vector<double> x(table.y.size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = first + static_cast<double>(i) * *step;
  for (double& value : table.y) value *= description.y.factor;
  const auto axis = abscissa_axis(description.x.units);
  return std::vector<data::Column>{column_in_si(axis.name, axis.unit, std::move(x)),
                                   {"", {}, std::move(table.y)}};
}

Result<std::vector<data::Column>> pairs(const Record& record, const Description& description,
                                        const std::string& file, Checks& checks) {
  NITER_TRY(const auto numbers, read_points(record.below, file));
  if (numbers.size() % 2 != 0) {
    return fail({Code::InvalidInput,
                 fmt::format("{} numbers are no pairs", numbers.size()),
                 {file, record.line, 0},
                 "is the file cut off?"});
  }
  std::vector<double> x, y;
  for (std::size_t i = 0; i < numbers.size(); i += 2) {
    x.push_back(numbers[i] * description.x.factor);
    y.push_back(numbers[i + 1] * description.y.factor);
  }
  checks.compare("NPOINTS", description.points, static_cast<double>(x.size()), 0);
  const auto axis = abscissa_axis(description.x.units);
  return std::vector<data::Column>{column_in_si(axis.name, axis.unit, std::move(x)),
                                   {"", {}, std::move(y)}};
}

}  // namespace

Description describe_block(const Labels& labels) {
  Description description;
  description.x = {{},
                   text_of(labels, "XUNITS"),
                   number_of(labels, "XFACTOR").value_or(1),
                   number_of(labels, "FIRSTX"),
                   number_of(labels, "LASTX")};
  description.y = {{},
                   text_of(labels, "YUNITS"),
                   number_of(labels, "YFACTOR").value_or(1),
                   number_of(labels, "FIRSTY"),
                   {},
                   number_of(labels, "MINY"),
                   number_of(labels, "MAXY")};
  for (const auto* label : {"FIRSTY", "MINY", "MAXY"}) {
    if (labels.contains(label)) {
      description.y.last_place = std::max(description.y.last_place, last_place(labels.at(label)));
    }
  }
  description.points = number_of(labels, "NPOINTS");
  description.step = number_of(labels, "DELTAX");
  return description;
}

Result<Description> describe_tuple(const Labels& labels, std::string_view x, std::string_view y) {
  const auto item = [&](const char* label, std::size_t k) {
    const auto items = list_of(text_of(labels, label));
    return k < items.size() ? items[k] : std::string();
  };
  const auto number = [&](const char* label, std::size_t k) {
    return parse_number(item(label, k));
  };
  const auto symbols = list_of(text_of(labels, "SYMBOL"));
  const auto variable = [&](std::string_view symbol) -> Result<std::size_t> {
    const auto found = std::ranges::find(symbols, symbol);
    if (found == symbols.end()) {
      return fail(Code::NotFound, fmt::format("no variable '{}'", symbol),
                  fmt::format("##SYMBOL= has {}", join(symbols, ", ")));
    }
    return static_cast<std::size_t>(found - symbols.begin());
  };
  NITER_TRY(const std::size_t i, variable(x));
  NITER_TRY(const std::size_t k, variable(y));
  Description description;
  description.x = {item("VARNAME", i), item("UNITS", i), number("FACTOR", i).value_or(1),
                   number("FIRST", i), number("LAST", i)};
  description.y = {item("VARNAME", k), item("UNITS", k), number("FACTOR", k).value_or(1)};
  description.points = number("VARDIM", i);
  return description;
}

Result<std::vector<data::Column>> read_table(const Record& record, bool equal_distances,
                                             const Description& description, std::size_t most,
                                             const std::string& file,
                                             std::vector<std::string>& caveats) {
  Checks checks(record, caveats);
  NITER_TRY(auto columns, equal_distances ? equidistant(record, description, most, file, checks)
                                          : pairs(record, description, file, checks));
  if (columns.empty() || columns[0].values.empty()) return std::vector<data::Column>{};
  if (equal_distances) checks.ordinates(description.y, columns[1].values);
  auto axis = ordinate_axis(description.y.units);
  if (axis.name == columns[0].name) axis.name += " (ordinate)";
  columns[1] = column_in_si(axis.name, axis.unit, std::move(columns[1].values));
  return columns;
}

}  // namespace niter::io::jcamp
