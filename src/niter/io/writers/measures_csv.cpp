#include "niter/io/writers/measures_csv.hpp"

#include <array>

#include "niter/base/text.hpp"

namespace niter::io {
namespace {

std::string row(const std::array<std::string, 8>& cells) {
  std::array<std::string, 8> fields;
  for (std::size_t i = 0; i < cells.size(); ++i) fields[i] = data::csv_field(cells[i]);
  return join(fields, ",") + "\n";
}

}  // namespace

std::string measures_csv(const data::Reduction& reduction, data::CsvHeader header) {
  std::string out = row({"id", "title", "value", "u", "unit", "formula", "source", "note"});
  if (header == data::CsvHeader::Full) {
    out += row({"", "", "see unit", "see unit", "", "", "", ""});
    out += row({"", "", "", "standard uncertainty", "of value and u", "", "", "rule"});
  }
  for (const auto& measure : reduction.measures) {
    out += row({measure.id, measure.title, data::displayed(measure.value.value(), measure.unit),
                data::displayed_sigma(measure.value.sigma(), measure.unit), measure.unit.text(),
                measure.formula, measure.source, measure.note});
  }
  return out;
}

}  // namespace niter::io
