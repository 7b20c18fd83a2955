// refresh electrolyte, and take 1 mL.
#include <fmt/format.h>

#include "niter/twin/protocol/instructions.hpp"
#include "niter/twin/protocol/measures.hpp"

namespace niter::twin::protocol {

Result<Payload> read_refresh(Reader& reader) {
  NITER_OK(reader.expect("electrolyte"));
  return Refresh{};
}

std::string write(const Refresh&) {
  return "refresh electrolyte";
}

Result<Payload> read_sample(Reader& reader) {
  NITER_TRY(const double volume, read_positive(reader, measures::volume));
  return Sample{volume};
}

std::string write(const Sample& sample) {
  return "take " + write(sample.volume, measures::volume);
}

}  // namespace niter::twin::protocol
