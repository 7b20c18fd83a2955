// For the tests of the vendors' readers: files of the shared folder, laws over cut files, and the
// spectrum that stands in many formats.
#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/io/readers.hpp"
#include "niter/io/writers/writers_testing.hpp"

namespace niter::io::testing {

/// Nothing where the shared folder is absent.
inline std::string shared(const std::string& name) {
  return shared_file(name);
}

inline double value(const Part& part, std::string_view column, std::size_t row) {
  const auto* const found = part.table.find(column);
  if (found == nullptr || row >= found->values.size()) {
    ADD_FAILURE() << "no column '" << column << "' or no row " << row;
    return std::numeric_limits<double>::quiet_NaN();
  }
  return found->values[row];
}

inline double last(const Part& part, std::string_view column) {
  return value(part, column, part.table.rows() - 1);
}

/// The rows of a column through all parts of a technique.
inline std::vector<double> all_rows(const Recording& recording, std::string_view column) {
  std::vector<double> values;
  for (const auto& part : recording.parts) {
    if (const auto* const found = part.table.find(column)) {
      values.insert(values.end(), found->values.begin(), found->values.end());
    }
  }
  return values;
}

inline bool mentions(const Recording& recording, std::string_view words) {
  for (const auto& caveat : recording.caveats) {
    if (caveat.find(words) != std::string::npos) return true;
  }
  return false;
}

inline bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

/// The rows of the shorter one are the first rows of the longer one.
inline bool begins_like(const data::Table& shorter, const data::Table& whole) {
  if (shorter.columns.size() > whole.columns.size() || shorter.rows() > whole.rows()) return false;
  for (const auto& column : shorter.columns) {
    const auto* const found = whole.find(column.name);
    if (found == nullptr) return false;
    for (std::size_t k = 0; k < column.values.size(); ++k) {
      if (!same(column.values[k], found->values[k]) && !std::isnan(column.values[k])) return false;
    }
  }
  return true;
}

/// A file cut at any byte gives an error that names the file, or whole rows; and says that it is
/// cut unless the cut stands between two lines, where some formats cannot show it. Returns how many
/// cuts it could not show.
inline int expect_cuts_are_seen(std::string_view bytes, const std::string& name, Reader reader,
                                std::size_t step = 1) {
  const auto whole = reader.read({bytes, name}, {});
  EXPECT_TRUE(whole) << name << ": " << whole.error().text();
  if (!whole) return -1;
  int unseen = 0;
  for (std::size_t n = 0; n < bytes.size(); n += step) {
    const auto cut = reader.read({bytes.substr(0, n), name}, {});
    if (!cut) {
      EXPECT_EQ(cut.error().where.file, name) << n;
      continue;
    }
    EXPECT_LE(cut->parts.size(), whole->parts.size()) << n;
    if (cut->complete) {
      ++unseen;
      EXPECT_TRUE(bytes[n - 1] == '\n' || bytes[n - 1] == '\r') << name << " cut at " << n;
    }
    for (std::size_t k = 0; k < cut->parts.size() && k < whole->parts.size(); ++k) {
      EXPECT_TRUE(begins_like(cut->parts[k].table, whole->parts[k].table))
          << name << " cut at " << n << ", part " << k;
    }
    if (::testing::Test::HasFailure()) break;
  }
  return unseen;
}

/// pyimpspec's spectrum: 29 points from 10 kHz to 1 Hz.
/// @source numbers of pyimpspec_data-tab.csv, to the digits of the format
inline void expect_pyimpspec(const Part& part, double digits) {
  EXPECT_EQ(part.technique, "eis");
  ASSERT_EQ(part.table.rows(), 29u);
  const auto near = [&](std::string_view column, std::size_t row, double want) {
    EXPECT_NEAR(value(part, column, row), want, digits * std::abs(want)) << column << " " << row;
  };
  near("f", 0, 10000);
  near("Z_re", 0, 109.00918219439028);
  near("Z_im", 0, -26.55567987651522);
  near("f", 14, 100);
  near("Z_re", 14, 366.399861210884);
  near("Z_im", 14, -73.25594004735045);
  near("f", 28, 1);
  near("Z_re", 28, 645.4787001504939);
  near("Z_im", 28, -90.61812830738303);
}

}  // namespace niter::io::testing
