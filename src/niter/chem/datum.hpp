// Datum: a number of a data file with its uncertainty, its source, and how sure we are that the
// source says so.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace niter::chem {

/// How a tabulated value came into the file.
enum class Standing {
  Read,      // seen in the named source
  Derived,   // computed from values that were read
  Estimate,  // a choice with a declared range
  Memory,    // written from memory: no test may rest on it
};

inline std::span<const std::pair<std::string_view, Standing>> enum_names(Standing) {
  static constexpr std::array<std::pair<std::string_view, Standing>, 4> names{
      {{"read", Standing::Read},
       {"derived", Standing::Derived},
       {"estimate", Standing::Estimate},
       {"memory", Standing::Memory}}};
  return names;
}

/// The unit is in the key that holds the datum ("diffusion_m2_s").
struct Datum {
  double value = 0;
  double sigma = 0;                 // standard uncertainty; 0: not given
  std::optional<double> low, high;  // declared range
  std::string source;               // key of references.bib, or of the file's own list of sources
  Standing status = Standing::Read;
  std::string checked;  // where the value was compared, and with what result
  std::string note;

  template <class V>
  void visit(V& v) {
    v.required("value", value, "the number, in the unit of the key");
    v.optional("sigma", sigma, "standard uncertainty");
    v.optional("low", low, "lower end of the range");
    v.optional("high", high, "upper end of the range");
    v.required("source", source, "where the number is from");
    v.required("status", status, "read, derived, estimate or memory");
    v.optional("checked", checked, "where it was compared");
    v.optional("note", note, "what a user should know");
  }
};

}  // namespace niter::chem
