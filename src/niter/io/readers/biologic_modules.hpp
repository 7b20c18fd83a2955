// The modules a BioLogic .mpr file consists of, and what those beside the data say.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "niter/io/readers/biologic_table.hpp"

namespace niter::io {

/// One module. The bytes are a view into the file and end where the file ends.
struct BiologicModule {
  std::string name;  // "VMP data"
  unsigned version = 0;
  std::string date;           // as it stands there: "03/02/21", month first
  std::size_t announced = 0;  // bytes the module says it has
  std::string_view bytes;     // those that are there
  bool cut() const { return bytes.size() < announced; }
};

struct BiologicModules {
  std::vector<BiologicModule> modules;
  bool cut = false;  // the file ends inside a module or its header, or what follows is no module

  const BiologicModule* find(std::string_view name) const;
};

/// The first line of every .mpr file.
constexpr std::string_view biologic_mpr_mark = "BIO-LOGIC MODULAR FILE\x1A";

/// Never fails: an empty list is a file that ends before its first module.
BiologicModules biologic_modules(std::string_view bytes);

/// Number of the technique, for biologic_technique(); 0 if it is not there.
int biologic_technique_number(const BiologicModules& modules);
/// Settings under the keys of a .mpt header, where the place was verified on pairs of files:
/// comments, materials, area, masses, reference electrode, device, channel, versions, start.
std::map<std::string, std::string> biologic_settings(const BiologicModules& modules);
/// Rows at which loops begin, but the first.
std::vector<std::size_t> biologic_loops(const BiologicModules& modules);
/// Names of what is connected to Analog IN 1 and 2: "Force/N". The numbers are then in that unit.
std::vector<std::string> biologic_analog_names(const BiologicModules& modules);

}  // namespace niter::io
