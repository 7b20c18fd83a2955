#include "niter/study/bench/literature.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "niter/analysis/echem/findings.hpp"
#include "niter/chem/formula.hpp"
#include "niter/chem/reaction.hpp"
#include "niter/config/read.hpp"
#include "niter/study/audit/support.hpp"
#include "niter/study/load.hpp"

namespace niter::study {

namespace {

struct LiteratureText {
  LiteratureRow row;
  std::optional<config::Value> potential;
  template <class V>
  void visit(V& v) {
    v.required("catalyst", row.catalyst, "as the paper calls it");
    v.required("source", row.source, "doi or short reference");
    v.required("reactant", row.reactant, "NO3- or NO2-");
    v.optional("electrolyte", row.electrolyte, "in words");
    v.optional("potential", potential, "with its scale: \"-0.9 V vs RHE\"");
    v.optional("faradaic_efficiency", row.faradaic_efficiency, "of NH3", "%");
    v.optional("yield_rate", row.yield_rate, "umol h-1 cm-2, mg h-1 cm-2, or per mass of catalyst");
    v.optional("as", row.as, "what a mass counts: NH3, NH4+, N");
    v.optional("current_density", row.current_density, "total, as printed", "mA cm-2");
  }
};

bool fits(const Quantity& quantity, const char* unit) {
  return quantity.unit().same_dimension(Unit::of(unit));
}

Status check_yield(const LiteratureRow& row, const config::Value& table) {
  if (!row.yield_rate) return {};
  const Quantity& yield = *row.yield_rate;
  for (const char* const unit :
       {"mol s-1 m-2", "kg s-1 m-2", "mol s-1 kg-1", "s-1"}) {  // kg s-1 per kg is s-1
    if (fits(yield, unit)) return {};
  }
  return fail({Code::Unit, fmt::format("'{}' is no yield rate", yield.text()),
               place_of(table, "yield_rate"),
               "amount or mass of product per time and area, or per time and mass of catalyst"});
}

data::Finding outside(const LiteratureRow& row, double efficiency) {
  data::Finding finding;
  finding.key = "literature-efficiency";
  finding.title = "Faradaic efficiency outside 0 to 100 %: " + row.name();
  finding.verdict = data::Verdict::Inconsistent;
  finding.formula = "0 <= FE <= 1";
  finding.numbers = fmt::format("FE = {:.4g} %", 100 * efficiency);
  finding.tolerance = "none: charge balance";
  finding.text = "More product than the charge can make, or a negative amount.";
  finding.source = "identity: charge balance";
  return finding;
}

// the name of the first of the three numbers of Faraday's law that a row lacks
std::string missing(const LiteratureRow& row) {
  if (!row.faradaic_efficiency) return "its Faradaic efficiency";
  if (!row.yield_rate) return "its yield rate";
  if (!row.yield_per_area()) return "the loading: its yield is per mass of catalyst";
  return {};
}

}  // namespace

std::optional<double> LiteratureRow::yield_per_area() const {
  if (!yield_rate) return std::nullopt;
  if (fits(*yield_rate, "mol s-1 m-2")) return yield_rate->si();
  if (!fits(*yield_rate, "kg s-1 m-2")) return std::nullopt;
  const auto counted = chem::parse_formula(as);
  if (!counted) return std::nullopt;
  return yield_rate->si() / chem::molar_mass(*counted);
}

Result<LiteratureRow> read_literature(const config::Value& table) {
  LiteratureText text;
  NITER_OK(config::read_value(table, text, "literature", ""));
  LiteratureRow row = std::move(text.row);
  row.where = table.where;
  const auto at = [&](Error error, std::string_view key) {
    error.where = place_of(table, key);
    return fail(std::move(error));
  };
  if (const auto reaction = rules::reduction_to_ammonia(row.reactant); !reaction) {
    return at(reaction.error(), "reactant");
  }
  if (const auto counted = chem::parse_formula(row.as); !counted) return at(counted.error(), "as");
  NITER_OK(check_yield(row, table));
  if (text.potential) {
    NITER_TRY(const auto read, read_potential(*text.potential, "potential", ""));
    row.potential = read.volts;
    row.scale = read.scale;
  }
  return row;
}

std::vector<data::Finding> audit_literature(std::span<const LiteratureRow> rows) {
  std::vector<data::Finding> findings;
  for (const auto& row : rows) {
    if (row.faradaic_efficiency) {
      const double efficiency = row.faradaic_efficiency->si();
      if (efficiency < 0 || efficiency > 1) {
        findings.push_back(outside(row, efficiency));
        continue;  // the others say the same again
      }
    }
    data::Finding finding;
    if (const auto lacking = missing(row); !lacking.empty()) {
      finding.title = "Charge and product";
      finding.verdict = data::Verdict::NeedsDatum;
      finding.text =
          "Without it the three numbers of Faraday's law cannot be held against each "
          "other.";
      finding.missing = lacking;
      finding.source = "bard2001, sec. 1.3.1";
    } else {
      const auto reaction = rules::reduction_to_ammonia(row.reactant);
      finding = analysis::yield_closure(reaction->electrons,
                                        Quantity(*row.yield_per_area(), "mol s-1 m-2"),
                                        *row.faradaic_efficiency, row.current_density);
    }
    finding.key = "literature-closure";
    finding.title += ": " + row.name();
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<data::Figure> literature_figures(
    std::span<const LiteratureRow> rows,
    const std::map<std::string, std::vector<data::Series>>& own) {
  std::map<std::string, data::Series> open;
  for (const auto& row : rows) {
    const auto yield = row.yield_per_area();
    if (!yield || !row.faradaic_efficiency) continue;
    auto& series = open[row.reactant];
    series.name = "literature";
    series.mark = data::Series::Mark::Points;
    series.reported = true;
    series.colour = 4;
    series.x.push_back(*yield);
    series.y.push_back(row.faradaic_efficiency->si());
    series.labels.push_back(row.name());
  }
  std::vector<data::Figure> figures;
  for (auto& [reactant, series] : open) {
    data::Panel panel;
    panel.x = {"yield_nh3", Unit::of("umol h-1 cm-2")};
    panel.y = {"FE", Unit::of("%")};
    panel.series.push_back(std::move(series));
    if (const auto found = own.find(reactant); found != own.end()) {
      panel.series.insert(panel.series.end(), found->second.begin(), found->second.end());
    }
    std::string id = "literature-" + reactant;
    std::ranges::replace_if(
        id, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '-');
    figures.push_back(
        {id,
         reactant + ": literature and this study",
         "Open symbols: the literature as the user collected it, at the potential each "
         "paper chose; filled: this study. Rows without a yield per area are not drawn.",
         {std::move(panel)}});
  }
  return figures;
}

}  // namespace niter::study
