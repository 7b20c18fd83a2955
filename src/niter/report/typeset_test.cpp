#include "niter/report/typeset.hpp"

#include "niter/base/testing.hpp"

namespace niter::report {
namespace {

std::string plain(std::string_view text) {
  return marked_up(text, Markup::Plain);
}

TEST(Typeset, FormulaeGetSubscriptsAndCharges) {
  NITER_SOURCE("greenbook2007", "section 2.10: chemical formulae and charges");
  EXPECT_EQ(plain("NH3"), "NH₃");
  EXPECT_EQ(plain("NO3-"), "NO₃⁻");
  EXPECT_EQ(plain("NH4+/NH3"), "NH₄⁺/NH₃");
  EXPECT_EQ(plain("SO42-"), "SO₄²⁻");
  EXPECT_EQ(plain("SO4 2-"), "SO₄²⁻");
  EXPECT_EQ(plain("SO4-2"), "SO₄²⁻");
  EXPECT_EQ(plain("Fe2+"), "Fe²⁺");
  EXPECT_EQ(plain("H+ and OH-"), "H⁺ and OH⁻");
  EXPECT_EQ(plain("*NO2H"), "*NO₂H");
  EXPECT_EQ(plain("Fe2Co1/NC"), "Fe₂Co₁/NC");
  EXPECT_EQ(plain("0.1 M KNO3"), "0.1 M KNO₃");
  EXPECT_EQ(plain("Fe(CN)63-"), "Fe(CN)₆³⁻");
  EXPECT_EQ(plain("8 e-, 8e-"), "8 e⁻, 8e⁻");
}

TEST(Typeset, WhatIsNoFormulaStays) {
  NITER_IDENTITY("names of models, keys and words are not chemistry");
  for (const std::string text : {"C2", "V0 and V1", "A12", "H-cell", "N-doped", "pH 7", "LSV",
                                 "Fig. 2c", "FE", "No. 3", "fe2co1"})
    EXPECT_EQ(plain(text), text);
}

TEST(Typeset, PowersAndMinus) {
  NITER_SOURCE("greenbook2007", "chapter 1: exponents of unit symbols");
  EXPECT_EQ(plain("25 umol h-1 cm-2"), "25 umol h⁻¹ cm⁻²");
  EXPECT_EQ(plain("Ohm cm2"), "Ohm cm²");
  EXPECT_EQ(plain("10^-3 and 2×10^5"), "10⁻³ and 2×10⁵");
  EXPECT_EQ(plain("-1.0 V"), "\u22121.0 V");
  EXPECT_EQ(plain("1-2"), "1-2");
}

TEST(Typeset, GnuplotCommandsInTextAreHarmless) {
  NITER_IDENTITY("text is never a command");
  EXPECT_EQ(marked_up("a_b^c{d}@e&f~g\\", Markup::Gnuplot), "a\\_b\\^c\\{d\\}\\@e\\&f\\~g\\\\");
  EXPECT_EQ(gnuplot_quote("it's `id`\n"), "'it''s `id` '");
  EXPECT_EQ(marked_up("NO3-", Markup::Gnuplot, 7), "NO_{/=7 3}^{/=7 \u2212}");
  EXPECT_EQ(marked_up("NO3-", Markup::Html), "NO<sub>3</sub><sup>\u2212</sup>");
  EXPECT_EQ(marked_up("<b>&\"'", Markup::Html), "&lt;b&gt;&amp;&quot;&#39;");
}

TEST(Typeset, SymbolsOfQuantitiesAreItalicAbbreviationsUpright) {
  NITER_SOURCE("greenbook2007", "chapter 1: symbols of quantities");
  EXPECT_EQ(marked_up(typeset_symbol("E"), Markup::Html), "<i>E</i>");
  EXPECT_EQ(marked_up(typeset_symbol("j_NH3"), Markup::Html), "<i>j</i><sub>NH3</sub>");
  EXPECT_EQ(marked_up(typeset_symbol("c(NH3)"), Markup::Html), "<i>c</i>(NH<sub>3</sub>)");
  EXPECT_EQ(marked_up(typeset_symbol("ΔG"), Markup::Html), "Δ<i>G</i>");
  EXPECT_EQ(marked_up(typeset_symbol("θ"), Markup::Html), "<i>θ</i>");
  EXPECT_EQ(marked_up(typeset_symbol("pH"), Markup::Html), "pH");
  EXPECT_EQ(marked_up(typeset_symbol("FE"), Markup::Html), "FE");
}

TEST(Typeset, WidthsAreThoseOfHelvetica) {
  NITER_SOURCE("adobe1989", "Helvetica: A 667, i 222, space 278");
  EXPECT_NEAR(width_pt("Ai ", 10), 6.67 + 2.22 + 2.78, 1e-12);
  EXPECT_NEAR(width_pt("NH3", 10), (7.22 + 7.22) + 5.56 * 0.7, 1e-12);  // the subscript at 7 pt
}

}  // namespace
}  // namespace niter::report
