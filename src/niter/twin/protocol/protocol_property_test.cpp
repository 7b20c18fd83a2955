// What holds for all protocols, tried on random ones and on damaged texts.
#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "niter/base/testing.hpp"
#include "niter/twin/protocol/protocol.hpp"

namespace niter::twin::protocol {
namespace {

// Decimal numbers of any size, as people and as machines write them.
double positive() {
  return *rc::gen::inRange(1, 1000000) * std::pow(10.0, *rc::gen::inRange(-9, 4));
}
double any_number() {
  return *rc::gen::element(-1.0, 1.0) * positive();
}
double percentage() {
  return *rc::gen::inRange(1, 10001) / 100.0 * 0.01;
}
double time() {
  return std::min(positive(), 1e8);
}

std::string scale() {
  return *rc::gen::element<std::string>("", "RHE", "SHE", "OCP");
}

Setpoint point(Control control, const std::string& scale) {
  return {control, any_number(), control == Control::Potential ? scale : ""};
}
Control control() {
  return *rc::gen::element(Control::Potential, Control::Current);
}

std::vector<Until> conditions(const std::string& setpoint_scale) {
  std::vector<Until> out;
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
    Until until;
    until.watched = *rc::gen::element(Watched::Concentration, Watched::Fraction, Watched::Current,
                                      Watched::CurrentMagnitude, Watched::Potential,
                                      Watched::Charge, Watched::Ph);
    until.comparison = *rc::gen::element(Comparison::Below, Comparison::Above);
    until.threshold = positive();
    if (until.watched == Watched::Fraction) until.threshold = percentage();
    if (until.watched == Watched::Concentration || until.watched == Watched::Fraction) {
      until.species = *rc::gen::element<std::string>("NO3-", "NHx", "NH3", "SO4-2", "N2(g)");
    }
    if (until.watched == Watched::Potential) until.scale = setpoint_scale;
    out.push_back(std::move(until));
  }
  return out;
}

Instruction simple() {
  const auto kind = control();
  const auto where = scale();
  const auto named = kind == Control::Potential ? where : "";
  switch (*rc::gen::inRange(0, 9)) {
    case 0:
      return {Hold{point(kind, where), time(), conditions(named)}};
    case 1: {
      Sweep sweep{std::nullopt, point(kind, where), positive(), conditions(named)};
      if (*rc::gen::arbitrary<bool>()) {
        auto from = sweep.to;
        from.value += 1e-3 * sweep.rate;
        if (from != sweep.to) sweep.from = from;
      }
      return {sweep};
    }
    case 2: {
      Cycle cycle{point(kind, where), point(kind, where), {}, *rc::gen::inRange(1, 10), {}};
      cycle.second.value = cycle.first.value + std::abs(cycle.first.value);
      for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
        cycle.rates.push_back(std::abs(cycle.first.value) + positive());
      }
      if (*rc::gen::arbitrary<bool>()) cycle.start = cycle.second;
      return {cycle};
    }
    case 3: {
      Impedance eis{0, positive(), control(), positive(), point(kind, where), 10, false};
      eis.f_high = eis.f_low * 7;
      if (*rc::gen::arbitrary<bool>()) eis.setpoint = {Control::OpenCircuit, 0, {}};
      eis.points_stated = *rc::gen::arbitrary<bool>();
      if (eis.points_stated) eis.points_per_decade = *rc::gen::inRange(1, 100);
      return {eis};
    }
    case 4:
      return {Rest{time(), conditions("")}};
    case 5:
      return {Refresh{}};
    case 6:
      return {Sample{positive()}};
    case 7:
      return {Compensation{percentage(), *rc::gen::element(Compensation::Kind::PositiveFeedback,
                                                           Compensation::Kind::Afterwards)}};
    default:
      return {Record{*rc::gen::element(Record::Axis::Time, Record::Axis::Potential), positive()}};
  }
}

std::vector<Instruction> body(int depth) {
  std::vector<Instruction> out;
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
    const bool nested = depth < 3 && *rc::gen::inRange(0, 4) == 0;
    out.push_back(nested ? Instruction{Repeat{*rc::gen::inRange(1, 4), body(depth + 1)}}
                         : simple());
  }
  return out;
}

TEST(ProtocolProperty, TextReadsBackAsTheSameProtocol) {
  NITER_IDENTITY("parse_protocol(to_text(p)) = p, to the last bit");
  EXPECT_TRUE(rc::check([] {
    const Protocol protocol{body(0)};
    const auto text = to_text(protocol);
    const auto again = parse_protocol(text, "protocol");
    if (!again) RC_FAIL(again.error().text() + "\n" + text);
    RC_ASSERT(*again == protocol);
    RC_ASSERT(to_text(*again) == text);
  }));
}

