#include "niter/io/readers/neware_ndc.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "niter/io/byte_numbers.hpp"

namespace niter::io {

namespace {

constexpr auto little = std::endian::little;
constexpr std::size_t page_bytes = 4096;  // the first page is a header

/// Records in a page: from `begin` on, as many as there is room for before the page's last bytes.
struct Pages {
  std::size_t begin, record, tail;
};

template <class Use>
void for_each_record(std::string_view bytes, const Pages& pages, const Use& use) {
  for (std::size_t page = page_bytes; page < bytes.size(); page += page_bytes) {
    const auto end = std::min(bytes.size(), page + page_bytes - pages.tail);
    for (auto at = page + pages.begin; at + pages.record <= end; at += pages.record) {
      use(bytes.substr(at, pages.record));
    }
  }
}

template <class T>
double number(std::string_view record, std::size_t at) {
  return static_cast<double>(number_at<T>(record, at, little));
}

// version 5: everything in one record
constexpr Pages whole_pages{125, 87, 56};
constexpr std::size_t kind_at = 7;
constexpr char data_kind = 0x55;
constexpr NewareLayout whole_layout{.record = 8,
                                    .cycle = 12,
                                    .step = 16,
                                    .step_bytes = 1,
                                    .status = 17,
                                    .time = 23,
                                    .voltage = 31,
                                    .current = 35,
                                    .counters = 43,
                                    .date = 75,
                                    .range = 82};

std::vector<NewareRow> read_whole(std::string_view data, Recording& recording) {
  std::vector<NewareRow> rows;
  std::size_t unknown_range = 0;
  for_each_record(data, whole_pages, [&](std::string_view record) {
    if (record[kind_at] != data_kind) return;
    NewareRow row;
    if (!read_neware_record(record, whole_layout, row)) ++unknown_range;
    rows.push_back(row);
  });
  if (unknown_range > 0) {
    recording.caveats.push_back(
        fmt::format("{} records have a current range that is not known: their currents, charges "
                    "and energies are missing",
                    unknown_range));
  }
  return rows;
}

/// What differs between the versions that spread a record over three files.
struct Split {
  int version;
  double volt, ampere;  // of the numbers in data
  double charge;        // C, and J for energies, of the counters
  Pages run_info, steps;
};
constexpr double milli = 1e-3, hours = 3600;  // mA s, A h
constexpr std::array<Split, 4> splits{{{11, 1e-4, 1e-3, milli, {132, 47, 16}, {132, 37, 5}},
                                       {14, 1, 1, hours, {132, 55, 4}, {132, 37, 5}},
                                       {16, 1e-4, 1e-3, milli, {132, 100, 64}, {132, 100, 64}},
                                       {17, 1, 1, hours, {132, 100, 64}, {132, 100, 64}}}};
constexpr Pages data_pages{132, 8, 4};
constexpr Pages auxiliary_pages{132, 4, 4};

/// A row of run_info.
struct Mark {
  double record, step_time, charge, discharge, charge_energy, discharge_energy, interval, clock;
  double step;  // as stored; each change of it is a step of the test
};

std::vector<Mark> read_marks(std::string_view bytes, const Split& split) {
  std::vector<Mark> marks;
  for_each_record(bytes, split.run_info, [&](std::string_view r) {
    const double index = number<std::int32_t>(r, 41);
    if (index == 0) return;
    marks.push_back({index, number<std::int32_t>(r, 0) * 1e-3, number<float>(r, 5) * split.charge,
                     number<float>(r, 9) * split.charge, number<float>(r, 13) * split.charge,
                     number<float>(r, 17) * split.charge, number<std::int32_t>(r, 29) * 1e-3,
                     number<std::int32_t>(r, 33) + number<std::int16_t>(r, 45) * 1e-3,
                     number<std::int32_t>(r, 37)});
  });
  std::ranges::stable_sort(marks, {}, &Mark::record);
  return marks;
}

/// A step of the test: its cycle, its number in the schedule, its kind.
struct Step {
  double cycle, number, status;
};

std::vector<Step> read_steps(std::string_view bytes, const Split& split) {
  std::vector<Step> steps;
  constexpr std::size_t number_at_byte = 4, record_at_byte = 33;
  for_each_record(bytes, split.steps, [&](std::string_view r) {
    const bool wide = r.size() > record_at_byte + 4;
    const std::size_t there = wide ? record_at_byte : number_at_byte;
    if (number_at<std::int32_t>(r, there, little) == 0) return;
    steps.push_back({number<std::int32_t>(r, 0) + 1, number<std::int32_t>(r, number_at_byte),
                     number<std::uint8_t>(r, 24)});
  });
  return steps;
}

// voltage and current of every record; a slot without a voltage is empty
std::vector<NewareRow> read_data(std::string_view bytes, const Split& split) {
  std::vector<NewareRow> rows;
  double record = 0;
  for_each_record(bytes, data_pages, [&](std::string_view r) {
    ++record;
    const double voltage = number<float>(r, 0) * split.volt;
    if (voltage == 0) return;
    NewareRow row;
    row.record = record;
    row.voltage = voltage;
    row.current = number<float>(r, 4) * split.ampere;
    rows.push_back(row);
  });
  return rows;
}

// counters and clock from a mark, or counted on from the row before
void fill_row(const Mark* mark, double interval, const NewareRow* before, NewareRow& row) {
  if (mark != nullptr) {
    row.step_time = mark->step_time;
    row.charge = std::abs(mark->charge);
    row.discharge = std::abs(mark->discharge);
    row.charge_energy = std::abs(mark->charge_energy);
    row.discharge_energy = std::abs(mark->discharge_energy);
    row.clock = mark->clock;
    return;
  }
  if (before == nullptr) return;
  const double charge = row.current * interval, energy = charge * row.voltage;
  row.step_time = before->step_time + interval;
  row.clock = before->clock + interval;
  row.charge = before->charge + std::max(charge, 0.0);
  row.discharge = before->discharge - std::min(charge, 0.0);
  row.charge_energy = before->charge_energy + std::max(energy, 0.0);
  row.discharge_energy = before->discharge_energy - std::min(energy, 0.0);
}

void join_marks(const std::vector<Mark>& marks, const std::vector<Step>& steps,
                std::vector<NewareRow>& rows, Recording& recording) {
  std::size_t next = 0, step = 0, counted = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    auto& row = rows[k];
    while (next < marks.size() && marks[next].record < row.record) ++next;
    const bool marked = next < marks.size() && marks[next].record == row.record;
    const Mark* const mark = marked ? &marks[next] : nullptr;
    const Mark* const last = next > 0 ? &marks[next - 1] : nullptr;
    if (marked && (last == nullptr || last->step != mark->step)) ++step;
    fill_row(mark, last != nullptr ? last->interval : 0, k > 0 ? &rows[k - 1] : nullptr, row);
    counted += marked ? 0 : 1;
    if (step == 0 || step > steps.size()) continue;
    row.cycle = steps[step - 1].cycle;
    row.step = steps[step - 1].number;
    row.status = steps[step - 1].status;
  }
  if (counted > 0) {
    recording.caveats.push_back(
        fmt::format("the file stores times and counters of {} of {} rows; those between are "
                    "counted on with the stored interval and the current",
                    rows.size() - counted, rows.size()));
  }
}

}  // namespace

