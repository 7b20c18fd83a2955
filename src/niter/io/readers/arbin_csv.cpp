#include "niter/io/readers/arbin_csv.hpp"

#include <array>

#include "niter/io/readers/cycler_text.hpp"

namespace niter::io {

namespace {

constexpr std::array<CyclerName, 17> names{{{"data point", "record"},
                                            {"test time", "t", "s"},
                                            {"step time", "t_step", "s"},
                                            {"cycle index", "cycle"},
                                            {"step index", "step"},
                                            {"current", "I", "A"},
                                            {"voltage", "V", "V"},
                                            {"power", "P", "W"},
                                            {"charge capacity", "Q_charge", "Ah"},
                                            {"discharge capacity", "Q_discharge", "Ah"},
                                            {"charge energy", "W_charge", "Wh"},
                                            {"discharge energy", "W_discharge", "Wh"},
                                            {"internal resistance", "R", "ohm"},
                                            {"temperature", "T", "degC"},
                                            {"aux temperature 1", "T", "degC"},
                                            {"dv/dt", "dV/dt", "V/s"},
                                            {"datetime", "clock", "s"}}};

bool is_names(std::string_view line) {
  static constexpr std::array<std::string_view, 5> wanted{"test time", "step index", "cycle index",
                                                          "current", "charge capacity"};
  return contains(line, "urrent") && has_keys(cycler_keys(line, ','), wanted);
}

constexpr CyclerFormat format{
    .reader = "arbin-csv",
    .maker = "Arbin",
    .names = names,
    .is_names = is_names,
    .wanted = "Test Time, Step Index, Cycle Index, Current, Charge Capacity between commas",
    .dates = "date time",
    .sign = "positive while charging, as Arbin writes it",
    .cycle_rule = "Cycle Index of the schedule"};

}  // namespace

Reader arbin_csv_reader() {
  return {format.reader, "Arbin, exported csv", "csv",
          [](const Source& source) { return sniff_names(source, format); },
          [](const Source& source, const ReadOptions& options) {
            return read_cycler_text(format, source, options);
          }};
}

}  // namespace niter::io
