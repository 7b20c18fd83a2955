// A protocol in canonical words.
#include <fmt/format.h>

#include "niter/twin/protocol/instructions.hpp"
#include "niter/twin/protocol/protocol.hpp"

namespace niter::twin::protocol {
namespace {

struct Writer {
  std::string indent;

  std::string operator()(const Repeat& repeat) const {
    auto out = fmt::format("{}repeat {}\n", indent, repeat.count);
    for (const auto& inner : repeat.body) {
      out += std::visit(Writer{indent + "  "}, inner.what) + "\n";
    }
    return out + indent + "end";
  }
  template <class Simple>
  std::string operator()(const Simple& simple) const {
    return indent + write(simple);
  }
};

}  // namespace

std::string to_text(const Instruction& instruction) {
  return std::visit(Writer{}, instruction.what);
}

std::string to_text(const Protocol& protocol) {
  std::string out;
  for (const auto& instruction : protocol.instructions) out += to_text(instruction) + "\n";
  return out;
}

}  // namespace niter::twin::protocol
