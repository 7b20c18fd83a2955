// What the errors of a protocol say, and that they point at the word.
#include <string>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/protocol/protocol.hpp"

namespace niter::twin::protocol {
namespace {

struct Case {
  std::string text;
  std::string error;
};

void check(const std::vector<Case>& cases) {
  for (const auto& [text, error] : cases) {
    const auto protocol = parse_protocol(text, "protocol");
    if (protocol) {
      ADD_FAILURE() << text << " was read";
    } else {
      EXPECT_EQ(protocol.error().text(), "protocol:" + error) << text;
    }
  }
}

TEST(ProtocolErrors, UnknownWordsGetTheNearestOrTheWay) {
  NITER_IDENTITY("an error says what stands there, what was wanted, what to do");
  const std::string hold = "; write it like \"hold -1.0 V vs RHE for 1 h\"";
  check({
      {"\n\nhodl -1 V for 1 h", "3:1: 'hodl' is no instruction; did you mean 'hold'?"},
      {"cv between 0 and 1 V", "1:1: 'cv' is no instruction; write 'cycle'"},
      {"hold -1 V fro 1 h", "1:11: 'fro' stands where 'for' was expected" + hold},
      {"hold -1 V", "1:10: the line ends where 'for' was expected" + hold},
      {"hold V for 1 h",
       "1:6: 'V' stands where a potential or a current density was expected" + hold},
      {"hold -1 V for 1 h then", "1:19: 'then' does not belong to this instruction" + hold},
      {"hold ocp for 1 h", "1:6: open circuit cannot be held; write \"rest for 5 min\""},
      {"hold -1 V vs SCE for 1 h",
       "1:14: 'SCE' is no scale of a protocol; write RHE (of the bulk), SHE, OCP (the last "
       "open-circuit potential) or Zn (of a battery)"},
      {"hold -1 V for 1 h until nitrat < 1 mM",
       "1:25: 'nitrat' is neither a species nor a quantity; did you mean 'nitrate'?"},
      {"rest for 1 h until |E| < 1 V",
       "1:21: only a current density has a magnitude here; write \"|j| < 1 mA/cm2\""},
      {"compensate 85 % of iR somehow",
       "1:23: 'somehow' stands where 'by positive feedback' or 'afterwards' was expected; write it "
       "like \"compensate 85 % of iR by positive feedback\""},
  });
}

TEST(ProtocolErrors, UnitsAreNamedAndPointedAt) {
  NITER_IDENTITY("an error points at the word, in characters");
  const std::string either = "; write it like \"-1.0 V vs RHE\" or \"-20 mA/cm2\"";
  check({
      {"sweep 0 to \u22121.2 V at 10 mVs",
       "1:25: 'mVs' is no unit of a scan rate; write it like \"10 mV/s\""},
      {"sweep 0 to -1.2 V at 10 mV",
       "1:25: 'mV' is no unit of a scan rate; write it like \"10 mV/s\""},
      {"sweep 0 to -1 V at 10",
       "1:20: a scan rate needs a unit: '10' has none; write it like \"10 mV/s\""},
      {"sweep 0 to -1 at 10 mV/s",
       "1:12: a potential or a current density needs a unit: '-1' has none" + either},
      {"hold -1 % for 1 h", "1:9: '%' is no unit of a potential or a current density" + either},
      {"hold -20 mA for 1 h",
       "1:10: 'mA' is no unit of a current density; currents are per area of the electrode: write "
       "\"-20 mA/cm2\""},
      {"hold -1 V for 1 hour", "1:17: 'hour' is no unit of a duration; did you mean 'h'?"},
      {"hold -1 V for 1 h until nitrate < 10",
       "1:35: a concentration needs a unit: '10' has none; write it like \"10 mmol/L\" or \"10 "
       "%\""},
      {"rest for 1 h until pH > 12 V", "1:28: a pH has no unit; write it like \"pH > 12\""},
      {"record every 3 cm",
       "1:16: 'cm' is no unit of an interval; write it like \"1 s\" or \"5 mV\""},
  });
}

TEST(ProtocolErrors, NumbersMustMakeSense) {
  NITER_IDENTITY("docs/methods/protocols.md: bounds");
  check({
      {"hold -1,0 V for 1 h",
       "1:8: a comma cannot stand in a number; write a decimal point; in a list put a blank behind "
       "the comma"},
      {"hold \u20131 V for 1 h",
       "1:6: '\u20131' is no number; write a minus sign directly before the digits, not a dash"},
      {"hold 1e999 V for 1 h", "1:6: '1e999' is not a number of this computer"},
      {"hold 1e305 MV for 1 h", "1:6: '1e305' is too large; write it like \"-1.0 V vs RHE\""},
      {"rest for 0 s", "1:10: a duration must be above zero, not '0'; write it like \"1 h\""},
      {"rest for 3653 d", "1:10: a duration of more than ten years; write a shorter one"},
      {"sweep 0 to 1 V at 1e-12 V/s", "1:1: this takes more than ten years; shorten it"},
      {"sweep 1 to 1 V at 1 V/s",
       "1:12: this sweep ends where it begins; write it like \"sweep 0 to -1.2 V vs RHE at 10 "
       "mV/s\""},
      {"sweep 0 to 1 V at -1 V/s",
       "1:19: a scan rate must be above zero, not '-1'; write it like \"10 mV/s\""},
      {"eis 1 Hz to 1 kHz, 10 mV, at -1 V",
       "1:13: a spectrum runs from the high to the low frequency; write it like \"eis 100 kHz to "
       "10 "
       "mHz, 10 mV, at -1.0 V vs RHE\""},
      {"cycle 2.5 times between 0 and 1 V at 1 V/s",
       "1:7: '2.5' is not a number of cycles; write a whole number from 1 to 10000"},
      {"compensate 120 % of iR afterwards",
       "1:12: '120' is no part of the ohmic drop; write 0 to 100 %"},
      {"take 0 mL", "1:6: a volume must be above zero, not '0'; write it like \"1 mL\""},
  });
}

TEST(ProtocolErrors, NothingIsGuessed) {
  NITER_IDENTITY(
      "docs/methods/protocols.md: a scale, sign or control read in two ways is an error");
  check({
      {"sweep 0 V vs OCP to -1 V at 1 V/s",
       "1:21: '-1' has no scale but the one before it has; name the scale behind the last "
       "potential: it serves those before"},
      {"hold -1 V vs SHE for 1 h until E < -2 V",
       "1:36: '-2' has no scale but the setpoint has; write \"vs SHE\" behind it"},
      {"sweep 0 V to -10 mA/cm2 at 1 V/s",
       "1:14: a potential and a current density do not mix in one instruction; write it like "
       "\"sweep 0 to -1.2 V vs RHE at 10 mV/s\""},
      {"hold -20 mA/cm2 anodic for 1 h",
       "1:6: '-20' is negative, so it is a reduction and not anodic; leave out either the minus "
       "sign or 'anodic'"},
      {"hold -1 V cathodic for 1 h",
       "1:11: 'cathodic' does not belong to a potential; write it behind a current density"},
      {"hold 5 mA/cm2 vs RHE for 1 h",
       "1:6: a current density has no potential scale; leave out \"vs RHE\""},
  });
}

TEST(ProtocolErrors, SeriesMustFitTheirStep) {
  NITER_IDENTITY("an arithmetic series: every term is first + i * step");
  const auto rates = [](const std::string& series) {
    return "cycle between 0 and 1 V at " + series + " mV/s";
  };
  const std::string fix = "; give all steps the same size, or list every number";
  check({
      {rates("50 ... 100"),
       "1:31: one number before the dots does not fix the step; write two, like \"50, 60 ... "
       "100\""},
      {rates("50, 60 ... 105"), "1:39: '105' is not in the series 50, 60 ..." + fix},
      {rates("50, 60, 80 ... 100"), "1:36: '80' is not in the series 50, 60 ..." + fix},
      {rates("50, 60 ... 40"), "1:39: '40' is not in the series 50, 60 ..." + fix},
      {rates("50, 60, 70 ... 70"), "1:43: '70' is not in the series 50, 60 ..." + fix},
      {rates("50, 50 ... 100"), "1:39: '100' is not in the series 50, 50 ..." + fix},
      {rates("1, 2 ... 1e9"),
       "1:33: a series of more than 1000 numbers; write fewer, or larger steps"},
      {rates("50, 60 ... 100, 200"),
       "1:42: the number behind the dots ends the series; list all numbers without dots"},
      {rates("0, 10 ... 50"),
       "1:28: a scan rate must be above zero, not '0'; write it like \"10 mV/s\""},
  });
}

TEST(ProtocolErrors, RepeatsMustCloseAndStaySmall) {
  NITER_IDENTITY("docs/methods/protocols.md: bounds");
  std::string deep;
  for (int i = 0; i < 9; ++i) deep += "repeat 1: ";
  check({
      {"take 1 mL\nrepeat 2\ntake 1 mL",
       "2:1: this repeat is never closed; write 'end' on a line of its own behind its body"},
      {"repeat 2: take 1 mL; end",
       "1:22: this 'end' closes no repeat; a repeat with its body on its line needs none"},
      {"repeat 2\nend", "1:1: this repeat has no instruction; write its body below it"},
      {"repeat 0: take 1 mL",
       "1:8: '0' is not a number of times; write a whole number from 1 to 10000"},
      {"repeat 2 take 1 mL",
       "1:10: 'take' stands where ':' or the end of the line was expected; write it like \"repeat "
       "6\""},
      {"take 1 mL\nrepeat 100: repeat 100: take 1 mL",
       "2:1: the protocol grows too long here; 10000 instructions are the most, repeats unrolled"},
      {deep + "take 1 mL", "1:81: repeats are nested more than 8 deep; write the inner ones out"},
      {" # nothing",
       "1:1: a protocol without an instruction; write it like \"hold -1.0 V vs RHE "
       "for 1 h\""},
  });
  EXPECT_TRUE(parse_protocol(deep.substr(10) + "take 1 mL", "protocol"));
  EXPECT_TRUE(parse_protocol("repeat 100: repeat 100: take 1 mL", "protocol"));
  const auto long_text = parse_protocol(std::string(longest_text + 1, ' '), "protocol");
  ASSERT_FALSE(long_text);
  EXPECT_EQ(long_text.error().what, "a text of 1000001 bytes is no protocol");
}

}  // namespace
}  // namespace niter::twin::protocol
