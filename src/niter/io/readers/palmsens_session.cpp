#include "niter/io/readers/palmsens_session.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/part_columns.hpp"
#include "niter/io/readers/palmsens_document.hpp"

namespace niter::io {

namespace {

using palmsens::Document;
using palmsens::Group;
using palmsens::Measurement;
using palmsens::Series;

constexpr std::string_view reader_name = "palmsens-session";
constexpr int frequency_type = 5;
constexpr std::size_t most_columns = 256;  // no instrument records so many

struct Quantity {
  int type;                   // PalmSens's number
  std::string_view old_name;  // of the quantity in files without numbers
  std::string_view word;
  double sign = 1;
};
constexpr std::array<Quantity, 11> quantities{{{0, "Time", "t"},
                                               {1, "Potential", "E"},
                                               {2, "Current", "I"},
                                               {3, "Charge", "Q"},
                                               {frequency_type, "Frequency", "f"},
                                               {6, "-", "minus_phase"},
                                               {7, "-", "Z_re"},
                                               {8, "-", "Z_im", -1},
                                               {9, "-", "I_ac"},
                                               {10, "-", "Z"},
                                               {34, "-", "E_ac"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> units{
    {{"Volt", "V"},
     {"MicroAmpere", "uA"},
     {"MicroCoulomb", "uC"},
     {"Time", "s"},
     {"Hertz", "Hz"},
     {"ZRe", "ohm"},
     {"ZIm", "ohm"},
     {"Z", "ohm"},
     {"Phase", "deg"},
     {"Y", "S"},
     {"YRe", "S"},
     {"YIm", "S"},
     {"FahradReal", "F"},
     {"FahradImaginary", "F"}}};

// counters and texts of the firmware, not measured
bool is_internal(const Series& series) {
  return series.type >= 16383;
}

const Quantity* quantity_of(const Series& series) {
  const auto* const found = std::ranges::find_if(quantities, [&](const Quantity& quantity) {
    return series.type >= 0 ? quantity.type == series.type : quantity.old_name == series.quantity;
  });
  return found == quantities.end() ? nullptr : found;
}

/// Builds the parts of one recording.
class Builder {
 public:
  Builder(const Source& source, const Document& document)
      : provenance_(provenance_of(source, reader_name)) {
    recording_.format = reader_name;
    recording_.header.emplace_back("core version", document.version);
  }

  void add(Measurement& measurement) {
    if (recording_.instrument.empty() && !measurement.serial.empty()) {
      recording_.instrument =
          fmt::format("PalmSens {}, firmware {}", measurement.serial, measurement.firmware);
    }
    measurement_ = &measurement;
    const Series* const frequency = find(measurement.data, frequency_type);
    if (frequency != nullptr) {
      add_spectra(*frequency);
    } else if (!measurement.data.series.empty()) {
      add_scans(measurement.data);
    } else {
      for (const auto* groups : {&measurement.curves, &measurement.spectra}) {
        for (const auto& group : *groups) add_part(group, group.title);
      }
    }
  }

  Recording take() {
    shorten_caveats(recording_);
    return std::move(recording_);
  }

 private:
  static const Series* find(const Group& group, int type) {
    const auto found = std::ranges::find(group.series, type, &Series::type);
    return found == group.series.end() ? nullptr : &*found;
  }

  // the data set holds all spectra of a series one behind the other; the list splits them
  void add_spectra(const Series& frequency) {
    std::vector<double> listed;
    for (const auto& spectrum : measurement_->spectra) {
      if (const auto* f = find(spectrum, frequency_type)) {
        listed.insert(listed.end(), f->values.begin(), f->values.end());
      }
    }
    // several channels measure side by side, the data set is that of one
    const bool same = listed == frequency.values;
    const bool split = measurement_->spectra.size() > 1 && listed.size() >= frequency.values.size();
    if (!split) add_part(measurement_->data, measurement_->title);
    if (split || !same) {
      for (const auto& spectrum : measurement_->spectra) add_part(spectrum, spectrum.title);
    }
    if (!split && !same && !listed.empty()) {
      recording_.caveats.push_back(
          fmt::format("'{}': the spectrum in the data set and the one in the list of spectra "
                      "differ; both are parts",
                      measurement_->title));
    }
  }

  // arrays of one scan carry its name; those without (the time) belong to the first
  void add_scans(const Group& data) {
    std::vector<Group> scans;
    std::map<std::string, std::size_t> places;
    Group common;
    for (const auto& series : data.series) {
      if (!series.description.starts_with("scan")) {
        common.series.push_back(series);
        continue;
      }
      const auto [at, fresh] = places.emplace(series.description, scans.size());
      if (fresh) scans.push_back({series.description});
      scans[at->second].series.push_back(series);
    }
    if (scans.empty()) return add_part(common, measurement_->title);
    scans.front().series.insert(scans.front().series.begin(), common.series.begin(),
                                common.series.end());
    for (const auto& scan : scans) {
      add_part(scan, scans.size() == 1 ? measurement_->title
                                       : fmt::format("{}, {}", measurement_->title, scan.title));
    }
    if (scans.size() > 1) {
      recording_.caveats.push_back(
          fmt::format("'{}': the file holds the time of the first scan only", measurement_->title));
    }
  }

  void add_part(const Group& group, const std::string& title) {
    const Series* leading = find(group, frequency_type);
    if (leading == nullptr) leading = find(group, 1);
    if (leading == nullptr && !group.series.empty()) leading = &group.series.front();
    if (leading == nullptr || leading->values.empty()) {
      recording_.caveats.push_back(fmt::format("'{}' has no values and is left out", title));
      return;
    }
    Part part{technique(), title, {title, {}, provenance_}};
    part.table.provenance.settings = settings();
    std::vector<std::string> other_length;
    for (const auto& series : group.series) {
      if (is_internal(series)) continue;
      if (part.table.columns.size() == most_columns) {
        recording_.caveats.push_back(
            fmt::format("'{}': more than {} arrays, the others are left out", title, most_columns));
        break;
      }
      if (series.values.size() != leading->values.size()) {
        const auto* const quantity = quantity_of(series);
        other_length.push_back(quantity == nullptr ? series.description
                                                   : std::string(quantity->word));
        continue;
      }
      part.table.columns.push_back(column_of(series, part.table));
      if (series.type == 0 && series.interval > 0) {
        part.table.provenance.settings["interval / s"] = shortest(series.interval);
      }
    }
    if (!other_length.empty()) {
      recording_.caveats.push_back(
          fmt::format("'{}': arrays that do not have its {} rows are left out: {}", title,
                      leading->values.size(), join(other_length, ", ")));
    }
    add_overloads(group, part.table);
    recording_.parts.push_back(std::move(part));
  }

  data::Column column_of(const Series& series, const data::Table& table) {
    const auto* const quantity = quantity_of(series);
    std::string name = quantity == nullptr ? series.description : std::string(quantity->word);
    if (table.find(name) != nullptr) name = series.description;
    for (int i = 2; table.find(name) != nullptr; ++i)
      name = fmt::format("{} {}", series.description, i);
    auto column = column_in_si(name, unit_of(series), series.values);
    if (quantity != nullptr && quantity->sign < 0) {
      for (double& value : column.values) value = -value;
    }
    const auto reference = palmsens::method_value(measurement_->method, "REF_ELECTRODE_NAME");
    if (name == "E" && !reference.empty()) column.comment = "vs. " + reference;
    return column;
  }

  // by the type: the symbol leaves out that currents are in microamperes
  Unit unit_of(const Series& series) {
    const auto* const known =
        std::ranges::find(units, series.unit, [](const auto& unit) { return unit.first; });
    if (known != units.end()) return Unit::of(known->second);
    const bool prefixed = series.unit.starts_with("Micro") || series.unit.starts_with("Milli");
    if (auto unit = Unit::parse(series.symbol); unit && !prefixed) return *unit;
    recording_.caveats.push_back(
        fmt::format("'{}' is in '{}', which niter does not know: values as "
                    "they stand, without unit",
                    series.description, series.unit));
    return {};
  }

  static void add_overloads(const Group& group, data::Table& table) {
    std::vector<double> flags(table.rows(), 0.0);
    bool any = false;
    for (const auto& series : group.series) {
      if ((series.type != 1 && series.type != 2) || series.values.size() != table.rows()) continue;
      for (const auto row : series.overloads) {
        if (row < flags.size()) flags[row] += series.type == 2 ? 1 : 2;
        any = true;
      }
    }
    if (any) table.columns.push_back({"overload", {}, std::move(flags)});
  }

  std::string technique() const {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> words{
        {{"eis", "eis"},
         {"geis", "eis"},
         {"cv", "cv"},
         {"fcv", "cv"},
         {"lsv", "lsv"},
         {"dpv", "dpv"},
         {"swv", "swv"},
         {"ad", "ca"},
         {"ca", "ca"},
         {"pot", "cp"},
         {"ocp", "ocp"}}};
    const auto id = palmsens::method_value(measurement_->method, "METHOD_ID");
    const auto* const found =
        std::ranges::find(words, id, [](const auto& word) { return word.first; });
    return found == words.end() ? std::string() : std::string(found->second);
  }

  std::map<std::string, std::string> settings() const {
    std::map<std::string, std::string> kept;
    for (const std::string_view key : {"METHOD_ID",
                                       "NOTES",
                                       "REF_ELECTRODE_NAME",
                                       "REF_ELECTRODE_OFFSET",
                                       "AREA",
                                       "T_EQUIL",
                                       "E_BEGIN",
                                       "E_END",
                                       "E_VTX1",
                                       "E_VTX2",
                                       "E_STEP",
                                       "E_AMP",
                                       "E_PULSE",
                                       "SCAN_RATE",
                                       "N_SCANS",
                                       "FREQ",
                                       "AMPLITUDE",
                                       "MIN_FREQ",
                                       "MAX_FREQ",
                                       "N_FREQ",
                                       "T_INTERVAL",
                                       "T_RUN",
                                       "USE_IR_DROP_COMP",
                                       "IR_DROP_COMP_RES"}) {
      auto value = palmsens::method_value(measurement_->method, key);
      if (!value.empty()) kept.emplace(key, std::move(value));
    }
    return kept;
  }

  data::Provenance provenance_;
  Recording recording_;
  Measurement* measurement_ = nullptr;
};

Match sniff(const Source& source) {
  const auto head = source.bytes.substr(0, 512);
  std::string plain;  // the ASCII of UTF-16 without its NULs
  std::ranges::copy_if(head, std::back_inserter(plain), [](char c) { return c != '\0'; });
  return plain.find("PalmSens.DataFiles.SessionFile") == std::string::npos ? Match::No : Match::Yes;
}

Result<Recording> read_all(const Source& source) {
  NITER_TRY(std::string text, to_utf8(source.bytes, source.name));
  // the software closes a file as it opens it: with a byte order mark
  while (text.ends_with("\xEF\xBB\xBF")) text.resize(text.size() - 3);
  NITER_TRY(auto document, palmsens::read_document(text, source.name));
  Builder builder(source, document);
  for (auto& measurement : document.measurements) builder.add(measurement);
  auto recording = builder.take();
  if (recording.parts.empty()) {
    return fail({Code::InvalidInput,
                 "the session holds no measured values",
                 {source.name, 1, 0},
                 "was it saved before the measurement?"});
  }
  return recording;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto recording, read_all(source));
  return with_options(std::move(recording), options, source.name);
}

}  // namespace

Reader palmsens_session_reader() {
  return {reader_name, "PalmSens PSTrace session", "pssession", sniff, read};
}

}  // namespace niter::io
