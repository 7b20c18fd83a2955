// Lists of wells and tables of samples: a header, then a line for each well or sample.
#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/part_columns.hpp"
#include "niter/io/readers/plate_layouts.hpp"

namespace niter::io::plate {

namespace {

constexpr double blank = 0, standard = 1, control = 2, unknown = 3;
constexpr auto none = std::string::npos;

bool begins_with_any(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](auto word) { return text.starts_with(word); });
}

// "abs.650", "absorbance 1", "OD540"; not "absorbance time"
bool is_absorbance(const std::string& name) {
  constexpr std::array<std::string_view, 4> words{"abs", "od ", "od.", "od_"};
  const bool od_number =
      name.size() > 2 && name.starts_with("od") && name[2] >= '0' && name[2] <= '9';
  return (begins_with_any(name, words) || od_number) && name.find("time") == none;
}

bool is_analyte(std::string_view name) {
  constexpr std::array<std::string_view, 10> words{
      "nitrate", "nitrite", "ammonia", "ammonium", "nh3", "nh4", "no3", "no2", "urea", "hydrazine"};
  const auto bare = name.substr(0, name.find_first_of(" (["));
  return std::ranges::find(words, bare) != words.end();
}

double kind_of(std::string_view word) {
  constexpr std::array<std::string_view, 3> standards{"st.", "std", "stand"};
  constexpr std::array<std::string_view, 2> calibrations{"cal", "st"};
  constexpr std::array<std::string_view, 2> blanks{"bl", "blank"};
  constexpr std::array<std::string_view, 5> controls{"pos", "neg", "ctrl", "control", "qc"};
  if (word == "blk" || begins_with_any(word, blanks)) return blank;
  if (begins_with_any(word, standards) ||
      std::ranges::find(calibrations, word) != calibrations.end()) {
    return standard;
  }
  return begins_with_any(word, controls) ? control : unknown;
}

/// Which field is what; `none` where there is none.
struct Header {
  std::size_t well = none, sample = none, kind = none, concentration = none, series = none;
  std::vector<std::size_t> absorbances = {}, keys = {};  // keys tell plates and analyses apart
  std::vector<std::string> names = {};                   // as they stand there
};

Header parse_header(std::span<const Field> fields) {
  Header header;
  for (std::size_t k = 0; k < fields.size(); ++k) {
    const auto name = lower(fields[k].text);
    const auto is = [&](std::initializer_list<std::string_view> words) {
      return std::ranges::find(words, name) != words.end();
    };
    const auto take = [&](std::size_t& place) {
      if (place == none) place = k;
    };
    header.names.push_back(fields[k].text);
    if (is({"well", "well id", "well position", "position", "wells"}))
      take(header.well);
    else if (is({"sample", "id", "name", "sample id", "sample name", "content"}))
      take(header.sample);
    else if (is({"type", "kind", "sample type"}))
      take(header.kind);
    else if (name.find("conc") != none || is_analyte(name))
      take(header.concentration);
    else if (is({"rep", "series", "batch", "run", "replicate"}))
      take(header.series);
    else if (is_absorbance(name))
      header.absorbances.push_back(k);
    else if (name.starts_with("plate") || name.starts_with("analysis") || name == "assay") {
      header.keys.push_back(k);
    }
  }
  return header;
}

/// Numbers given to names in the order in which they come.
class Names {
 public:
  double number(const std::string& name) {
    if (last_ > 0 && order_[last_ - 1] == name) return static_cast<double>(last_);
    const auto [at, fresh] = numbers_.try_emplace(name, numbers_.size() + 1);
    if (fresh) order_.push_back(name);
    last_ = at->second;
    return static_cast<double>(last_);
  }
  void tell(const std::string& what, std::map<std::string, std::string>& settings) const {
    for (std::size_t i = 0; i < order_.size(); ++i) {
      settings[fmt::format("{} {}", what, i + 1)] = order_[i];
    }
  }

 private:
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<std::string> order_;
  std::size_t last_ = 0;  // most lines name what the line before names
};

/// A plate and analysis, or the whole table of samples.
struct Group {
  std::string title = {};
  std::vector<double> well = {}, kind = {}, sample = {}, replicate = {}, concentration = {},
                      series = {};
  std::vector<std::vector<double>> absorbances = {};
  Names samples = {}, all_series = {};
  std::vector<double> counts = {};  // readings of each sample so far
  std::vector<std::string> overflows = {};
};

