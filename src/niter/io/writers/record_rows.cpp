#include "niter/io/writers/record_rows.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/units/constants.hpp"

namespace niter::io {
namespace {

Result<std::vector<double>> wanted(const data::Table& table, std::string_view name) {
  NITER_TRY(const auto column, table.column(name));
  for (std::size_t k = 0; k < column.size(); ++k) {
    if (!std::isfinite(column[k])) {
      return fail(Code::InvalidInput,
                  fmt::format("column '{}', row {}: an instrument writes finite numbers only", name,
                              k + 1));
    }
  }
  return std::vector<double>(column.begin(), column.end());
}

std::vector<double> or_else(const data::Table& table, std::string_view name,
                            std::vector<double> otherwise) {
  const auto* column = table.find(name);
  return column != nullptr ? column->values : std::move(otherwise);
}

Result<std::vector<double>> current(const data::Table& table, const RunInfo& run) {
  if (table.find("I") != nullptr) return wanted(table, "I");
  if (table.find("j") == nullptr && run.kind == RunKind::OpenCircuit) {
    return std::vector<double>(table.rows(), 0.0);
  }
  if (table.find("j") == nullptr) return wanted(table, "I");
  if (!(run.area > 0)) {
    return fail(Code::InvalidInput, "the record has a current per area and no area is given",
                "set the area of the electrode");
  }
  NITER_TRY(auto values, wanted(table, "j"));
  for (double& value : values) value *= run.area;
  return values;
}

Status check_lengths(const data::Table& table) {
  for (const auto& column : table.columns) {
    if (column.values.size() != table.rows()) {
      return fail(Code::InvalidInput, fmt::format("column '{}' has {} rows, the first one {}",
                                                  column.name, column.values.size(), table.rows()));
    }
  }
  return {};
}

}  // namespace

bool is_spectrum(RunKind kind) {
  return kind == RunKind::PotentiostaticImpedance || kind == RunKind::GalvanostaticImpedance;
}

Result<RecordRows> record_rows(const data::Table& table, const RunInfo& run) {
  NITER_OK(check_lengths(table));
  RecordRows rows;
  NITER_TRY(rows.t, wanted(table, "t"));
  NITER_TRY(rows.e, wanted(table, "E"));
  NITER_TRY(rows.i, current(table, run));
  const std::vector<double> zero(rows.size(), 0.0);
  rows.e_set = or_else(table, "E_set", rows.e);
  rows.i_set = or_else(table, "I_set", rows.i);
  rows.cycle = or_else(table, "cycle", std::vector<double>(rows.size(), 1.0));
  rows.range = or_else(table, "I_range", zero);
  rows.overload = or_else(table, "overload", zero);
  return rows;
}

Result<SpectrumRows> spectrum_rows(const data::Table& table, const RunInfo& run) {
  NITER_OK(check_lengths(table));
  SpectrumRows rows;
  NITER_TRY(rows.f, wanted(table, "f"));
  NITER_TRY(rows.re, wanted(table, "Z_re"));
  NITER_TRY(rows.im, wanted(table, "Z_im"));
  const std::vector<double> zero(rows.size(), 0.0);
  rows.t = or_else(table, "t", zero);
  rows.e = or_else(table, "E", zero);
  rows.i = zero;
  if (table.find("I") != nullptr || table.find("j") != nullptr) {
    NITER_TRY(rows.i, current(table, run));
  }
  std::vector<double> e_ac, i_ac;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const double modulus = std::hypot(rows.re[k], rows.im[k]);
    const bool set_current = run.kind == RunKind::GalvanostaticImpedance;
    rows.modulus.push_back(modulus);
    rows.phase.push_back(std::atan2(rows.im[k], rows.re[k]) * 180 / constants::pi);
    e_ac.push_back(set_current ? run.amplitude * modulus : run.amplitude);
    i_ac.push_back(set_current ? run.amplitude : run.amplitude / modulus);
  }
  rows.e_ac = or_else(table, "E_ac", std::move(e_ac));
  rows.i_ac = or_else(table, "I_ac", std::move(i_ac));
  rows.range = or_else(table, "I_range", zero);
  rows.overload = or_else(table, "overload", zero);
  return rows;
}

std::string windows_number(double value, int decimals) {
  auto text = fmt::format("{:.{}E}", value, decimals);
  const auto exponent = text.find('E') + 2;
  while (text.size() - exponent < 3) text.insert(exponent, "0");
  return text;
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  return line;
}

std::string to_latin1(std::string_view utf8) {
  std::string out;
  for (std::size_t k = 0; k < utf8.size(); ++k) {
    const auto byte = static_cast<unsigned char>(utf8[k]);
    if ((byte & 0xC0U) == 0x80U) continue;  // the rest of a character that is already written
    const auto next = k + 1 < utf8.size() ? static_cast<unsigned char>(utf8[k + 1])
                                          : static_cast<unsigned char>(0);
    if (byte < 0x80U)
      out += utf8[k];
    else if (byte == 0xC2U || byte == 0xC3U)
      out += static_cast<char>((byte & 0x03U) << 6U | (next & 0x3FU));
    else
      out += '?';
  }
  return out;
}

std::string windows_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) (text += line) += "\r\n";
  return text;
}

std::string simulated_note() {
  return "simulated by niter " NITER_VERSION ", not measured";
}

}  // namespace niter::io
