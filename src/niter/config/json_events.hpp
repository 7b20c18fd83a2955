// Reading JSON as a stream of events: for files too large to hold as a tree of values.
#pragma once

#include <string>
#include <string_view>

#include "niter/base/result.hpp"

namespace niter::config {

/// Receives a document in its order. `key` is the name of the value in its object, empty in an
/// array; the views live only during the call.
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;
  virtual void begin_object(std::string_view key) = 0;
  virtual void begin_array(std::string_view key) = 0;
  virtual void end() = 0;  // of the innermost object or array
  virtual void number(std::string_view key, double value) = 0;
  virtual void text(std::string_view key, std::string_view value) = 0;
  virtual void other(std::string_view key) = 0;  // true, false or null
};

/// Memory does not grow with the document. A name that stands twice in an object comes twice.
///
/// @error InvalidInput with file, line and column for broken JSON, a number that is too large or
///        nesting deeper than max_document_depth; what came before has been delivered
Status scan_json(std::string_view text, const std::string& file_name, JsonEvents& events);

}  // namespace niter::config
