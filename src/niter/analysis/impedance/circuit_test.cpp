#include "niter/analysis/impedance/circuit.hpp"

#include <string>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

std::string written(std::string_view text, Notation notation) {
  const auto circuit = parse_circuit(text);
  if (!circuit) return circuit.error().text();
  const auto out = to_text(*circuit, notation);
  return out ? *out : out.error().text();
}

std::string mistake(std::string_view text) {
  const auto circuit = parse_circuit(text);
  return circuit ? "no mistake" : circuit.error().text();
}

TEST(CircuitText, OneCircuitInThreeNotations) {
  NITER_SOURCE("boukamp1986", "circuit description code; R0-p() of murbach2020; + and / of EC-Lab");
  for (const auto text : {"R1-p(C1,R2-W1)", "R1+C1/(R2+W1)"}) {
    EXPECT_EQ(written(text, Notation::Dashes), "R1-p(C1,R2-W1)");
    EXPECT_EQ(written(text, Notation::Plus), "R1+C1/(R2+W1)");
  }
  // W of the code is an admittance, so it is another element and cannot be written with dashes
  for (const auto text : {"R(C[RW])", "R(C(RW))", "[R(C[RW])]", " R ( C [ R W ] ) "}) {
    EXPECT_EQ(written(text, Notation::Boukamp), "R(C[RW])") << text;
    EXPECT_NE(written(text, Notation::Dashes).find("1/(Y (jw)^n)"), std::string::npos);
  }
  EXPECT_EQ(written("R(RQ)(RQ)", Notation::Dashes), "R1-p(R2,CPE1)-p(R3,CPE2)");
  EXPECT_EQ(written("R0-p(R1,CPE1)", Notation::Boukamp), "R(RQ)");
  EXPECT_EQ(written("R1+Q2/R2", Notation::Dashes), "R1-p(CPE2,R2)");
  EXPECT_EQ(written("R1+C2/(R2+C3/(R3+W3))", Notation::Plus), "R1+C2/(R2+C3/(R3+W3))");
  EXPECT_EQ(written("R1+C2/(R2+C3/(R3+C4))", Notation::Boukamp), "R(C[R(C[RC])])");
  EXPECT_EQ(written("R(C(R(C(RC))))", Notation::Boukamp), "R(C[R(C[RC])])");
  EXPECT_EQ(written("R0-p(R1,p(C1,C2))", Notation::Dashes), "R0-p(R1,C1,C2)");
  EXPECT_EQ(written("CPE_7", Notation::Dashes), "CPE_7");
  EXPECT_EQ(written("p(R1,C1)", Notation::Boukamp), "(RC)");
}

TEST(CircuitText, NamesOfParameters) {
  NITER_IDENTITY("one parameter: the element's name; more: name and symbol, or number");
  const auto circuit = parse_circuit("R0-p(R1-Wo1,CPE1)");
  ASSERT_TRUE(circuit);
  EXPECT_EQ(circuit->parameter_names(),
            (std::vector<std::string>{"R0", "R1", "Wo1_R", "Wo1_tau", "CPE1_Q", "CPE1_n"}));
  EXPECT_EQ(circuit->find_parameter("CPE1_n"), 5u);
  EXPECT_EQ(circuit->find_parameter("CPE1_1"), 5u);
  EXPECT_EQ(circuit->find_parameter("R1_0"), 1u);
  EXPECT_FALSE(circuit->find_parameter("CPE2_n"));
  EXPECT_EQ(circuit->parameter(3).symbol, "tau");
}

