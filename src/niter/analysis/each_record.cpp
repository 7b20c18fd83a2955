#include "niter/analysis/each_record.hpp"

#include <utility>

#include <fmt/format.h>

namespace niter::analysis {

Status reduce_each(
    std::span<const data::Table> tables, data::Reduction& reduction,
    const std::function<Status(const data::Table& table, const std::string& behind)>& reduce_one) {
  int number = 0;
  for (const auto& table : tables) {
    ++number;
    const auto behind = tables.size() > 1 ? fmt::format(" {}", number) : std::string{};
    if (auto status = reduce_one(table, behind); !status) {
      Error error = std::move(status).error();
      if (error.where.file.empty()) error.where.file = table.provenance.origin;
      return fail(std::move(error));
    }
    reduction.records.push_back(table.provenance);
  }
  return {};
}

}  // namespace niter::analysis
