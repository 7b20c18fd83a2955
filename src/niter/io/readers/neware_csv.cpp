#include "niter/io/readers/neware_csv.hpp"

#include <array>

#include "niter/io/readers/cycler_text.hpp"

namespace niter::io {

namespace {

constexpr std::array<CyclerName, 37> names{{{"datapoint", "record"},
                                            {"record", "record"},
                                            {"record number", "record"},
                                            {"数据序号", "record"},
                                            {"cycle index", "cycle"},
                                            {"cycle", "cycle"},
                                            {"循环号", "cycle"},
                                            {"step index", "step"},
                                            {"step", "step"},
                                            {"工步号", "step"},
                                            {"total time", "t", "s"},
                                            {"cumulative time", "t", "s"},
                                            {"test time", "t", "s"},
                                            {"总时间", "t", "s"},
                                            {"time", "t_step", "s"},
                                            {"step time", "t_step", "s"},
                                            {"时间", "t_step", "s"},
                                            {"current", "I", "A"},
                                            {"电流", "I", "A"},
                                            {"voltage", "V", "V"},
                                            {"电压", "V", "V"},
                                            {"chg. cap.", "Q_charge", "Ah"},
                                            {"charge capacity", "Q_charge", "Ah"},
                                            {"充电容量", "Q_charge", "Ah"},
                                            {"dchg. cap.", "Q_discharge", "Ah"},
                                            {"discharge capacity", "Q_discharge", "Ah"},
                                            {"放电容量", "Q_discharge", "Ah"},
                                            {"chg. energy", "W_charge", "Wh"},
                                            {"充电能量", "W_charge", "Wh"},
                                            {"dchg. energy", "W_discharge", "Wh"},
                                            {"放电能量", "W_discharge", "Wh"},
                                            {"power", "P", "W"},
                                            {"功率", "P", "W"},
                                            {"t1", "T", "degC"},
                                            {"temperature", "T", "degC"},
                                            {"contact resistance", "R", "ohm"},
                                            {"温度", "T", "degC"}}};

bool is_names(std::string_view line) {
  static constexpr std::array<std::string_view, 4> wanted{
      "step type|工步类型", "current|电流", "voltage|电压", "time|total time|时间|总时间"};
  return contains(line, "urrent|电流") && has_keys(cycler_keys(line, ','), wanted);
}

constexpr CyclerFormat format{.reader = "neware-csv",
                              .maker = "Neware",
                              .names = names,
                              .is_names = is_names,
                              .wanted = "Step Type, Time, Current and Voltage between commas",
                              .dates = "date",
                              .sign = "positive while charging, as Neware writes it",
                              .cycle_rule = "as BTSDA counted cycles for the export"};

}  // namespace

Reader neware_csv_reader() {
  return {format.reader, "Neware BTSDA, exported csv", "csv",
          [](const Source& source) { return sniff_names(source, format); },
          [](const Source& source, const ReadOptions& options) {
            return read_cycler_text(format, source, options);
          }};
}

}  // namespace niter::io