int ndc_version(std::string_view bytes) {
  return bytes.size() > 2 ? static_cast<unsigned char>(bytes[2]) : 0;
}

Result<std::vector<NewareRow>> read_ndc(const NewareArchive& archive, const std::string& file,
                                        Recording& recording) {
  constexpr int whole_version = 5;
  const int version = ndc_version(archive.data);
  recording.header.emplace_back("version of data.ndc", fmt::format("{}", version));
  if (archive.data.size() % page_bytes != 0) {
    mark_cut(recording, "data.ndc does not end with a whole page: it is cut");
  }
  if (version == whole_version) return read_whole(archive.data, recording);
  const auto split = std::ranges::find(splits, version, &Split::version);
  if (split == splits.end()) {
    return fail({Code::InvalidInput,
                 fmt::format("data.ndc is of version {}; 5, 11, 14, 16 and 17 are read", version),
                 {file},
                 "open it in Neware's BTSDA and export the record as csv"});
  }
  if (archive.run_info.empty() || archive.steps.empty()) {
    return fail({Code::InvalidInput,
                 "data_runInfo.ndc or data_step.ndc is not in the archive",
                 {file},
                 "times and steps stand there: export the test again"});
  }
  auto rows = read_data(archive.data, *split);
  join_marks(read_marks(archive.run_info, *split), read_steps(archive.steps, *split), rows,
             recording);
  return rows;
}

std::vector<float> read_ndc_auxiliary(std::string_view bytes) {
  std::vector<float> values;
  for_each_record(bytes, auxiliary_pages, [&](std::string_view record) {
    values.push_back(number_at<float>(record, 0, little));
  });
  return values;
}

}  // namespace niter::io
