#include "niter/io/writers/biologic_mpt.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

#include "niter/io/writers/biologic_header.hpp"
#include "niter/io/writers/record_rows.hpp"
#include "niter/units/constants.hpp"

namespace niter::io {
namespace {

// EC-Lab keeps most columns as float and a few as double; both show in the digits.
std::string single(double value) {
  return windows_number(value, 7);
}
std::string precise(double value) {
  return windows_number(value, 15);
}
std::string whole(double value) {
  return fmt::format("{:.0f}", value);
}

// The code of the smallest EC-Lab range that holds a full scale; 15 is "Auto".
// @source yadg (table of range codes)
int range_code(double full_scale) {
  struct Code {
    double full_scale;
    int code;
  };
  static constexpr Code codes[] = {{1e-9, 25}, {1e-8, 24}, {1e-7, 23}, {1e-6, 22}, {1e-5, 14},
                                   {1e-4, 13}, {1e-3, 12}, {1e-2, 11}, {1e-1, 10}, {1.0, 9}};
  if (full_scale <= 0) return 15;
  for (const auto& range : codes) {
    if (full_scale <= range.full_scale * (1 + 1e-9)) return range.code;
  }
  return 9;
}

// One row of a record with what EC-Lab derives from it.
struct Row {
  RunKind kind;
  double t, e, i, control, cycle, charge, range;
  bool overload, control_changed;
};

template <class R>
struct Column {
  std::string_view name;
  std::string (*text)(const R&);
};

constexpr Column<Row> record_columns[] = {
    {"mode",
     [](const Row& r) {
       if (r.kind == RunKind::OpenCircuit) return whole(3);
       return whole(r.kind == RunKind::Chronopotentiometry ? 1 : 2);
     }},
    {"ox/red", [](const Row& r) { return whole(r.i > 0 ? 1 : 0); }},
    {"error", [](const Row& r) { return whole(r.overload ? 1 : 0); }},
    {"control changes", [](const Row& r) { return whole(r.control_changed ? 1 : 0); }},
    {"Ns changes", [](const Row&) { return whole(0); }},
    {"counter inc.", [](const Row&) { return whole(0); }},
    {"Ns", [](const Row&) { return whole(0); }},
    {"time/s", [](const Row& r) { return precise(r.t); }},
    {"control/V", [](const Row& r) { return single(r.control); }},
    {"control/mA", [](const Row& r) { return single(r.control * 1e3); }},
    {"Ewe/V", [](const Row& r) { return single(r.e); }},
    {"I/mA", [](const Row& r) { return single(r.i * 1e3); }},
    {"<I>/mA", [](const Row& r) { return precise(r.i * 1e3); }},
    {"cycle number", [](const Row& r) { return precise(r.cycle); }},
    {"dQ/C", [](const Row& r) { return single(r.charge); }},
    {"(Q-Qo)/C", [](const Row& r) { return single(r.charge); }},
    {"I Range", [](const Row& r) { return whole(range_code(r.range)); }},
    {"P/W", [](const Row& r) { return single(r.e * r.i); }},
};

struct SpectrumRow {
  double f, re, im, modulus, phase, t, e, i, e_ac, i_ac, range;
  double omega() const { return 2 * constants::pi * f; }
};

constexpr Column<SpectrumRow> spectrum_columns[] = {
    {"freq/Hz", [](const SpectrumRow& r) { return single(r.f); }},
    {"Re(Z)/Ohm", [](const SpectrumRow& r) { return single(r.re); }},
    {"-Im(Z)/Ohm", [](const SpectrumRow& r) { return single(-r.im); }},
    {"|Z|/Ohm", [](const SpectrumRow& r) { return single(r.modulus); }},
    {"Phase(Z)/deg", [](const SpectrumRow& r) { return single(r.phase); }},
    {"time/s", [](const SpectrumRow& r) { return precise(r.t); }},
    {"<Ewe>/V", [](const SpectrumRow& r) { return single(r.e); }},
    {"<I>/mA", [](const SpectrumRow& r) { return single(r.i * 1e3); }},
    {"Cs/µF",
     [](const SpectrumRow& r) { return single(r.im == 0 ? 0 : -1e6 / (r.omega() * r.im)); }},
    {"Cp/µF",
     [](const SpectrumRow& r) {
       return single(-r.im * 1e6 / (r.omega() * r.modulus * r.modulus));
     }},
    {"cycle number", [](const SpectrumRow&) { return precise(1); }},
    {"I Range", [](const SpectrumRow& r) { return whole(range_code(r.range)); }},
    {"|Ewe|/V", [](const SpectrumRow& r) { return single(r.e_ac); }},
    {"|I|/A", [](const SpectrumRow& r) { return single(r.i_ac); }},
    {"Re(Y)/Ohm-1", [](const SpectrumRow& r) { return single(r.re / (r.modulus * r.modulus)); }},
    {"Im(Y)/Ohm-1", [](const SpectrumRow& r) { return single(-r.im / (r.modulus * r.modulus)); }},
    {"|Y|/Ohm-1", [](const SpectrumRow& r) { return single(1 / r.modulus); }},
    {"Phase(Y)/deg", [](const SpectrumRow& r) { return single(-r.phase); }},
};

using Names = std::vector<std::string_view>;

Names names_of(RunKind kind) {
  switch (kind) {
    case RunKind::OpenCircuit:
      return {"mode", "error", "time/s", "Ewe/V"};
    case RunKind::LinearSweep:
      return {"mode",  "ox/red", "error",    "control changes", "time/s", "control/V",
              "Ewe/V", "<I>/mA", "(Q-Qo)/C", "I Range",         "P/W"};
    case RunKind::CyclicVoltammetry:
      return {"mode",     "ox/red",    "error", "control changes", "counter inc.",
              "time/s",   "control/V", "Ewe/V", "<I>/mA",          "cycle number",
              "(Q-Qo)/C", "I Range",   "P/W"};
    case RunKind::Chronoamperometry:
      return {"mode",       "ox/red",       "error",        "control changes",
              "Ns changes", "counter inc.", "Ns",           "time/s",
              "control/V",  "Ewe/V",        "I/mA",         "dQ/C",
              "(Q-Qo)/C",   "I Range",      "cycle number", "P/W"};
    case RunKind::Chronopotentiometry:
      return {"mode",       "ox/red",       "error",        "control changes",
              "Ns changes", "counter inc.", "Ns",           "time/s",
              "control/mA", "Ewe/V",        "I/mA",         "dQ/C",
              "(Q-Qo)/C",   "I Range",      "cycle number", "P/W"};
    default:
      break;
  }
  Names all;
  for (const auto& column : spectrum_columns) all.push_back(column.name);
  return all;
}

template <class R>
std::string line_of(const Names& names, std::span<const Column<R>> columns, const R& row) {
  std::string line;
  for (const auto name : names) {
    const auto column = std::find_if(columns.begin(), columns.end(),
                                     [&](const auto& candidate) { return candidate.name == name; });
    if (!line.empty()) line += '\t';
    line += column->text(row);
  }
  return line;
}

void add_record(std::vector<std::string>& lines, const RecordRows& rows, RunKind kind) {
  const auto names = names_of(kind);
  const auto& control = kind == RunKind::Chronopotentiometry ? rows.i_set : rows.e_set;
  double charge = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    if (k > 0) charge += (rows.t[k] - rows.t[k - 1]) * (rows.i[k] + rows.i[k - 1]) / 2;
    const Row row{kind,
                  rows.t[k],
                  rows.e[k],
                  rows.i[k],
                  control[k],
                  rows.cycle[k],
                  charge,
                  rows.range[k],
                  rows.overload[k] > 0,
                  k > 0 && control[k] != control[k - 1]};
    lines.push_back(line_of<Row>(names, record_columns, row));
  }
}

void add_spectrum(std::vector<std::string>& lines, const SpectrumRows& rows, RunKind kind) {
  const auto names = names_of(kind);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const SpectrumRow row{rows.f[k],     rows.re[k],   rows.im[k],   rows.modulus[k],
                          rows.phase[k], rows.t[k],    rows.e[k],    rows.i[k],
                          rows.e_ac[k],  rows.i_ac[k], rows.range[k]};
    lines.push_back(line_of<SpectrumRow>(names, spectrum_columns, row));
  }
}

}  // namespace

Result<std::string> to_biologic_mpt(const data::Table& table, const RunInfo& run) {
  auto lines = biologic_header(run);
  std::string names;
  for (const auto name : names_of(run.kind)) (names += name) += '\t';
  lines.push_back(names);
  if (is_spectrum(run.kind)) {
    NITER_TRY(const auto rows, spectrum_rows(table, run));
    add_spectrum(lines, rows, run.kind);
  } else {
    NITER_TRY(const auto rows, record_rows(table, run));
    add_record(lines, rows, run.kind);
  }
  return to_latin1(windows_lines(lines));
}

}  // namespace niter::io
