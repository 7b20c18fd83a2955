// Rows of a sheet that reckons: what stands in them and where their SI value is. Private to this
// room.
#pragma once

#include <string>
#include <string_view>

#include "niter/analysis/echem/faradaic.hpp"
#include "niter/io/writers/xlsx.hpp"
#include "niter/units/quantity.hpp"

namespace niter::study {

/// A cell that others refer to, and what it is worth.
struct Place {
  std::string name;  // "E7", or "'calibration'!E7"
  double value = 0;  // SI
};

/// Columns: quantity, value, u, unit, in SI, SI unit, niter's value, relative difference.
class SheetRows {
 public:
  SheetRows(std::string name, const std::string& title);

  void heading(const std::string& text);
  void note(const std::string& text);
  /// A number as it was written; its SI value is a formula beside it.
  Place input(const std::string& what, const Quantity& quantity);
  /// A number that is SI already.
  Place constant(const std::string& what, double value, const std::string& unit);
  /// An SI number from others. `formula` without "=".
  Place step(const std::string& what, const std::string& formula, double value,
             const std::string& unit);
  /// A result: the formula in SI, shown in the unit of display beside niter's own number.
  Place result(const analysis::FaradaicResult& own, const std::string& formula, double value);
  /// niter's number where nothing here leads to it.
  void given(const analysis::FaradaicResult& own);
  /// A row of cells as they are.
  void cells(std::vector<io::Cell> row) { sheet_.rows.push_back(std::move(row)); }

  std::size_t next_row() const { return sheet_.rows.size(); }
  const io::Sheet& sheet() const { return sheet_; }

 private:
  Place place(std::size_t row, double value) const;

  io::Sheet sheet_;
};

}  // namespace niter::study