TEST(CircuitText, ValuesAndLabelsInBraces) {
  NITER_SOURCE("pyimpspec", "extended circuit description code: value, limits, fixed, label");
  const auto circuit = parse_circuit(
      "R{R=20f:sol}(C{C=25e-6//1e-3:dl}[R{R=100/50/200:ct}W{Y=2.357e-3/inf/150%:diff}])");
  ASSERT_TRUE(circuit) << circuit.error().text();
  EXPECT_EQ(circuit->parameter_names(),
            (std::vector<std::string>{"R_sol", "C_dl", "R_ct", "W_diff_Y", "W_diff_n"}));
  EXPECT_EQ(circuit->setting(0).value, 20);
  EXPECT_EQ(circuit->setting(0).fixed, true);
  EXPECT_EQ(circuit->setting(1).fixed, false);
  EXPECT_FALSE(circuit->setting(1).lower);
  EXPECT_EQ(circuit->setting(1).upper, 1e-3);
  EXPECT_EQ(circuit->setting(2).lower, 50);
  EXPECT_FALSE(circuit->setting(3).lower);
  EXPECT_NEAR(*circuit->setting(3).upper, 3.5355e-3, 1e-15);
}

TEST(CircuitText, WordsAreLabelsInOneNotation) {
  NITER_IDENTITY("what is written reads back");
  EXPECT_EQ(written("R{R=20f:sol}(R{:ct}C)", Notation::Boukamp), "R{:sol}(R{:ct}C)");
  EXPECT_EQ(written("R{:sol}(R{:ct}C)", Notation::Boukamp), "R{:sol}(R{:ct}C)");
  EXPECT_NE(written("R{:sol}(RC)", Notation::Dashes).find("'sol' of 'R_sol' is no number"),
            std::string::npos);
}

TEST(CircuitText, MistakesSayWhere) {
  NITER_IDENTITY("the column of the mistake and what is wrong");
  EXPECT_NE(mistake("R0-p(R1,CPQ1)").find("column 9: no element 'CPQ'; did you mean 'CPE'?"),
            std::string::npos)
      << mistake("R0-p(R1,CPQ1)");
  EXPECT_NE(mistake("R0-p(R1,C1").find("column 11: ')' is missing"), std::string::npos);
  EXPECT_NE(mistake("R0-p(R1)").find("column 4: p() joins two"), std::string::npos);
  EXPECT_NE(mistake("R0-R0").find("column 4: 'R0' stands at column 1"), std::string::npos);
  EXPECT_NE(mistake("R1+Q2/").find("column 7: an element is missing"), std::string::npos);
  EXPECT_NE(mistake("R(C[RW)").find("column 7"), std::string::npos) << mistake("R(C[RW)");
  EXPECT_NE(mistake("R{R=5/6}").find("column 5: the value lies outside"), std::string::npos);
  EXPECT_NE(mistake("R{X=5}").find("'R' has no parameter 'X'"), std::string::npos);
  EXPECT_NE(mistake("").find("missing"), std::string::npos);
  EXPECT_EQ(parse_circuit("R0-p(R1,C1").error().where.column, 11);
}

TEST(CircuitText, HostileTextsAreErrors) {
  NITER_IDENTITY("any text gives a circuit or an error");
  for (const auto piece : {"(", "[", "p(", "R1/(", "(R", "[R", "R", "{", "R{", "R{R=", "-", "+",
                           ",", "R{R=1e999}", "\xff", "p(R1,"}) {
    for (const std::size_t times : {1u, 3u, 40u, 5000u}) {
      std::string text;
      for (std::size_t k = 0; k < times; ++k) text += piece;
      const auto circuit = parse_circuit(text);
      EXPECT_TRUE(!circuit || circuit->elements.size() <= max_circuit_elements)
          << text.substr(0, 20);
    }
  }
  EXPECT_NE(mistake(std::string(40, '(')).find("nested deeper"), std::string::npos);
  std::string deep;
  for (int k = 0; k < 40; ++k) deep += "(R";
  EXPECT_NE(mistake(deep + std::string(40, ')')).find("nested deeper"), std::string::npos);
  EXPECT_NE(mistake(std::string(5000, 'R')).find("longer than"), std::string::npos);
  EXPECT_NE(mistake(std::string(100, 'R')).find("more than 64 elements"), std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
