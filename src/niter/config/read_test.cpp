#include "niter/config/read.hpp"

#include <array>

#include <gtest/gtest.h>

namespace niter::config {
namespace {

enum class Mode { Applied, Corrected };

std::span<const std::pair<std::string_view, Mode>> enum_names(Mode) {
  static constexpr std::array<std::pair<std::string_view, Mode>, 2> names{
      {{"applied", Mode::Applied}, {"corrected", Mode::Corrected}}};
  return names;
}

struct Film {
  std::string species;
  Quantity thickness;
  template <class V>
  void visit(V& v) {
    v.required("species", species, "what moves through the film");
    v.required("thickness", thickness, "of the stagnant layer", "um");
  }
};

struct Cell {
  std::string name;
  Quantity area{1.0, "cm2"};
  Quantity ph{7.0, "1"};
  int cycles = 1;
  double factor = 1;
  bool stirred = false;
  Mode mode = Mode::Applied;
  std::optional<double> note;
  std::vector<Film> films;
  std::map<std::string, Quantity> salts;
  template <class V>
  void visit(V& v) {
    v.required("name", name, "how figures call this cell");
    v.optional("area", area, "geometric area", "cm2");
    v.optional("ph", ph, "of the bulk", "1");
    v.optional("cycles", cycles, "number of runs");
    v.optional("factor", factor, "scale of the current");
    v.optional("stirred", stirred, "whether it is stirred");
    v.optional("mode", mode, "iR handling");
    v.optional("note", note, "anything");
    v.optional("films", films, "stagnant layers");
    v.optional("salts", salts, "electrolyte", "mol/L");
  }
};

Result<Cell> cell_from(std::string_view text) {
  NITER_TRY(const auto document, parse_toml(text, "cell.toml"));
  return read<Cell>(document);
}

TEST(Read, FillsAStruct) {
  const auto cell = cell_from(R"(
name = "H-cell"
area = "0.5 cm2"
ph = 6.8
cycles = 6
factor = 2
stirred = true
mode = "corrected"
note = 1.5
films = [{ species = "NO3-", thickness = "200 um" }]
salts = { KNO3 = "0.1 mol/L" }
)");
  ASSERT_TRUE(cell) << cell.error().text();
  EXPECT_EQ(cell->name, "H-cell");
  EXPECT_NEAR(cell->area.si(), 0.5e-4, 1e-18);
  EXPECT_EQ(cell->ph.si(), 6.8);
  EXPECT_EQ(cell->cycles, 6);
  EXPECT_EQ(cell->factor, 2.0);
  EXPECT_TRUE(cell->stirred);
  EXPECT_EQ(cell->mode, Mode::Corrected);
  EXPECT_EQ(cell->note, 1.5);
  ASSERT_EQ(cell->films.size(), 1u);
  EXPECT_NEAR(cell->films[0].thickness.si(), 200e-6, 1e-18);
  EXPECT_NEAR(cell->salts.at("KNO3").si(), 100.0, 1e-9);
}

// One row per mistake, with the whole text the user sees.
TEST(Read, MistakesSayWhatToWrite) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"name = \"x\"\narea = 1.0\n",
       "cell.toml:2:8: 'area' must be a text with a unit, like \"1.0 cm2\""},
      {"name = \"x\"\narea = 50\n",
       "cell.toml:2:8: 'area' must be a text with a unit, like \"50 cm2\""},
      {"name = \"x\"\narea = \"2.5 mL\"\n",
       "cell.toml:2:8: 'area' is in 'mL', which does not fit 'cm2'; write it like \"2.5 cm2\""},
      {"name = \"x\"\narea = true\n",
       "cell.toml:2:8: 'area' must be a text with a unit, not true or false"},
      {"nam = \"x\"\n",
       "cell.toml:1:1: unknown key 'nam'; did you mean 'name'? known keys: name, area, ph, cycles, "
       "factor, stirred, mode, note, films, salts"},
      {"cycles = 2\n",
       "cell.toml:1:1: 'name' is missing; add 'name = ...': how figures call this cell"},
      {"name = 3\n", "cell.toml:1:8: 'name' must be a text, not a whole number"},
      {"name = \"x\"\ncycles = 2.5\n",
       "cell.toml:2:10: 'cycles' must be a whole number, not a number"},
      {"name = \"x\"\ncycles = 3000000000\n", "cell.toml:2:10: 'cycles' = 3000000000 is too large"},
      {"name = \"x\"\nfactor = nan\n", "cell.toml:2:10: 'factor' must be a finite number"},
      {"name = \"x\"\nfactor = \"2\"\n", "cell.toml:2:10: 'factor' must be a number, not a text"},
      {"name = \"x\"\nstirred = 1\n",
       "cell.toml:2:11: 'stirred' must be true or false, not a whole number"},
      {"name = \"x\"\nmode = \"aplied\"\n",
       "cell.toml:2:8: 'mode' cannot be 'aplied'; did you mean 'applied'? known words: applied, "
       "corrected"},
      {"name = \"x\"\nfilms = 1\n", "cell.toml:2:9: 'films' must be an array, not a whole number"},
      {"name = \"x\"\nfilms = [1]\n",
       "cell.toml:2:10: 'films' must be a table, not a whole number"},
      {"name = \"x\"\nfilms = [{ species = \"NO3-\" }]\n",
       "cell.toml:2:10: 'thickness' is missing; add 'thickness = ...': of the stagnant layer"},
      {"name = \"x\"\nsalts = { KNO3 = 0.1 }\n",
       "cell.toml:2:18: 'KNO3' must be a text with a unit, like \"0.1 mol/L\""},
      {"name = \"x\"\nsalts = []\n", "cell.toml:2:9: 'salts' must be a table, not an array"},
  };
  for (const auto& [text, wanted] : cases) {
    const auto cell = cell_from(text);
    ASSERT_FALSE(cell) << text;
    EXPECT_EQ(cell.error().text(), wanted);
  }
}

TEST(Read, AnUnknownUnitPointsIntoTheText) {
  const auto cell = cell_from("name = \"x\"\narea = \"1.0 cn2\"\n");
  ASSERT_FALSE(cell);
  EXPECT_EQ(cell.error().where.line, 2);
  EXPECT_GT(cell.error().where.column, 8);
  EXPECT_NE(cell.error().what.find("'area' = \"1.0 cn2\": "), std::string::npos);
}

}  // namespace
}  // namespace niter::config
