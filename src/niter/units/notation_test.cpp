#include "niter/units/notation.hpp"

#include "niter/base/testing.hpp"

namespace niter {
namespace {

TEST(Notation, BaseUnitsReadBackWithScaleOne) {
  NITER_IDENTITY("the same dimension, without a factor");
  EXPECT_EQ(si_text(Unit::of("mV")), "kg m2 s-3 A-1");
  EXPECT_EQ(si_text(Unit::of("mol/L")), "mol m-3");
  EXPECT_EQ(si_text(Unit::of("mA cm-2")), "A m-2");
  EXPECT_EQ(si_text(Unit::of("mAh")), "A s");
  EXPECT_EQ(si_text(Unit::of("%")), "1");
  EXPECT_EQ(si_text(Unit::of("degC")), "K");
  for (const char* text : {"mV", "mA cm-2", "umol h-1 cm-2", "counts s-1", "a.u.", "%", "Ohm cm2",
                           "mF cm-2", "degC", "kWh kg-1", "cd", "a.u. s-1", "1"}) {
    const auto unit = Unit::of(text);
    const auto read = Unit::parse(si_text(unit));
    ASSERT_TRUE(read) << text << " -> " << si_text(unit);
    EXPECT_TRUE(read->same_dimension(unit)) << text;
    EXPECT_EQ(read->scale(), 1.0) << text;
    EXPECT_EQ(read->to_si(0), 0.0) << text;
  }
}

TEST(Notation, AstropyKnowsTheSymbols) {
  NITER_IDENTITY("symbols astropy has are kept, others are written out");
  EXPECT_EQ(astropy_text(Unit::of("mA/cm2")), "mA cm-2");
  EXPECT_EQ(astropy_text(Unit::of("µmol h⁻¹ cm⁻²")), "umol h-1 cm-2");
  EXPECT_EQ(astropy_text(Unit::of("mM")), "mmol L-1");
  EXPECT_EQ(astropy_text(Unit::of("mAh")), "mA h");
  EXPECT_EQ(astropy_text(Unit::of("kWh kg-1")), "kW h kg-1");
  EXPECT_EQ(astropy_text(Unit::of("degC")), "deg_C");
  EXPECT_EQ(astropy_text(Unit::of("counts s-1")), "count s-1");
  EXPECT_EQ(astropy_text(Unit::of("atm")), "101325 kg m-1 s-2");
  EXPECT_EQ(astropy_text(Unit::of("%")), "%");
  EXPECT_EQ(astropy_text(Unit::of("1")), "1");
  EXPECT_EQ(astropy_text(Unit::of("a.u.")), "");
}

}  // namespace
}  // namespace niter