// What a parse must give, whatever the text.
void expect_protocol_or_error(const std::string& text) {
  const auto protocol = parse_protocol(text, "protocol");
  if (!protocol) {
    const auto& where = protocol.error().where;
    const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
    ASSERT_TRUE(where.line >= 1 && where.line <= lines) << text;
    ASSERT_TRUE(where.column >= 1 && where.column <= static_cast<int>(text.size()) + 1) << text;
    ASSERT_FALSE(protocol.error().what.empty()) << text;
    return;
  }
  ASSERT_TRUE(count(*protocol) >= 1 && count(*protocol) <= most_instructions) << text;
  const auto again = parse_protocol(to_text(*protocol), "again");
  ASSERT_TRUE(again) << text << "\n" << to_text(*protocol) << again.error().text();
  ASSERT_TRUE(*again == *protocol) << text << "\n" << to_text(*protocol);
}

constexpr std::string_view valid_text =
    "hold -1.0 V vs RHE for 1 h until nitrate < 10 % or E < -1.5 V vs SHE\n"
    "compensate 85 % of iR by positive feedback; record every 5 mV\n"
    "sweep 0 to -1.2 V at 10 mV/s until |j| < 1 mA/cm2 or pH > 12.5 # note\n"
    "sweep to \u221220 mA cm-2 at 0.1 mA cm-2 s-1\n"
    "cycle 3 times from 0.1 V between 0.05 and 0.15 V at 50, 60 ... 100 mV/s\n"
    "eis 100 kHz to 10 mHz, 10 mV, at -1.0 V, 12 points per decade\n"
    "repeat 6\n  take 1 mL\n  repeat 2: rest for 5 min; refresh electrolyte\nend\n"
    "repeat 3: hold -0.8 V for 1 h; refresh electrolyte; repeat 2: take 1 mL\n"
    "hold 20 mA/cm2 cathodic for 90 s until Q > 100 C/cm2 or NO3- < 1 mM\n";

constexpr std::string_view pieces[] = {"\n",       ";",          ":",
                                       ",",        "...",        "\u2026",
                                       "-",        "\u2212",     "0",
                                       "9",        "1e",         ".",
                                       "%",        "<",          "|",
                                       " ",        "#",          "end",
                                       "repeat 3", "repeat 99:", " to ",
                                       " vs RHE",  " vs OCP",    " mV",
                                       " V/s",     " and ",      " or ",
                                       " until ",  " cathodic",  "e300",
                                       "\xFF",     "\xE2",       std::string_view("\0", 1)};

std::size_t below(std::size_t end, std::mt19937& random) {
  return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
}

// The place of a random word: its first byte and its length.
std::pair<std::size_t, std::size_t> word(std::string_view text, std::mt19937& random) {
  const auto start = text.find(' ', below(text.size(), random));
  if (start == std::string_view::npos) return {0, 0};
  return {start + 1, std::min(text.find_first_of(" \n", start + 1), text.size()) - start - 1};
}

// A few lines with one to three edits: a word exchanged, something cut out, put in or doubled.
std::string damaged(std::mt19937& random) {
  const auto first = valid_text.find('\n', below(valid_text.size() - 1, random)) + 1;
  const auto last = valid_text.find('\n', first + below(150, random));
  std::string text(valid_text.substr(first, last - first));
  for (auto edits = 1 + below(3, random); edits > 0; --edits) {
    const auto at = below(text.size() + 1, random);
    switch (below(4, random)) {
      case 0: {
        const auto [start, length] = word(text, random);
        const auto [other, other_length] = word(valid_text, random);
        text.replace(start, length, valid_text.substr(other, other_length));
        break;
      }
      case 1:
        text.erase(at, 1 + below(8, random));
        break;
      case 2:
        text.insert(at, pieces[below(std::size(pieces), random)]);
        break;
      default:
        text.insert(at, text.substr(below(text.size() + 1, random), 1 + below(20, random)));
    }
  }
  return text;
}

TEST(ProtocolProperty, DamagedTextsGiveAProtocolOrAnErrorInsideTheText) {
  NITER_IDENTITY("no text crashes the parser; what it accepts it can write and read again");
  ASSERT_TRUE(parse_protocol(valid_text, "protocol"));
  std::mt19937 random(20250731);
  for (int i = 0; i < 20000 && !HasFatalFailure(); ++i) expect_protocol_or_error(damaged(random));
}

TEST(ProtocolProperty, AnyBytesGiveAnErrorInsideTheText) {
  NITER_IDENTITY("no text crashes the parser");
  EXPECT_TRUE(rc::check([] {
    const auto head = *rc::gen::element("", "hold ", "sweep 0 to ", "cycle between 0 and 1 V at ",
                                        "eis 1 kHz to ", "rest for 1 s until ", "repeat ");
    expect_protocol_or_error(head + *rc::gen::arbitrary<std::string>());
    RC_ASSERT(!::testing::Test::HasFatalFailure());
  }));
}

}  // namespace
}  // namespace niter::twin::protocol
