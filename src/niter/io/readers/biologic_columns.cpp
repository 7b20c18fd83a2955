#include "niter/io/readers/biologic_columns.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/readers/biologic_variables.hpp"

namespace niter::io {

namespace {

using enum BiologicType;

constexpr bool seen = true;

// Numbered columns in one run: {} is the number.
struct Family {
  int first;
  int count;
  int from;  // the number in the name of the first
  std::string_view header;
  bool proven = false;
};
constexpr Family families[] = {
    {134, 20, 1, "Custom{:02}"},
    {211, 30, 1, "E{}/V"},
    {241, 30, 1, "|E{}|/V"},
    {271, 30, 1, "Phase(Z{})/deg", seen},
    {301, 30, 1, "|Z{}|/Ohm", seen},
    {331, 30, 1, "Re(Z{})/Ohm", seen},
    {361, 30, 1, "-Im(Z{})/Ohm", seen},
    {391, 30, 1, "<E{}>/V", seen},
    {486, 6, 2, "|Ewe h{}|/V", seen},
    {492, 6, 2, "|I h{}|/A", seen},
    {498, 6, 2, "|Ece h{}|/V"},
};

struct FlagBits {
  int id;
  std::string_view header;
  unsigned mask;
};
// @source galvani, flags of the common byte
constexpr FlagBits flags[] = {{1, "mode", 0x03},        {2, "ox/red", 0x04},
                              {3, "error", 0x08},       {21, "control changes", 0x10},
                              {31, "Ns changes", 0x20}, {65, "counter inc.", 0x80}};

struct Naming {
  std::string_view header;
  std::string_view word;
  int rank = 0;
  double sign = 1;
};
constexpr Naming words[] = {
    {"time/s", "t"},
    {"Ewe/V", "E", 0},
    {"<Ewe>/V", "E", 1},
    {"<Ewe/V>", "E", 2},
    {"Ecell/V", "V"},
    {"I/mA", "I", 0},
    {"<I>/mA", "I", 1},
    {"control/V", "E_set"},
    {"control/mA", "I_set"},
    {"(Q-Qo)/C", "Q", 0},
    {"(Q-Qo)/mA.h", "Q", 1},
    {"cycle number", "cycle"},
    {"Ns", "step"},
    {"I Range", "I_range"},
    {"freq/Hz", "f"},
    {"Re(Z)/Ohm", "Z_re"},
    {"-Im(Z)/Ohm", "Z_im", 0, -1},
    {"Q charge/mA.h", "Q_charge"},
    {"Q discharge/mA.h", "Q_discharge"},
    {"Energy charge/W.h", "W_charge"},
    {"Energy discharge/W.h", "W_discharge"},
    {"P/W", "P"},
    {"R/Ohm", "R"},
    {"Temperature/°C", "T"},
    {"|Ewe|/V", "E_ac"},
    {"|I|/A", "I_ac"},
};

// "mA.h/V" as Unit writes it
Result<Unit> unit_of(std::string_view text) {
  std::string unit(text);
  std::replace(unit.begin(), unit.end(), '.', ' ');
  return Unit::parse(unit);
}

// without the characters beyond ASCII, and without what a broken one is replaced by
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x80 && c != '?') out += c;
  }
  return out;
}

template <class Use>
void for_each_header(const Use& use) {
  for (const auto& row : biologic_variables()) use(std::string(row.header));
  for (const auto& family : families) {
    for (int k = 0; k < family.count; ++k)
      use(fmt::format(fmt::runtime(family.header), family.from + k));
  }
}

}  // namespace

std::size_t width_of(BiologicType type) {
  switch (type) {
    case Flag:
    case Byte:
      return 1;
    case Word:
      return 2;
    case Long:
    case Single:
      return 4;
    case Double:
      break;
  }
  return 8;
}

std::optional<BiologicColumn> biologic_column(int id) {
  for (const auto& flag : flags) {
    if (flag.id == id) return BiologicColumn{id, std::string(flag.header), Flag, flag.mask, true};
  }
  const auto rows = biologic_variables();
  const auto row = std::ranges::lower_bound(rows, id, {}, &BiologicVariable::id);
  if (row != rows.end() && row->id == id) {
    return BiologicColumn{id, std::string(row->header), row->type, 0, row->proven};
  }
  for (const auto& family : families) {
    if (id < family.first || id >= family.first + family.count) continue;
    auto header = fmt::format(fmt::runtime(family.header), family.from + id - family.first);
    return BiologicColumn{id, std::move(header), Single, 0, family.proven};
  }
  return std::nullopt;
}

