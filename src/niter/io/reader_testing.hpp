// For tests only: what every reader of a file must stand: cut files, damaged files, real files.
#pragma once

#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/reader.hpp"
#include "niter/io/writers/writers_testing.hpp"

namespace niter::io::testing {

inline Recording read_whole(const Reader& reader, std::string_view bytes,
                            const std::string& name = "it") {
  auto recording = reader.read({bytes, name}, {});
  EXPECT_TRUE(recording) << recording.error().text();
  return recording ? *std::move(recording) : Recording{};
}

inline std::string error_of(const Reader& reader, std::string_view bytes,
                            const std::string& name = "it") {
  const auto recording = reader.read({bytes, name}, {});
  return recording ? "none" : recording.error().text();
}

inline std::size_t rows_of(const Recording& recording) {
  std::size_t rows = 0;
  for (const auto& part : recording.parts) {
    EXPECT_GT(part.table.rows(), 0u);
    for (const auto& column : part.table.columns) {
      EXPECT_EQ(column.values.size(), part.table.rows()) << column.name;
    }
    rows += part.table.rows();
  }
  return rows;
}

/// Every prefix (or each step-th) is an error in words, a partial table marked as such, or the
/// whole table: a cut file never passes for a shorter whole one.
inline void expect_cuts_are_seen(const Reader& reader, std::string_view bytes,
                                 std::size_t step = 1) {
  const auto whole = read_whole(reader, bytes);
  const std::size_t rows = rows_of(whole);
  for (std::size_t n = 0; n < bytes.size(); n += step) {
    const auto cut = reader.read({bytes.substr(0, n), "it"}, {});
    if (!cut) {
      EXPECT_FALSE(cut.error().what.empty());
      EXPECT_EQ(cut.error().where.file, "it") << cut.error().text();
    } else if (cut->complete) {
      EXPECT_EQ(rows_of(*cut), rows) << "cut after byte " << n;
    } else {
      EXPECT_LE(rows_of(*cut), rows) << "cut after byte " << n;
      EXPECT_FALSE(cut->caveats.empty());
    }
  }
}

/// The same for a format without an end: a cut between two rows cannot be seen, but no prefix has
/// more rows than the whole or half a row.
inline void expect_cuts_are_survived(const Reader& reader, std::string_view bytes,
                                     std::size_t step = 1) {
  const std::size_t rows = rows_of(read_whole(reader, bytes));
  for (std::size_t n = 0; n < bytes.size(); n += step) {
    const auto cut = reader.read({bytes.substr(0, n), "it"}, {});
    if (cut) {
      EXPECT_LE(rows_of(*cut), rows) << "cut after byte " << n;
      EXPECT_TRUE(cut->complete || !cut->caveats.empty()) << "cut after byte " << n;
    } else {
      EXPECT_EQ(cut.error().where.file, "it") << cut.error().text();
    }
  }
}

/// Three bytes changed at random: a table of equally long columns or an error, never a crash.
inline void expect_damage_is_survived(const Reader& reader, std::string_view bytes, int runs) {
  std::mt19937 random(3);
  for (int i = 0; i < runs; ++i) {
    std::string bad(bytes);
    for (int k = 0; k < 3; ++k) bad[random() % bad.size()] = static_cast<char>(random() % 256);
    const auto result = reader.read({bad, "it"}, {});
    if (result) {
      rows_of(*result);
    } else {
      EXPECT_FALSE(result.error().what.empty());
    }
  }
}

}  // namespace niter::io::testing