/// Walks the lines of one list.
class List {
 public:
  List(const Sheet& sheet, std::size_t header_line)
      : sheet_(sheet),
        header_line_(header_line),
        header_(parse_header(split_fields(sheet.lines[header_line].text, sheet.dialect))) {}

  Status read(Recording& recording) {
    std::vector<Field> fields;
    for (std::size_t i = header_line_ + 1; i < sheet_.lines.size(); ++i) {
      const auto& line = sheet_.lines[i];
      split_fields(line.text, sheet_.dialect, fields);
      if (std::ranges::all_of(fields, [](const Field& f) { return f.text.empty(); })) continue;
      // split_fields drops one empty field at the end
      if (fields.size() + 1 == header_.names.size()) fields.push_back({"", fields.back().column});
      if (fields.size() < header_.names.size()) {
        if (i + 1 == sheet_.lines.size()) {
          recording.complete = false;
          recording.caveats.push_back(fmt::format("line {} is cut off and left out", line.number));
          break;
        }
        return refuse(line, 1,
                      fmt::format("{} fields where the table has {} columns", fields.size(),
                                  header_.names.size()));
      }
      NITER_OK(add(line, fields));
    }
    for (auto& group : groups_) NITER_OK(finish(group, recording));
    return {};
  }

 private:
  tl::unexpected<Error> refuse(const TextLine& line, int column, std::string what) const {
    return fail({Code::InvalidInput,
                 std::move(what),
                 {sheet_.file, line.number, column},
                 "a number, an empty field or NA is wanted here"});
  }

  static const std::string& text(std::span<const Field> fields, std::size_t place) {
    static const std::string nothing;
    return place == none ? nothing : fields[place].text;
  }

  // a plate stands together: most lines belong to the group of the line before
  Group& group_of(std::span<const Field> fields) {
    const auto same = [&](std::size_t k) { return fields[header_.keys[k]].text == last_keys_[k]; };
    bool known = !groups_.empty();
    for (std::size_t k = 0; known && k < header_.keys.size(); ++k) known = same(k);
    if (known) return groups_[last_group_];
    std::vector<std::string> words;
    last_keys_.clear();
    for (const auto key : header_.keys) {
      words.push_back(fmt::format("{} {}", header_.names[key], fields[key].text));
      last_keys_.push_back(fields[key].text);
    }
    const auto title = join(words, ", ");
    const auto [at, fresh] = places_.emplace(title, groups_.size());
    if (fresh) {
      groups_.push_back({.title = title});
      groups_.back().absorbances.resize(header_.well == none ? 1 : header_.absorbances.size());
    }
    last_group_ = at->second;
    return groups_[last_group_];
  }

  Status add(const TextLine& line, std::span<const Field> fields) {
    std::optional<Well> well;
    if (header_.well != none) {
      well = parse_well(fields[header_.well].text);
      if (!well) {
        return refuse(line, fields[header_.well].column,
                      fmt::format("'{:.40}' is no well", fields[header_.well].text));
      }
    }
    NITER_TRY(const auto concentration, number(line, fields, header_.concentration));
    readings_.clear();
    for (const auto place : header_.absorbances) {
      NITER_TRY(readings_.emplace_back(), number(line, fields, place));
    }
    Group& group = group_of(fields);
    const auto& name = text(fields, header_.sample);
    const double sample = group.samples.number(name);
    if (sample > static_cast<double>(group.counts.size())) group.counts.push_back(0);
    double kind = kind_of(lower(header_.kind == none ? name : text(fields, header_.kind)));
    if (kind == unknown && header_.kind == none && !std::isnan(concentration.value))
      kind = standard;

    const auto add_row = [&] {
      if (well) group.well.push_back(100 * well->row + well->column);
      group.kind.push_back(kind);
      group.sample.push_back(sample);
      group.concentration.push_back(concentration.value);
      if (header_.series != none) {
        group.series.push_back(group.all_series.number(text(fields, header_.series)));
      }
      group.replicate.push_back(++group.counts[static_cast<std::size_t>(sample) - 1]);
    };
    for (std::size_t k = 0; k < readings_.size(); ++k) {
      if (readings_[k].overflow) group.overflows.push_back(fmt::format("line {}", line.number));
      // wells have one reading for each wavelength; samples several of the same
      if (well) {
        group.absorbances[k].push_back(readings_[k].value);
      } else if (!std::isnan(readings_[k].value)) {
        group.absorbances[0].push_back(readings_[k].value);
        add_row();
      }
    }
    if (well) add_row();
    return {};
  }