BiologicMeaning biologic_meaning(std::string_view header) {
  BiologicMeaning meaning{.name = std::string(header)};
  for (const auto& flag : flags) {
    if (flag.header == header) return meaning;
  }
  for (const auto& word : words) {
    if (word.header != header) continue;
    meaning.word = word.word;
    meaning.rank = word.rank;
    meaning.sign = word.sign;
  }
  if (header == "<Ewe/V>") {
    meaning.name = "<Ewe>";
    meaning.unit = Unit::of("V");
    return meaning;
  }
  // volts or milliamperes, row by row; numbers without unit
  if (header == "control/V/mA" || header.starts_with("log(")) return meaning;

  // the unit is the longest end behind a stroke that is one: "dI/dt/mA/s"
  bool any = false;
  for (auto at = header.find('/'); at != std::string_view::npos; at = header.find('/', at + 1)) {
    const auto rest = header.substr(at + 1);
    if (header.substr(0, at) == "dI" || header.substr(0, at) == "dt") continue;  // a slope
    any = any || !(rest.starts_with("discharge") || rest.starts_with("Dcir"));
    const bool number = rest.empty() || rest == "1" || rest == "-";
    if (auto unit = unit_of(rest); unit && !number) {
      meaning.name = std::string(header.substr(0, at));
      meaning.unit = *std::move(unit);
      return meaning;
    }
  }
  meaning.unit_known = !any;
  return meaning;
}

std::string mended_header(std::string_view header) {
  const auto key = plain(header);
  if (key == header) return std::string(header);
  // the headers with a sign beyond ASCII, under what is left without it
  static const auto spoiled = [] {
    std::multimap<std::string, std::string, std::less<>> found;
    for_each_header([&](std::string known) {
      auto rest = plain(known);
      if (rest != known) found.emplace(std::move(rest), std::move(known));
    });
    return found;
  }();
  const auto found = spoiled.equal_range(key);
  if (found.first == found.second) return std::string(header);
  const auto& known = found.first->second;
  const bool one =
      std::all_of(found.first, found.second, [&](const auto& row) { return row.second == known; });
  return one ? known : std::string(header);
}

std::optional<double> biologic_range(int code) {
  struct Range {
    int code;
    double amperes;
  };
  static constexpr Range ranges[] = {
      {1, 1e-2},   {2, 1e-4},   {3, 1e-6},  {4, 2},      {5, 1},      {6, 5},      {7, 10},
      {8, 20},     {9, 1},      {10, 1e-1}, {11, 1e-2},  {12, 1e-3},  {13, 1e-4},  {14, 1e-5},
      {16, 1e-1},  {17, 1e-2},  {18, 1e-3}, {19, 1e-4},  {20, 1e-4},  {21, 1e-5},  {22, 1e-6},
      {23, 1e-7},  {24, 1e-8},  {25, 1e-9}, {26, 80},    {27, 4},     {29, 4},     {30, 1e-4},
      {31, 1e-5},  {32, 1e-6},  {33, 1e-7}, {34, 1e-8},  {35, 1e-9},  {36, 8},     {37, 1},
      {38, 1e-1},  {39, 1e-2},  {40, 1e-3}, {41, 1e-4},  {42, 1e-5},  {43, 1e-6},  {44, 1e-7},
      {45, 1e-8},  {46, 50},    {47, 5},    {48, 100},   {49, 150},   {50, 1},     {51, 4},
      {52, 1e-4},  {53, 1e-5},  {54, 1e-6}, {55, 1e-7},  {56, 1e-8},  {57, 1e-9},  {58, 1e-10},
      {59, 1e-11}, {60, 1e-12}, {61, 5},    {62, 10},    {63, 20},    {64, 40},    {65, 10},
      {66, 2},     {112, 10},   {113, 1},   {114, 1e-1}, {115, 1e-2}, {116, 1e-3}, {117, 1e-4},
      {118, 1e-5}, {119, 20},   {120, 40},  {121, 80},   {124, 0.3},  {125, 3},    {126, 30},
      {127, 60},   {128, 90},   {129, 120}, {130, 150},
  };
  for (const auto& range : ranges) {
    if (range.code == code) return range.amperes;
  }
  // boosters in steps
  if (code >= 67 && code <= 81) return 8.0 + 4 * (code - 67);
  if (code >= 82 && code <= 96) return 20.0 + 10 * (code - 82);
  if (code >= 97 && code <= 111) return 4.0 + 2 * (code - 97);
  return std::nullopt;
}

}  // namespace niter::io
