#include "niter/analysis/echem/scan_groups.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

bool all_have(std::span<const data::Table> tables, const char* name) {
  return std::all_of(tables.begin(), tables.end(),
                     [&](const auto& table) { return table.find(name) != nullptr; });
}

Result<std::string> current_column(std::span<const data::Table> tables, bool area_known) {
  if (area_known && all_have(tables, "I")) return std::string("I");
  if (all_have(tables, "j")) return std::string("j");
  if (all_have(tables, "I")) {
    return fail(Code::NotFound, "'area' is missing: the tables hold currents 'I'",
                "give the geometric area of the electrode, area = \"1.00 +- 0.02 cm2\", or tables "
                "with a column 'j'");
  }
  for (const auto& table : tables) {
    if (table.find("I") != nullptr || table.find("j") != nullptr) continue;
    return fail(Code::NotFound,
                fmt::format("the table '{}' has neither column 'I' nor column 'j'", table.title),
                "a capacitance needs t, E and a current");
  }
  return fail(Code::Inconsistent, "some tables hold only 'I' and others only 'j'",
              "give the area and 'I' in every table, or 'j' in every table");
}

Status check_unit(const data::Table& table, const data::Column& column, const char* unit) {
  if (column.unit.same_dimension(Unit::of(unit))) return {};
  return fail(Code::Unit,
              fmt::format("'{}': column '{}' is in {}", table.provenance.origin, column.name,
                          column.unit.text()),
              fmt::format("it must have the dimension of {}", unit));
}

Status check_current(const data::Table& table, const data::Column& current) {
  const std::string& file = table.provenance.origin;
  const std::size_t points = table.find("t")->values.size();
  if (current.values.size() != points ||
      (!current.sigma.empty() && current.sigma.size() != points)) {
    return fail(Code::InvalidInput, fmt::format("'{}' has {} times and {} values of '{}'", file,
                                                points, current.values.size(), current.name));
  }
  for (std::size_t i = 0; i < points; ++i) {
    if (std::isfinite(current.values[i])) continue;
    return fail(Code::InvalidInput,
                fmt::format("'{}', point {}: '{}' is missing", file, i + 1, current.name),
                "delete the row");
  }
  return {};
}

void add_sweeps(const data::Table& table, const data::Column& current,
                std::span<const Sweep> sweeps, ScanGroups& into) {
  bool open = false;
  for (const auto& sweep : sweeps) {
    const double rate = std::abs(sweep.rate);
    if (!sweep.steady) {
      into.unused.push_back(fmt::format("{:.4g} to {:.4g} V in '{}' has no steady scan rate",
                                        sweep.low, sweep.high, table.provenance.origin));
      open = false;
      continue;
    }
    if (!open || std::abs(rate / into.groups.back().rate - 1) > same_rate) {
      into.groups.push_back({&table, &current, {}, rate, sweep.low, sweep.high});
      open = true;
    }
    auto& group = into.groups.back();
    group.sweeps.push_back(sweep);
    group.low = std::min(group.low, sweep.low);
    group.high = std::max(group.high, sweep.high);
  }
}

}  // namespace

Result<ScanGroups> scan_groups(std::span<const data::Table> tables, bool area_known) {
  NITER_TRY(const auto name, current_column(tables, area_known));
  ScanGroups all;
  all.per_area = name == "j";
  for (const auto& table : tables) {
    NITER_TRY(const auto sweeps, split_sweeps(table));
    const data::Column& current = *table.find(name);
    NITER_OK(check_unit(table, *table.find("t"), "s"));
    NITER_OK(check_unit(table, *table.find("E"), "V"));
    NITER_OK(check_unit(table, current, all.per_area ? "A m-2" : "A"));
    NITER_OK(check_current(table, current));
    add_sweeps(table, current, sweeps, all);
  }
  return all;
}

std::string rate_text(double rate) {
  return fmt::format("{:.3g} mV/s", 1e3 * rate);
}

}  // namespace niter::analysis
