// Recording: what one file of an instrument holds: its header, and a table for each technique or
// cycle in it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "niter/data/table.hpp"

namespace niter::io {

/// One technique, cycle, spectrum or curve of a file.
struct Part {
  // niter's word: "ocp", "cv", "lsv", "ca", "cp", "eis", "dpv", "swv", "cycling", "spectrum",
  // "plate"; empty where the file does not say
  std::string technique = {};
  std::string title = {};  // in the words of the file: "Cyclic Voltammetry, cycle 2"
  // columns under words of the vocabulary where there is one, else under the name in the file;
  // provenance.settings holds what the header says of this part
  data::Table table;
};

struct Recording {
  std::string format;           // name of the reader: "biologic-mpr"
  std::string instrument = {};  // make, model, firmware, as far as the file says
  std::vector<std::pair<std::string, std::string>> header =
      {};  // key and value as they stand there
  std::vector<Part> parts = {};
  // what a user has to know: an unknown column that was kept, a unit row that lies, a cut file
  std::vector<std::string> caveats = {};
  bool complete = true;  // false: the file is cut; the parts hold the whole rows before the cut
};

}  // namespace niter::io
