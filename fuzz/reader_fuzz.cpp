// Any bytes through one reader: --reader=NAME names it. What it must never do: crash, run without
// end, use memory out of proportion to the file, or return a table with columns of unequal length.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "niter/io/readers.hpp"

namespace {

const niter::io::Reader* chosen = nullptr;

[[noreturn]] void broken(const char* what) {
  std::fprintf(stderr, "%s: %s\n", std::string(chosen->name).c_str(), what);
  std::abort();
}

void check(const niter::io::Recording& recording) {
  for (const auto& part : recording.parts) {
    for (const auto& column : part.table.columns) {
      if (column.values.size() != part.table.rows()) broken("columns of unequal length");
      if (!column.sigma.empty() && column.sigma.size() != column.values.size()) {
        broken("sigmas of another length than their column");
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  const char* const flag = "--reader=";
  for (int i = 1; i < *count; ++i) {
    const char* const argument = (*arguments)[i];
    if (std::strncmp(argument, flag, std::strlen(flag)) != 0) continue;
    const auto found = niter::io::find_reader(argument + std::strlen(flag));
    if (found) chosen = *found;
  }
  if (chosen != nullptr) return 0;
  std::fprintf(stderr, "reader_fuzz --reader=NAME FOLDER...; readers:\n");
  for (const auto& reader : niter::io::readers()) {
    std::fprintf(stderr, "  %s\n", std::string(reader.name).c_str());
  }
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const niter::io::Source source{{reinterpret_cast<const char*>(data), size}, "fuzzed"};
  chosen->sniff(source);
  const auto recording = chosen->read(source, {});
  if (recording) check(*recording);
  return 0;
}
