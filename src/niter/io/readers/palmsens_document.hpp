// The document inside a PalmSens session: measurements with their arrays of numbers, as they stand.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::io::palmsens {

/// One array of the session: "scan1channel1", type 2 (current), in MicroAmpere.
struct Series {
  std::string description = {};
  int type = -1;              // PalmSens's number of the quantity, -1 in old files
  std::string quantity = {};  // "Potential": for old files
  std::string unit = {};      // last part of its type: "MicroAmpere"
  std::string symbol = {};    // without prefix: "A"
  double interval = 0;        // between two values of a time [s], 0 if not said
  std::vector<double> values = {};
  std::vector<std::size_t> overloads = {};  // places of the values beyond the range
};

/// Arrays that belong together, under the title of their curve.
struct Group {
  std::string title = {};
  std::vector<Series> series = {};
};

struct Measurement {
  std::string title = {};
  std::string method = {};  // lines "KEY=value" and "#comment"
  std::string serial = {};
  std::string firmware = {};
  Group data = {};
  std::vector<Group> curves = {};   // as plotted: two arrays each
  std::vector<Group> spectra = {};  // impedance, one per scan
};

struct Document {
  std::string version = {};  // of PalmSens's library
  std::vector<Measurement> measurements = {};
};

/// @param text  UTF-8
/// @error InvalidInput with the place of broken JSON
Result<Document> read_document(std::string_view text, const std::string& file);

/// Value of a line "KEY=value" of a method, with its %20 and %crlf as blanks; empty without it.
std::string method_value(std::string_view method, std::string_view key);

}  // namespace niter::io::palmsens
