// CircuitScanner: the text of a circuit, read character by character, and the values in its braces.
// Private to the room.
#pragma once

#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "niter/analysis/impedance/circuit.hpp"
#include "niter/base/result.hpp"

namespace niter::analysis {

inline bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
/// Of the number behind the symbol of an element.
inline bool is_label(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class CircuitScanner {
 public:
  explicit CircuitScanner(std::string_view text) : text_(text) {}

 protected:
  /// An error with the column, counted from 1.
  tl::unexpected<Error> refuse(std::size_t place, std::string what, std::string hint = {}) const;
  void skip();  // blanks
  bool at_end();
  char peek();  // '\0' at the end
  bool accept(char c);
  Status expect(char c);
  /// "1e-5f/lower/upper" behind the '=' of a parameter.
  Status values(ParameterSetting& setting);

  std::string_view text_;
  std::size_t place_ = 0;

 private:
  Result<std::optional<std::pair<double, char>>> bound();
};

}  // namespace niter::analysis