  Result<Reading> number(const TextLine& line, std::span<const Field> fields, std::size_t place) {
    if (place == none) return Reading{std::nan("")};
    const auto reading = parse_reading(fields[place].text, sheet_.dialect);
    if (!reading) {
      return refuse(line, fields[place].column,
                    fmt::format("'{:.40}' is not a number", fields[place].text));
    }
    return *reading;
  }

  // the unit the user states, or the one in the header: "nitrate (uM)"
  Result<Unit> concentration_unit() const {
    const auto stated = sheet_.units.find("concentration");
    std::string text = stated == sheet_.units.end() ? std::string() : stated->second;
    const auto& name = header_.names[header_.concentration];
    const auto open = name.find_first_of("([");
    if (text.empty() && open != none && (name.back() == ')' || name.back() == ']')) {
      text = name.substr(open + 1, name.size() - open - 2);
    }
    if (text.empty()) return Unit();
    auto unit = Unit::parse(text);
    if (!unit) {
      auto error = unit.error();
      error.where = {sheet_.file, sheet_.lines[header_line_].number, 0};
      return fail(std::move(error));
    }
    return *unit;
  }

  Status finish(Group& group, Recording& recording) {
    Part part{"plate", group.title, {group.title, {}, sheet_.provenance}};
    auto& table = part.table;
    auto& settings = table.provenance.settings;
    const auto add = [&](const char* name, std::vector<double>& values) {
      table.columns.push_back({name, {}, std::move(values)});
    };
    if (header_.well != none) add("well", group.well);
    if (group.kind.empty()) return {};
    add("well_kind", group.kind);
    if (header_.sample != none) {
      add("sample", group.sample);
      group.samples.tell("sample", settings);
    }
    if (header_.series != none) {
      add("series", group.series);
      group.all_series.tell("series", settings);
    }
    add("replicate", group.replicate);
    if (header_.concentration != none) {
      NITER_TRY(const Unit unit, concentration_unit());
      const std::string word = unit.same_dimension(Unit::of("mol m-3"))  ? "c"
                               : unit.same_dimension(Unit::of("kg m-3")) ? "mass_concentration"
                                                                         : "concentration";
      const auto& name = header_.names[header_.concentration];
      table.columns.push_back(column_in_si(word, unit, std::move(group.concentration), name));
      settings["concentration"] = name;
    }
    add_absorbances(group, table);
    if (!group.overflows.empty()) {
      recording.caveats.push_back(fmt::format("beyond the range: {}", join(group.overflows, ", ")));
    }
    recording.parts.push_back(std::move(part));
    return {};
  }

  // a wavelength that was not measured on this plate has no column
  void add_absorbances(Group& group, data::Table& table) const {
    for (std::size_t k = 0; k < group.absorbances.size(); ++k) {
      auto& values = group.absorbances[k];
      if (std::ranges::all_of(values, [](double a) { return std::isnan(a); })) continue;
      const auto& title = header_.names[header_.absorbances[k]];
      std::string name = table.find("absorbance") == nullptr ? "absorbance" : title;
      for (int i = 2; table.find(name) != nullptr; ++i) name = fmt::format("{} {}", title, i);
      table.columns.push_back(
          {name, {}, std::move(values), {}, header_.well == none ? std::string() : title});
    }
  }

  const Sheet& sheet_;
  std::size_t header_line_;
  Header header_;
  std::vector<Group> groups_;
  std::map<std::string, std::size_t> places_;  // of each group, by its title
  std::vector<std::string> last_keys_;
  std::size_t last_group_ = 0;
  std::vector<Reading> readings_;  // of one line
};

}  // namespace

bool is_list_header(std::span<const Field> fields) {
  const auto header = parse_header(fields);
  if (header.absorbances.empty()) return false;
  return header.well != none || header.sample != none;
}

Status read_list(const Sheet& sheet, std::size_t header_line, Recording& recording) {
  return List(sheet, header_line).read(recording);
}

}  // namespace niter::io::plate
