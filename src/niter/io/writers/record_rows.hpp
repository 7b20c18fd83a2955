// What the writers share: the columns of a record by their words, numbers and texts as instruments
// print them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/io/writers/run_info.hpp"

namespace niter::io {

/// Columns of a record, all of one length; those it does not have are filled with what is written
/// then.
struct RecordRows {
  std::vector<double> t, e, i;          // s, V, A; i is 0 where an open circuit has none
  std::vector<double> e_set, i_set;     // else e and i
  std::vector<double> cycle;            // else 1
  std::vector<double> range, overload;  // else 0
  std::size_t size() const { return t.size(); }
};

struct SpectrumRows {
  std::vector<double> f, re, im;        // Hz, ohm, signed
  std::vector<double> modulus, phase;   // ohm, degrees
  std::vector<double> t, e, i;          // means; else 0
  std::vector<double> e_ac, i_ac;       // peak; else from the amplitude of the run
  std::vector<double> range, overload;  // else 0
  std::size_t size() const { return f.size(); }
};

bool is_spectrum(RunKind kind);

/// The current is column I, or j times the area of the run.
/// @error NotFound for a missing column; InvalidInput for an area that is needed and not given, for
/// columns of unequal length and for numbers that are not finite
Result<RecordRows> record_rows(const data::Table& table, const RunInfo& run);
Result<SpectrumRows> spectrum_rows(const data::Table& table, const RunInfo& run);

/// "1.234567E+003": exponent of three digits, as Windows printed them.
std::string windows_number(double value, int decimals);

/// One line without tabs and breaks, so that a comment cannot break a header.
std::string one_line(std::string_view text);

/// Latin-1 bytes of UTF-8 text; characters beyond become '?'.
std::string to_latin1(std::string_view utf8);

/// Lines joined by CR LF, with one at the end.
std::string windows_lines(const std::vector<std::string>& lines);

/// What every file says in its place for notes, so that nobody takes it for a measurement.
std::string simulated_note();

}  // namespace niter::io
