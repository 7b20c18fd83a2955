#include "niter/twin/protocol/protocol.hpp"

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::twin::protocol {
namespace {

Protocol parsed(std::string_view text) {
  auto protocol = parse_protocol(text, "protocol");
  EXPECT_TRUE(protocol) << text << "\n" << (protocol ? "" : protocol.error().text());
  return protocol ? *std::move(protocol) : Protocol{};
}

// The one instruction of a text.
template <class Kind>
Kind only(std::string_view text) {
  const auto protocol = parsed(text);
  if (protocol.instructions.size() != 1) {
    ADD_FAILURE() << text << " has " << protocol.instructions.size() << " instructions";
    return {};
  }
  const auto* const kind = std::get_if<Kind>(&protocol.instructions[0].what);
  EXPECT_TRUE(kind) << text;
  return kind ? *kind : Kind{};
}

Setpoint volts(double value, std::string scale = {}) {
  return {Control::Potential, value, std::move(scale)};
}
Setpoint amperes(double value) {
  return {Control::Current, value, {}};
}

TEST(Protocol, HoldsAPotentialOrACurrent) {
  NITER_IDENTITY("docs/methods/protocols.md; 1 mA cm-2 = 10 A m-2, 1 h = 3600 s");
  EXPECT_EQ(only<Hold>("hold -1.0 V vs RHE for 1 h"), (Hold{volts(-1, "RHE"), 3600, {}}));
  EXPECT_EQ(only<Hold>("hold 250 mV vs SHE for 90 s"), (Hold{volts(0.25, "SHE"), 90, {}}));
  EXPECT_EQ(only<Hold>("hold 0.1 V vs open circuit for 2 min"), (Hold{volts(0.1, "OCP"), 120, {}}));
  const Until nitrate{Watched::Fraction, "NO3-", Comparison::Below, 0.1, {}};
  EXPECT_EQ(only<Hold>("hold -20 mA/cm2 for 2 h until nitrate < 10 %"),
            (Hold{amperes(-200), 7200, {nitrate}}));
}

TEST(Protocol, OxidationIsPositiveUnlessTheTextSaysCathodic) {
  NITER_IDENTITY("docs/conventions.md: IUPAC signs, reductions negative");
  EXPECT_EQ(only<Hold>("hold 20 mA/cm2 for 1 h").setpoint, amperes(200));
  EXPECT_EQ(only<Hold>("hold 20 mA/cm2 anodic for 1 h").setpoint, amperes(200));
  EXPECT_EQ(only<Hold>("hold 20 mA/cm2 cathodic for 1 h").setpoint, amperes(-200));
  EXPECT_EQ(only<Hold>("hold -20 mA/cm2 cathodic for 1 h").setpoint, amperes(-200));
  const auto ramp = only<Sweep>("sweep 10 to 20 mA/cm2 cathodic at 1 mA/cm2/s");
  EXPECT_EQ(ramp.from, amperes(-100));
  EXPECT_EQ(ramp.to, amperes(-200));
  EXPECT_DOUBLE_EQ(ramp.rate, 10);
}

TEST(Protocol, SweepsBetweenTwoPointsOrFromWhereItIs) {
  NITER_IDENTITY("docs/methods/protocols.md: a unit or scale given once serves the numbers before");
  const auto sweep = only<Sweep>("sweep 0 to -1.2 V at 10 mV/s");
  EXPECT_EQ(sweep, (Sweep{volts(0), volts(-1.2), 0.01, {}}));
  EXPECT_EQ(only<Sweep>("sweep from 0 V to -1.2 V vs RHE at 10 mV/s").from, volts(0, "RHE"));
  EXPECT_EQ(only<Sweep>("sweep to -1.2 V vs RHE at 5 mV/s"),
            (Sweep{std::nullopt, volts(-1.2, "RHE"), 0.005, {}}));
  const auto across = only<Sweep>("sweep 0 V vs OCP to -1200 mV vs RHE at 10 mV/s");
  EXPECT_EQ(across.from, volts(0, "OCP"));
  EXPECT_EQ(across.to, volts(-1.2, "RHE"));
}

TEST(Protocol, CyclesAtOneOrSeveralRates) {
  NITER_IDENTITY("docs/methods/protocols.md; 50, 60 ... 100 has six terms");
  const std::vector<double> six = {0.05, 0.06, 0.07, 0.08, 0.09, 0.1};
  const auto series = only<Cycle>("cycle between 0.05 and 0.15 V at 50, 60 ... 100 mV/s");
  EXPECT_EQ(series, (Cycle{volts(0.05), volts(0.15), six, 1, std::nullopt}));
  for (const auto* const rates :
       {"50, 60, 70 ... 100 mV/s", "50, 60, ..., 100 mV/s", "0.05, 0.06 \u2026 0.1 V/s",
        "50, 60, 70, 80, 90 and 100 mV/s", "50 mV/s, 60 ... 100 mV s-1"}) {
    EXPECT_EQ(only<Cycle>("cycle between 0.05 and 0.15 V at " + std::string(rates)).rates, six)
        << rates;
  }
  EXPECT_EQ(only<Cycle>("cycle between 0 and 1 V at 100, 75 ... 25 mV/s").rates,
            (std::vector{0.1, 0.075, 0.05, 0.025}));
  const auto started = only<Cycle>("cycle 3 times from 0.1 V between 0.05 and 0.15 V at 100 mV/s");
  EXPECT_EQ(started.cycles, 3);
  EXPECT_EQ(started.start, volts(0.1));
}

TEST(Protocol, MeasuresImpedanceAtAnyWorkingPoint) {
  NITER_IDENTITY("docs/methods/protocols.md");
  const auto at_potential = only<Impedance>("eis 100 kHz to 10 mHz, 10 mV, at -1.0 V");
  EXPECT_EQ(at_potential, (Impedance{1e5, 0.01, Control::Potential, 0.01, volts(-1), 10, false}));
  const auto at_current =
      only<Impedance>("eis 100 to 0.1 Hz, 1 mA/cm2, at -10 mA/cm2, 12 points per decade");
  EXPECT_EQ(at_current, (Impedance{100, 0.1, Control::Current, 10, amperes(-100), 12, true}));
  EXPECT_EQ(only<Impedance>("eis 1 kHz to 1 Hz 10 mV at open circuit").setpoint,
            (Setpoint{Control::OpenCircuit, 0, {}}));
}

TEST(Protocol, StopsOnAnyOfItsConditions) {
  NITER_IDENTITY("docs/methods/protocols.md; 1 mmol/L = 1 mol m-3, 1 C cm-2 = 1e4 C m-2");
  const auto rest = only<Rest>(
      "ocp for 10 min until nitrite > 1 mM or ammonia > 2e-3 mol/L or SO4\u22122 below 5 mmol/L "
      "or |j| < 1 mA/cm2 or j > -1 mA cm-2 or E < -1.5 V vs SHE or Q > 100 C/cm2 or pH above 12");
  const std::vector<Until> expected = {{Watched::Concentration, "NO2-", Comparison::Above, 1, {}},
                                       {Watched::Concentration, "NHx", Comparison::Above, 2, {}},
                                       {Watched::Concentration, "SO4-2", Comparison::Below, 5, {}},
                                       {Watched::CurrentMagnitude, {}, Comparison::Below, 10, {}},
                                       {Watched::Current, {}, Comparison::Above, -10, {}},
                                       {Watched::Potential, {}, Comparison::Below, -1.5, "SHE"},
                                       {Watched::Charge, {}, Comparison::Above, 1e6, {}},
                                       {Watched::Ph, {}, Comparison::Above, 12, {}}};
  EXPECT_EQ(rest, (Rest{600, expected}));
}

TEST(Protocol, TreatsTheElectrolyteAndSetsThePotentiostat) {
  NITER_IDENTITY("docs/methods/protocols.md; 1 mL = 1e-6 m3");
  EXPECT_EQ(only<Refresh>("refresh electrolyte"), Refresh{});
  EXPECT_DOUBLE_EQ(only<Sample>("take 1 mL").volume, 1e-6);
  using Kind = Compensation::Kind;
  EXPECT_EQ(only<Compensation>("compensate 85 % of iR by positive feedback"),
            (Compensation{0.85, Kind::PositiveFeedback}));
  EXPECT_EQ(only<Compensation>("compensate 100 % of iR afterwards"),
            (Compensation{1, Kind::Afterwards}));
  EXPECT_EQ(only<Record>("record every 1 s"), (Record{Record::Axis::Time, 1}));
  EXPECT_EQ(only<Record>("record every 5 mV"), (Record{Record::Axis::Potential, 0.005}));
}

TEST(Protocol, RepeatsABlockOrTheRestOfALine) {
  NITER_IDENTITY(
      "docs/methods/protocols.md: 'end' closes a block; with a colon the line is the body");
  const auto block = parsed("repeat 6\n  take 1 mL\n  repeat 2 times:\n rest for 1 s\n end\nend\n");
  const auto line = parsed("repeat 6: take 1 mL; repeat 2: rest for 1 s\n");
  EXPECT_EQ(block, line);
  ASSERT_EQ(block.instructions.size(), 1U);
  const auto& outer = std::get<Repeat>(block.instructions[0].what);
  EXPECT_EQ(outer.count, 6);
  ASSERT_EQ(outer.body.size(), 2U);
  EXPECT_EQ(std::get<Repeat>(outer.body[1].what).count, 2);
  EXPECT_EQ(parsed("repeat 2: take 1 mL;; take 2 mL;\nrest for 1 s").instructions.size(), 2U);
}

TEST(Protocol, ReadsWhatPeopleType) {
  NITER_IDENTITY("spelling does not change the protocol");
  const auto plain = parsed("hold -1.0 V vs RHE for 1 h\nsweep to -20 mA/cm2 at 1 mA cm-2 s-1\n");
  for (const auto* const text :
       {"HOLD \u22121.0V VS. rhe For 3600 s;Sweep to \u221220mA cm^-2 at 1 mA/cm2/s",
        "\n  # one day\r\n\thold -1e0 V versus RHE for 60 min # why\r\n\n\nsweep to -20 mA\u00B7cm"
        "\u207B\u00B2 at 10 A m-2 s-1 ;",
        "\uFEFFhold\u00A0-1\u202FV vs RHE for 1 h\nsweep to -2e4 uA cm\u22122 at 1 mA / cm2 / s"}) {
    EXPECT_EQ(parsed(text), plain) << text;
  }
}

TEST(Protocol, RemembersWhereAndHowEachInstructionWasWritten) {
  NITER_IDENTITY("lines and columns count from one, in characters");
  const auto text = "# \u00B5\nrepeat 2 # twice\n  hold  -1 V for 1 h # long\nend";
  const auto protocol = parse_protocol(text, "study.toml", 40);
  ASSERT_TRUE(protocol);
  const auto& repeat = protocol->instructions[0];
  EXPECT_EQ(repeat.text, "repeat 2");
  EXPECT_EQ(repeat.where.line, 41);
  const auto& hold = std::get<Repeat>(repeat.what).body[0];
  EXPECT_EQ(hold.text, "hold  -1 V for 1 h");
  EXPECT_EQ(hold.where.file, "study.toml");
  EXPECT_EQ(hold.where.line, 42);
  EXPECT_EQ(hold.where.column, 3);
}

TEST(Protocol, CountsWithoutUnrolling) {
  NITER_IDENTITY("repeats multiply; each turn of a cycle counts");
  EXPECT_EQ(count(parsed("repeat 6\n take 1 mL\n repeat 2: rest for 1 s\nend\ntake 1 mL")), 19);
  EXPECT_EQ(count(parsed("cycle 3 times between 0 and 1 V at 50, 60 ... 100 mV/s")), 18);
  Protocol huge = parsed("take 1 mL");
  for (int i = 0; i < 100; ++i) huge.instructions = {{Repeat{2000000000, huge.instructions}}};
  EXPECT_GT(count(huge), most_instructions);
}

TEST(Protocol, KnowsHowLongItTakesWhereTheTextSaysSo) {
  NITER_IDENTITY("time = distance / rate; a triangle goes there and back");
  EXPECT_EQ(duration(parsed("repeat 3: hold -1 V for 1 h; refresh electrolyte; rest for 5 min")),
            3 * 3900.);
  EXPECT_DOUBLE_EQ(*duration(parsed("sweep 0 to -1.2 V at 10 mV/s")), 120);
  const auto cycles = parsed("cycle 2 times from 0 between 0.1 and 0.3 V at 100, 50 mV/s");
  EXPECT_DOUBLE_EQ(*duration(cycles), 1 + 2 * 4 + 2 * 8);
  EXPECT_EQ(duration(parsed("sweep to -1.2 V at 10 mV/s")), std::nullopt);
  EXPECT_EQ(duration(parsed("sweep 0 V vs OCP to -1.2 V vs RHE at 10 mV/s")), std::nullopt);
  EXPECT_EQ(duration(parsed("rest for 1 s; eis 1 kHz to 1 Hz, 10 mV, at -1 V")), std::nullopt);
}

TEST(Protocol, IsWrittenInTheUnitsOfTheLaboratory) {
  NITER_IDENTITY("docs/methods/protocols.md: the canonical text");
  const std::string canonical =
      "compensate 85 % of iR by positive feedback\n"
      "record every 5 mV\n"
      "sweep 0 V vs OCP to -1.2 V vs RHE at 10 mV/s\n"
      "repeat 6\n"
      "  hold -20 mA/cm2 for 2 h until nitrate < 10 % or E < -1.5 V\n"
      "  repeat 2\n"
      "    take 0.5 mL\n"
      "    rest for 90 s\n"
      "  end\n"
      "  refresh electrolyte\n"
      "end\n"
      "cycle 3 times from 0.1 V between 0.05 V and 0.15 V at 50, 60, 70, 80 mV/s\n"
      "eis 100 kHz to 10 mHz, 10 mV, at open circuit, 12 points per decade\n";
  EXPECT_EQ(to_text(parsed(canonical)), canonical);
}

}  // namespace
}  // namespace niter::twin::protocol
