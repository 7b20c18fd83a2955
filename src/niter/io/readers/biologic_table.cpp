#include "niter/io/readers/biologic_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/readers/biologic_columns.hpp"
#include "niter/io/readers/biologic_parts.hpp"

namespace niter::io {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

void doubt(Recording& recording, std::string caveat) {
  if (std::ranges::find(recording.caveats, caveat) == recording.caveats.end())
    recording.caveats.push_back(std::move(caveat));
}

BiologicValues* find(std::vector<BiologicValues>& columns, std::string_view header) {
  const auto found = std::ranges::find(columns, header, &BiologicValues::header);
  return found == columns.end() ? nullptr : &*found;
}

// one column for both kinds of control becomes one for each
void split_control(std::vector<BiologicValues>& columns) {
  constexpr double galvanostatic = 1, potentiostatic = 2;
  auto* const both = find(columns, "control/V/mA");
  const auto* const mode = find(columns, "mode");
  if (both == nullptr || mode == nullptr) return;
  const auto rows_in = [&](double wanted) {
    std::vector<double> values(both->values.size(), nothing);
    bool any = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (mode->values[i] != wanted) continue;
      values[i] = both->values[i];
      any = true;
    }
    if (!any) values.clear();
    return values;
  };
  BiologicValues potential{"control/V", rows_in(potentiostatic)};
  BiologicValues current{"control/mA", rows_in(galvanostatic)};
  // EC-Lab's own export of the two has zeros in rows of the other mode
  std::erase_if(columns, [](const auto& column) {
    return column.header == "control/V/mA" || column.header == "control/V" ||
           column.header == "control/mA";
  });
  if (!potential.values.empty()) columns.push_back(std::move(potential));
  if (!current.values.empty()) columns.push_back(std::move(current));
}

// EC-Lab prints -1 where harmonics lie beyond its bandwidth
void drop_absent_quality(std::vector<BiologicValues>& columns) {
  for (auto& column : columns) {
    const auto& name = column.header;
    if (name.starts_with("THD ") || name.starts_with("NSD ") || name.starts_with("NSR "))
      std::ranges::replace(column.values, -1.0, nothing);
  }
}

// a file of modulus and phase alone
void add_real_and_imaginary(std::vector<BiologicValues>& columns) {
  const auto* const modulus = find(columns, "|Z|/Ohm");
  const auto* const phase = find(columns, "Phase(Z)/deg");
  if (modulus == nullptr || phase == nullptr || find(columns, "Re(Z)/Ohm") != nullptr ||
      find(columns, "-Im(Z)/Ohm") != nullptr) {
    return;
  }
  BiologicValues real{"Re(Z)/Ohm", modulus->values}, imaginary{"-Im(Z)/Ohm", modulus->values};
  const double radians = Unit::of("deg").scale();
  for (std::size_t i = 0; i < real.values.size(); ++i) {
    real.values[i] *= std::cos(phase->values[i] * radians);
    imaginary.values[i] *= -std::sin(phase->values[i] * radians);
  }
  columns.push_back(std::move(real));
  columns.push_back(std::move(imaginary));
}

// false if no row names a range: "Auto" throughout
bool ranges_in_amperes(BiologicValues& column, Recording& recording) {
  std::set<double> unknown;
  int last_code = -1;
  double last = nothing;
  for (double& value : column.values) {
    const int code = value >= 0 && value < 65536 ? static_cast<int>(value) : -1;
    if (code != last_code) {
      last_code = code;
      const auto range = biologic_range(code);
      constexpr int automatic = 15;
      if (!range && code > 0 && code != automatic) unknown.insert(code);
      last = range.value_or(nothing);
    }
    value = last;
  }
  for (const double code : unknown)
    doubt(recording, fmt::format("current range {}: the code is not known", code));
  return std::ranges::any_of(column.values, [](double value) { return !std::isnan(value); });
}

// EC-Lab's own name, kept apart from a word of the vocabulary that means something else: "x" is no
// distance there
std::string kept_name(const BiologicValues& column, const BiologicMeaning& meaning) {
  if (data::find_word(meaning.name) == nullptr) return meaning.name;
  if (data::find_word(column.header) == nullptr) return column.header;
  return fmt::format("EC-Lab {}", column.header);
}

// what the options say of one column
struct Wanted {
  std::size_t column;
  std::string name;
};

Result<std::vector<Wanted>> wanted_columns(std::span<const BiologicValues> columns,
                                           std::span<const BiologicMeaning> meanings,
                                           const BiologicRun& run) {
  std::vector<Wanted> wanted;
  if (run.options->columns.empty()) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const auto& own = meanings[k];
      const bool best = std::ranges::none_of(meanings, [&](const auto& other) {
        return &other != &own && other.word == own.word &&
               (other.rank < own.rank || (other.rank == own.rank && &other < &own));
      });
      wanted.push_back({k, !own.word.empty() && best ? own.word : kept_name(columns[k], own)});
    }
    return wanted;
  }
  std::vector<std::string> headers;
  for (const auto& column : columns) headers.push_back(column.header);
  for (const auto& [word, header] : run.options->columns) {
    std::size_t k = 0;
    while (k < columns.size() && columns[k].header != header && meanings[k].name != header &&
           meanings[k].word != header)
      ++k;
    if (k == columns.size()) {
      const auto near = nearest(header, headers);
      return fail({Code::NotFound,
                   fmt::format("no column '{}'", header),
                   {run.source->name},
                   near ? fmt::format("did you mean '{}'?", *near)
                        : fmt::format("columns here: {}", join(headers, ", "))});
    }
    wanted.push_back({k, word});
  }
  return wanted;
}

