#include "niter/study/runs/records.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/chem/formula.hpp"
#include "niter/twin/cell/products.hpp"

namespace niter::study {
namespace {

using twin::protocol::Hold;
using twin::protocol::Instruction;
using twin::protocol::Part;
using twin::protocol::Repeat;
using twin::protocol::RunRecord;

bool holds_at(const std::vector<Instruction>& instructions, const Where& where) {
  return std::any_of(instructions.begin(), instructions.end(), [&](const Instruction& one) {
    if (const auto* repeat = std::get_if<Repeat>(&one.what)) return holds_at(repeat->body, where);
    return std::holds_alternative<Hold>(one.what) && one.where.line == where.line &&
           one.where.column == where.column;
  });
}

}  // namespace

const std::vector<double>& column(const RunRecord& record, std::string_view name) {
  const data::Column* found = record.table.find(name);
  NITER_EXPECT(found != nullptr, "a record has the columns that recorder.hpp names");
  return found->values;
}

double molar_mass(std::string_view formula) {
  const auto parsed = chem::parse_formula(formula);
  NITER_EXPECT(parsed, "a formula in the code is one");
  return chem::molar_mass(*parsed);
}

Rows rows_of(const Part& part) {
  return {part.first_row, part.last_row};
}

Rows all_rows(const RunRecord& record) {
  return {0, record.table.rows() - 1};
}

std::vector<double> cut(const std::vector<double>& values, Rows rows) {
  return {values.begin() + static_cast<std::ptrdiff_t>(rows.first),
          values.begin() + static_cast<std::ptrdiff_t>(rows.last) + 1};
}

std::vector<const Part*> holds_of(const twin::protocol::Protocol& protocol,
                                  const RunRecord& record) {
  std::vector<const Part*> out;
  for (const Part& part : record.parts)
    if (holds_at(protocol.instructions, part.where)) out.push_back(&part);
  return out;
}

Result<Production> production(const RunInput& input, const RunRecord& record, Rows rows,
                              std::string_view product) {
  const auto& mechanism = input.model.mechanism();
  const std::string& reactant = input.study.experiment(input.plan.experiment)->reactant;
  NITER_TRY(const auto ledger, twin::ProductLedger::make(mechanism, reactant));
  const auto passed = [&](std::string_view name) {
    const auto& values = column(record, name);
    return values[rows.last] - values[rows.first];
  };
  std::vector<double> turnovers;
  for (const auto& step : mechanism.steps) turnovers.push_back(passed("xi " + step.id));
  const std::vector<double> made = ledger.production(turnovers);
  for (std::size_t p = 0; p < ledger.products().size(); ++p) {
    if (ledger.products()[p].name != product) continue;
    Production out;
    out.amount = made[p];
    out.charge = passed("q");
    const double seconds = passed("t");
    out.rate = seconds > 0 ? out.amount / seconds : 0;
    out.faradaic_efficiency =
        out.charge != 0 ? -ledger.products()[p].electrons * constants::F * out.amount / out.charge
                        : 0;
    return out;
  }
  return fail(Code::NotFound, fmt::format("the mechanism makes no {}", product));
}

data::Table named(data::Table table, const RunPlan& plan, std::string_view which) {
  table.title = plan.id;
  if (!which.empty()) table.title += fmt::format("-{}", which);
  for (char& c : table.title)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.' && c != '_') c = '-';
  return table;
}

}  // namespace niter::study
