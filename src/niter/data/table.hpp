// Table: the common tongue of bench and twin. Columns of SI numbers with unit, noise and origin.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/units/unit.hpp"

namespace niter::data {

/// Where numbers came from and what was done to them.
struct Provenance {
  std::string origin;                                // file name, or "simulated"
  std::string sha256;                                // of the file, empty if simulated
  std::string made_by;                               // reader or model, with niter's version
  std::map<std::string, std::string> settings = {};  // every option that shaped the numbers
};

/// `values` in SI; `unit` is how they are shown. `sigma` is independent noise per point, in SI.
struct Column {
  std::string name;  // of the vocabulary below where it has one: "t", "I", "j", "E", ...
  Unit unit;
  std::vector<double> values;
  std::vector<double> sigma = {};  // empty: not known
  std::string comment = {};        // third header row of an exported file: scale, catalyst, ...
};

struct Table {
  std::string title;
  std::vector<Column> columns;
  Provenance provenance = {};

  const Column* find(std::string_view name) const;
  /// @error NotFound naming the column wanted and those there are
  Result<std::span<const double>> column(std::string_view name) const;
  std::size_t rows() const { return columns.empty() ? 0 : columns.front().values.size(); }
};

/// The vocabulary: name, meaning, SI unit. Axis texts come from here.
struct Word {
  std::string_view name;     // "j"
  std::string_view symbol;   // as printed in figures: "j", "E", "FE"
  std::string_view meaning;  // "current density"
  std::string_view unit;     // SI
};
std::span<const Word> vocabulary();
const Word* find_word(std::string_view name);

/// The header rows of a file: names, units and comments (the rows Origin imports), or names alone.
enum class CsvHeader { Full, Names };

/// Comma separated text. Values in the unit of display, as the shortest text that reads back as the
/// same SI number. The sigma of "j" stands in a column "± j" right of it. Fields are quoted as in
/// RFC 4180; line ends are LF; a missing value is "nan".
std::string to_csv(const Table& table, CsvHeader header = CsvHeader::Full);

/// One field: in quotes where a comma, a quote or a line break would end it. @source RFC 4180
std::string csv_field(std::string_view text);

/// An SI number in a unit of display, as the shortest text that reads back as the same SI number:
/// plain division would turn 0.3 mA into 0.30000000000000004.
std::string displayed(double si, const Unit& unit);
/// The same for a difference or a standard uncertainty, which has no offset: 0.5 K is 0.5 degC.
std::string displayed_sigma(double si, const Unit& unit);

}  // namespace niter::data