Result<Unit> unit_of(const std::string& name, const BiologicMeaning& meaning,
                     const BiologicRun& run) {
  const auto stated = run.options->units.find(name);
  Unit unit = name == "I_range" ? Unit::of("A") : meaning.unit;
  if (stated != run.options->units.end()) {
    auto parsed = Unit::parse(stated->second);
    if (!parsed) {
      return fail({Code::Unit,
                   fmt::format("column '{}': {}", name, parsed.error().what),
                   {run.source->name},
                   parsed.error().hint});
    }
    unit = *std::move(parsed);
  }
  const auto* const word = data::find_word(name);
  if (word != nullptr && !unit.same_dimension(Unit::of(word->unit))) {
    return fail({Code::Unit,
                 fmt::format("'{}' is no unit of {}", unit.text(), word->meaning),
                 {run.source->name},
                 fmt::format("{} is in {} or a multiple", name, word->unit)});
  }
  return unit;
}

std::string unique_name(std::string name, const data::Table& table) {
  if (table.find(name) == nullptr) return name;
  int number = 2;
  while (table.find(fmt::format("{} {}", name, number)) != nullptr) ++number;
  return fmt::format("{} {}", name, number);
}

bool is_potential(std::string_view name) {
  return name == "E" || name == "E_set" || name == "<Ewe>";
}

Result<data::Table> table_of(std::vector<BiologicValues> columns, const BiologicRun& run,
                             Recording& recording) {
  std::vector<BiologicMeaning> meanings;
  for (const auto& column : columns) meanings.push_back(biologic_meaning(column.header));
  NITER_TRY(const auto wanted, wanted_columns(columns, meanings, run));

  data::Table table;
  table.title = run.source->name;
  for (const auto& [k, name] : wanted) {
    const auto& meaning = meanings[k];
    data::Column column;
    column.name = unique_name(name, table);
    NITER_TRY(column.unit, unit_of(name, meaning, run));
    if (!meaning.unit_known && !run.options->units.contains(name)) {
      doubt(recording,
            fmt::format("column '{}': its unit cannot be read, the numbers are as they stand",
                        columns[k].header));
    }
    if (is_potential(name) && !run.reference.empty())
      column.comment = fmt::format("vs. {}", run.reference);
    if (name == "I_range" && !ranges_in_amperes(columns[k], recording)) continue;
    column.values = std::move(columns[k].values);
    const double scale = column.unit.scale() * meaning.sign, offset = column.unit.to_si(0);
    if (scale != 1 || offset != 0) {
      for (double& value : column.values) value = value * scale + offset;
    }
    table.columns.push_back(std::move(column));
  }
  return table;
}

// a number that is exactly zero in most rows, while another one in the same rows is not
void check_zeros(const data::Table& table, std::string_view name,
                 std::span<const std::string_view> witnesses, Recording& recording) {
  const auto* const column = table.find(name);
  constexpr std::size_t fewest = 3;
  if (column == nullptr || table.rows() < fewest) return;
  for (const auto witness : witnesses) {
    const auto* const other = table.find(witness);
    if (other == nullptr) continue;
    std::size_t contradictions = 0, zeros = 0;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      if (column->values[i] != 0) continue;
      ++zeros;
      if (other->values[i] != 0 && std::isfinite(other->values[i])) ++contradictions;
    }
    if (zeros * 2 <= table.rows() || contradictions * 2 <= zeros) continue;
    doubt(recording, fmt::format("{} is zero {} although {} is not: EC-Lab's export lost it, use "
                                 "the .mpr file",
                                 name == "E" ? "Ewe" : "I",
                                 zeros == table.rows() ? "throughout" : "in most rows", witness));
    return;
  }
}

}  // namespace

Status add_biologic_parts(std::vector<BiologicValues> columns, const BiologicRun& run,
                          const data::Provenance& provenance, Recording& recording) {
  split_control(columns);
  drop_absent_quality(columns);
  add_real_and_imaginary(columns);
  NITER_TRY(auto table, table_of(std::move(columns), run, recording));
  table.provenance = provenance;
  table.provenance.settings.insert(run.settings.begin(), run.settings.end());
  static constexpr std::string_view of_potential[] = {"Ewe-Ece", "Ece", "<Ece>",
                                                      "P",       "Pwe", "E_set"};
  static constexpr std::string_view of_current[] = {"P", "Pwe", "dQ", "I_set"};
  check_zeros(table, "E", of_potential, recording);
  check_zeros(table, "I", of_current, recording);
  for (auto& part : biologic_parts(std::move(table), run, recording))
    recording.parts.push_back(std::move(part));
  return {};
}

}  // namespace niter::io
