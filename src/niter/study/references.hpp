// References: the works behind models and checks, from share/niter/references.bib.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::study {

/// One entry, its fields with braces taken off.
struct Reference {
  std::string key;
  std::map<std::string, std::string> fields;
  /// "C. M. Bishop: Pattern Recognition and Machine Learning. Springer (2006)."
  std::string text() const;
};

/// BibTeX as far as niter's own file uses it: @kind{key, field = {value}, ...}. @error InvalidInput
/// with the line
Result<std::vector<Reference>> parse_references(std::string_view text, const std::string& file);
Result<std::vector<Reference>> load_references();

/// The entries whose keys occur as words in any of the texts ("nernst: bard2001, eq. 2.1.40").
std::vector<Reference> cited(const std::vector<Reference>& all,
                             const std::vector<std::string>& texts);

}  // namespace niter::study
