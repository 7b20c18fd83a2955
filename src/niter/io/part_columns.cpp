#include "niter/io/part_columns.hpp"

#include <utility>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

data::Column column_in_si(std::string name, const Unit& unit, std::vector<double> values,
                          std::string comment) {
  const bool in_si = unit.scale() == 1 && unit.to_si(0) == 0;
  if (!in_si) {
    for (double& value : values) value = unit.to_si(value);
  }
  return {std::move(name), unit, std::move(values), {}, std::move(comment)};
}

data::Provenance provenance_of(const Source& source, std::string_view reader) {
  return {source.name, sha256(source.bytes),
          fmt::format("{} reader, niter " NITER_VERSION, reader)};
}

Result<Recording> with_options(Recording recording, const ReadOptions& options,
                               const std::string& file) {
  for (auto& part : recording.parts) {
    NITER_TRY(part.table, with_options(std::move(part.table), options, file));
  }
  return recording;
}

void shorten_caveats(Recording& recording) {
  constexpr std::size_t enough = 20;
  auto& caveats = recording.caveats;
  if (caveats.size() <= enough + 1) return;
  const auto more = caveats.size() - enough;
  caveats.resize(enough);
  caveats.push_back(fmt::format("and {} more of this kind", more));
}

}  // namespace niter::io
