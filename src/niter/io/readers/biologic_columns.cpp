#include "niter/io/readers/biologic_columns.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::io {

namespace {

using enum BiologicType;

struct Row {
  int id;
  std::string_view header;
  BiologicType type = Single;
  bool proven = false;
};

constexpr bool seen = true;

// Names: the vendor's list of variables, in the spelling of .mpt files. `seen`: the width follows
// from records of real files.
constexpr Row rows[] = {
    {4, "time/s", Double, seen},
    {5, "control/V/mA", Single, seen},
    {6, "Ewe/V", Single, seen},
    {7, "dq/mA.h", Double, seen},
    {8, "I/mA", Single, seen},
    {9, "Ece/V", Single, seen},
    {10, "Aux/V"},
    {11, "<I>/mA", Double, seen},
    {12, "log(|<I>/A|)"},
    {13, "(Q-Qo)/mA.h", Double, seen},
    {14, "x"},
    {16, "Analog IN 1/V", Single, seen},
    {17, "Analog IN 2/V", Single, seen},
    {18, "Analog IN 3/V"},
    {19, "control/V", Single, seen},
    {20, "control/mA", Single, seen},
    {22, "log(|I/A|)"},
    {23, "dQ/mA.h", Double, seen},
    {24, "cycle number", Double, seen},
    {25, "DQ/mA.h", Double},
    {26, "Rapp/Ohm", Single, seen},
    {27, "Ewe-Ece/V", Single, seen},
    {28, "control/°C"},
    {29, "T/°C"},
    {30, "rotation rate/rpm"},
    {32, "freq/Hz", Single, seen},
    {33, "|Ewe|/V", Single, seen},
    {34, "|I|/A", Single, seen},
    {35, "Phase(Z)/deg", Single, seen},
    {36, "|Z|/Ohm", Single, seen},
    {37, "Re(Z)/Ohm", Single, seen},
    {38, "-Im(Z)/Ohm", Single, seen},
    {39, "I Range", Word, seen},
    {40, "Q charge/mA.h", Double},
    {41, "Q discharge/mA.h", Double},
    {42, "Q charge/mA.h/g", Double},
    {43, "Q discharge/mA.h/g", Double},
    {44, "Q anodic/C", Double},
    {45, "Q cathodic/C", Double},
    {46, "Q anodic/C/cm2", Double},
    {47, "Q cathodic/C/cm2", Double},
    {48, "Tech Num", Long},
    {49, "End buf", Long},
    {50, "E0/V"},
    {51, "Ian min/mA"},
    {52, "Ian max/mA"},
    {53, "Ica min/mA"},
    {54, "Ica max/mA"},
    {55, "Ean end/V"},
    {56, "Eca end/V"},
    {57, "Ece min/V"},
    {58, "Ece max/V"},
    {59, "Analog IN 1 min/V"},
    {60, "Analog IN 1 max/V"},
    {61, "Analog IN 2 min/V"},
    {62, "Analog IN 2 max/V"},
    {63, "Analog IN 3 min/V"},
    {64, "Analog IN 3 max/V"},
    {66, "I forward/mA"},
    {67, "I reverse/mA"},
    {68, "I delta/µA"},
    {69, "R/Ohm", Single, seen},
    {70, "P/W", Single, seen},
    {71, "control/°C"},
    {72, "T/°C"},
    {73, "rotation rate/rpm"},
    {74, "|Energy|/W.h", Double, seen},
    {75, "Analog OUT/V", Single, seen},
    {76, "<I>/mA", Single, seen},
    {77, "<Ewe>/V", Single, seen},
    {78, "Cs-2/µF-2", Single, seen},
    {79, "E step/V"},
    {80, "Rp/Ohm"},
    {81, "Ecorr/V"},
    {82, "Icorr/mA"},
    {83, "I/A/cm2"},
    {84, "Q/C/cm2"},
    {85, "Aux"},
    {96, "|Ece|/V", Single, seen},
    {97, "|Ice|/A"},
    {98, "Phase(Zce)/deg", Single, seen},
    {99, "|Zce|/Ohm", Single, seen},
    {100, "Re(Zce)/Ohm", Single, seen},
    {101, "-Im(Zce)/Ohm", Single, seen},
    {102, "Cce-2/µF-2"},
    {103, "Estack/V"},
    {104, "Istack/A"},
    {105, "|E21|/V"},
    {106, "Phase(Z21)/deg"},
    {107, "|E32|/V"},
    {108, "Phase(Z32)/deg"},
    {109, "|Z21|/Ohm"},
    {110, "Re(Z21)/Ohm"},
    {111, "-Im(Z21)/Ohm"},
    {112, "C21-2/µF-2"},
    {113, "|Z32|/Ohm"},
    {114, "Re(Z32)/Ohm"},
    {115, "-Im(Z32)/Ohm"},
    {116, "C32-2/µF-2"},
    {117, "E21/V"},
    {118, "E32/V"},
    {119, "Re(Y)/Ohm-1"},
    {120, "Im(Y)/Ohm-1"},
    {121, "|Y|/Ohm-1"},
    {122, "Phase(Y)/deg"},
    {123, "Energy charge/W.h", Double, seen},
    {124, "Energy discharge/W.h", Double, seen},
    {125, "Capacitance charge/µF", Double, seen},
    {126, "Capacitance discharge/µF", Double, seen},
    {127, "Delta(Phase(Z))/%"},
    {128, "Delta(|Z|)/%"},
    {129, "Delta(Re(Z))/%"},
    {130, "Delta(-Im(Z))/%"},
    {131, "Ns", Word, seen},
    {132, "dI/dt/mA/s"},
    {133, "Delta(mass)/g"},
    {154, "Delta(Phase(Y))/%"},
    {155, "Delta(|Y|)/%"},
    {156, "Delta(Re(Y))/%"},
    {157, "Delta(-Im(Y))/%"},
    {158, "t low"},
    {159, "t high"},
    {160, "dt/dE/s/V"},
    {161, "Delta(Phase(Z))/deg"},
    {162, "Delta(Phase(Y))/deg"},
    {163, "|Estack|/V", Single, seen},
    {164, "|Istack|/A"},
    {167, "Phase(I)/rad"},
    {168, "Rcmp/Ohm", Single, seen},
    {169, "Cs/µF", Single, seen},
    {170, "sin ampl/V"},
    {171, "Conductivity/S.cm-1"},
    {172, "Cp/µF", Single, seen},
    {173, "Cp-2/µF-2", Single, seen},
    {174, "<Ewe>/V", Single, seen},
    {175, "Efficiency/%", Double},
    {176, "Cycling rate charge"},
    {177, "Cycling rate discharge"},
    {178, "Wavelength/nm"},
    {179, "Fluorescence/V"},
    {180, "Fluorescence/%"},
    {181, "Transmittance/%"},
    {182, "CD/mdeg"},
    {183, "ORD/mdeg"},
    {184, "Aniso Vv/V"},
    {185, "Aniso Vh/V"},
    {186, "LD Vv/V"},
    {187, "LD Vh/V"},
    {188, "LD/deltaA"},
    {189, "Anisotropy/Aniso"},
    {190, "T peltier/°C"},
    {191, "T cuvette/°C"},
    {192, "Absorbance/AU"},
    {193, "HV/V"},
    {194, "Absorbance2/AU"},
    {195, "Absorbance/V"},
    {196, "If/mA"},
    {197, "Ic/mA"},
    {198, "CA/mol.L-1"},
    {199, "CB/mol.L-1"},
    {200, "CC/mol.L-1"},
    {201, "CD/mol.L-1"},
    {202, "CE/mol.L-1"},
    {203, "CF/mol.L-1"},
    {204, "CG/mol.L-1"},
    {205, "CH/mol.L-1"},
    {206, "CI/mol.L-1"},
    {207, "CJ/mol.L-1"},
    {208, "shot number", Long},
    {209, "pad number", Long},
    {210, "electrode number", Long},
    {421, "Phase2/deg"},
    {422, "Phase(Zstack)/deg", Single, seen},
    {423, "|Zstack|/Ohm", Single, seen},
    {424, "Re(Zstack)/Ohm", Single, seen},
    {425, "-Im(Zstack)/Ohm", Single, seen},
    {426, "<Estack>/V", Single, seen},
    {427, "<Istack>/mA"},
    {428, "Potential/V"},
    {429, "Potential/V"},
    {430, "Phase(Zwe-ce)/deg", Single, seen},
    {431, "|Zwe-ce|/Ohm", Single, seen},
    {432, "Re(Zwe-ce)/Ohm", Single, seen},
    {433, "-Im(Zwe-ce)/Ohm", Single, seen},
    {434, "(Q-Qo)/C", Single, seen},
    {435, "dQ/C", Single, seen},
    {436, "Ece dc/V"},
    {437, "cycle time/s", Double},
    {438, "step time/s", Double, seen},
    {439, "charge time/s", Double},
    {440, "discharge time/s", Double},
    {441, "<Ece>/V", Single, seen},
    {442, "d(Q-Qo)/dE/mA.h/V", Double},
    {443, "Capacity/mA.h", Double},
    {444, "control disk/V"},
    {445, "control disk/mA"},
    {446, "Edisk/V"},
    {447, "Ecedisk=Ecering/V"},
    {448, "Idisk/mA"},
    {449, "dQdisk/C", Double},
    {450, "(Q-Qo)disk/C", Double},
    {451, "cycle number", Long},
    {452, "control ring/V"},
    {453, "Ering/V"},
    {454, "Iring/mA"},
    {455, "(Q-Qo)ring/C", Double},
    {456, "Pdisk/W"},
    {457, "Pring/W"},
    {458, "Edisk-Ece/V"},
    {459, "Ering-Ece/V"},
    {460, "<time>/s", Double},
    {461, "<EweX>/V"},
    {462, "Temperature/°C", Single, seen},
    {463, "Ramp upwards", Byte},
    {464, "Time/µs"},
    {465, "I Range disk", Word},
    {466, "I Range ring", Word},
    {467, "Q charge/discharge/mA.h", Double, seen},
    {468, "half cycle", Long, seen},
    {469, "z cycle", Long, seen},
    {470, "It/mA"},
    {471, "<Ece>/V", Single, seen},
    {472, "Vcorr/mm/yr"},
    {473, "THD Ewe/%", Single, seen},
    {474, "THD I/%", Single, seen},
    {475, "THD Ece/%", Single, seen},
    {476, "NSD Ewe/%", Single, seen},
    {477, "NSD I/%", Single, seen},
    {478, "NSD Ece/%", Single, seen},
    {479, "NSR Ewe/%", Single, seen},
    {480, "NSR I/%", Single, seen},
    {481, "NSR Ece/%", Single, seen},
    {482, "ShuntIsChanging", Byte},
    {483, "ModeIsChanging", Byte},
    {484, "NbIterInstr", Long},
    {485, "Instr"},
    {504, "Rac/Ohm", Single, seen},
    {505, "Rdc/Ohm", Single, seen},
    {506, "TCU control/°C"},
    {507, "TCU meas./°C"},
    {508, "Regulation", Byte},
    {509, "Acir/Dcir Control", Byte, seen},
    {510, "LTime/s", Double},
    {511, "Re(C)/nF"},
    {512, "Im(C)/nF"},
    {513, "|C|/nF"},
    {514, "Phase(C)/deg"},
    {515, "Re(M)"},
    {516, "Im(M)"},
    {517, "|M|"},
    {518, "Phase(M)/deg"},
    {519, "Re(Permittivity)"},
    {520, "Im(Permittivity)"},
    {521, "|Permittivity|"},
    {522, "Phase(Permittivity)/deg"},
    {523, "Re(Conductivity)/mS/cm"},
    {524, "Im(Conductivity)/mS/cm"},
    {525, "|Conductivity|/mS/cm"},
    {526, "Phase(Conductivity)/deg"},
    {527, "Re(Resistivity)/Ohm.cm"},
    {528, "Im(Resistivity)/Ohm.cm"},
    {529, "|Resistivity|/Ohm.cm"},
    {530, "Phase(Resistivity)/deg"},
    {531, "Tan(Delta)"},
    {532, "Loss Angle(Delta)/deg"},
    {533, "TCU base/°C"},
    {534, "TCU cell/°C"},
    {535, "TCU sample/°C"},
    {536, "Ewe initial/V"},
    {537, "Ewe final/V"},
    {538, "I initial/mA"},
    {539, "I final/mA"},
    {540, "P min/W"},
    {541, "P max/W"},
    {542, "T min/°C"},
    {543, "T max/°C"},
    {878, "Energy ce/W.h", Double},
    {880, "Energy we/W.h", Double, seen},
    {883, "Energy ce charge/W.h", Double, seen},
    {884, "Energy ce discharge/W.h", Double, seen},
};

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
  for (const auto& row : rows) use(std::string(row.header));
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
  const auto* const row = std::ranges::lower_bound(rows, id, {}, &Row::id);
  if (row != std::end(rows) && row->id == id) {
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
