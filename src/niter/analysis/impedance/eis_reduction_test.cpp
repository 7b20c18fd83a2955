#include "niter/analysis/impedance/eis_reduction.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/analysis/impedance/circuit_model.hpp"
#include "niter/analysis/impedance/circuit_reading.hpp"
#include "niter/analysis/impedance/synthetic_testing.hpp"
#include "niter/analysis/techniques.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

data::Table record(std::string_view text, const std::vector<double>& p, std::string title) {
  const auto circuit = parse_circuit(text).value();
  const auto spectrum = testing::spectrum_of_law(
      [&](double omega) {
        const double f = omega / (2 * std::numbers::pi);
        return CircuitModel(circuit, {&f, 1}).impedance(p)[0];
      },
      {.noise = 1e-3, .seed = 3});
  data::Table table;
  table.title = std::move(title);
  table.columns = {{"f", Unit::of("Hz"), spectrum.frequency},
                   {"Z_re", Unit::of("ohm"), {}},
                   {"Z_im", Unit::of("ohm"), {}}};
  for (const auto z : spectrum.impedance) {
    table.columns[1].values.push_back(z.real());
    table.columns[2].values.push_back(z.imag());
  }
  return table;
}

const data::Finding* find(const data::Reduction& reduction, std::string_view key) {
  for (const auto& finding : reduction.findings) {
    if (finding.key == key) return &finding;
  }
  return nullptr;
}

TEST(EisReduction, ArcsBecomeResistancesAndCapacitancesPerArea) {
  NITER_SOURCE("brug1984", "C = (Q (1/R_s + 1/R_ct)^(n - 1))^(1/n)");
  const auto table = record("R0-p(R1,CPE1)", {10, 200, 3e-5, 0.88}, "x.DTA");
  const auto result =
      reduce_eis({&table, 1}, {.circuit = "R0-p(R1,CPE1)", .area = Quantity(0.5, "cm2")});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->title, "x.DTA, R0-p(R1,CPE1)");
  const auto value = [&](std::string_view id) {
    const auto* const measure = result->find(id);
    EXPECT_NE(measure, nullptr) << id;
    return measure == nullptr ? Uncertain(NAN) : measure->value;
  };
  EXPECT_NEAR(value("series_resistance").value(), 10 * 0.5e-4, 1e-6);
  EXPECT_NEAR(value("charge_transfer_resistance").value(), 200 * 0.5e-4, 2e-5);
  EXPECT_EQ(result->find("charge_transfer_resistance")->unit.text(), "ohm cm2");
  const double brug = std::pow(3e-5 * std::pow(1.0 / 10 + 1.0 / 200, 0.88 - 1), 1 / 0.88);
  EXPECT_NEAR(value("double_layer_capacitance").value(), brug / 0.5e-4, 0.02 * brug / 0.5e-4);
  EXPECT_NEAR(value("CPE1_n").value(), 0.88, 1e-3);
  // the errors of one fit are correlated as the fit says
  const auto q = value("CPE1_Q"), n = value("CPE1_n");
  EXPECT_LT(covariance(q, n) / (q.sigma() * n.sigma()), -0.5);
  EXPECT_EQ(find(*result, "kramers-kronig")->verdict, data::Verdict::Consistent);
  EXPECT_EQ(find(*result, "eis-fit")->verdict, data::Verdict::Consistent);
  EXPECT_EQ(find(*result, "eis-minimum")->verdict, data::Verdict::Consistent);
  EXPECT_EQ(find(*result, "eis-determined")->verdict, data::Verdict::Consistent);
  EXPECT_EQ(find(*result, "eis-ladder"), nullptr);
  ASSERT_EQ(result->tables.size(), 2u);
  EXPECT_EQ(result->tables[0].rows(), 61u);
  // Nyquist and Bode, residuals
  ASSERT_EQ(result->figures.size(), 2u);
  EXPECT_NE(result->figures[0].id, result->figures[1].id);
}

TEST(EisReduction, WrongCircuitsAreSeenAndALadderFindsTheRightOne) {
  NITER_IDENTITY("a circuit that made the data fits, a poorer one leaves a course");
  const auto table = record("R0-p(R1-W1,CPE1)", {10, 200, 50, 3e-5, 0.88}, "x.DTA");
  const auto poor = reduce_eis({&table, 1}, {.circuit = "R(RC)"});
  ASSERT_TRUE(poor) << poor.error().text();
  EXPECT_EQ(find(*poor, "eis-fit")->verdict, data::Verdict::Inconsistent);
  const auto free = reduce_eis({&table, 1}, {.starts = 30});
  ASSERT_TRUE(free) << free.error().text();
  EXPECT_EQ(free->title, "x.DTA, R0-p(R1-W1,CPE1)");
  EXPECT_EQ(find(*free, "eis-ladder")->verdict, data::Verdict::Consistent);
  EXPECT_NEAR(free->find("charge_transfer_resistance")->value.value(), 200, 2);
}

TEST(EisReduction, SeveralSpectraKeepTheirNames) {
  NITER_IDENTITY("ids carry the title where there are several tables");
  const std::vector<data::Table> tables = {record("R0-p(R1,C1)", {10, 200, 3e-5}, "a"),
                                           record("R0-p(R1,C1)", {10, 100, 3e-5}, "b")};
  const auto result = reduce_eis(tables, {.circuit = "R0-p(R1,C1)"});
  ASSERT_TRUE(result);
  const auto& a = result->find("charge_transfer_resistance a")->value;
  const auto& b = result->find("charge_transfer_resistance b")->value;
  EXPECT_NEAR(a.value(), 200, 1);
  EXPECT_NEAR(b.value(), 100, 1);
  EXPECT_EQ(covariance(a, b), 0);
  EXPECT_EQ(result->records.size(), 2u);
}

TEST(EisReduction, ATestThatCannotBeMadeIsADoubt) {
  NITER_IDENTITY("a spectrum measured twice at the same frequencies is fitted all the same");
  auto table = record("R0-p(R1,C1)", {10, 200, 3e-5}, "a");
  for (auto& column : table.columns) {
    const auto once = column.values;
    column.values.insert(column.values.end(), once.begin(), once.end());
  }
  const auto result = reduce_eis({&table, 1}, {.circuit = "R0-p(R1,C1)"});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->find("R1")->value.value(), 200, 1);
  EXPECT_EQ(result->caveats.size() + (find(*result, "kramers-kronig") != nullptr ? 1 : 0) +
                (find(*result, "z-hit") != nullptr ? 1 : 0),
            2u);
}

TEST(EisReduction, RowReadsItsOptions) {
  NITER_IDENTITY("the row of the table gives what the function gives");
  const auto table = record("R0-p(R1,C1)", {10, 200, 3e-5}, "a");
  const auto* const row = find_technique("eis").value();
  EXPECT_TRUE(check_needs(*row, {&table, 1}));
  config::Value options, fix, bounds;
  fix.set("R0", config::Value(10.0));
  bounds.set("R1", config::Value(config::Value::Array{config::Value(150.0), config::Value(250.0)}));
  options.set("circuit", config::Value("R0-p(R1,C1)"));
  options.set("weight", config::Value("proportional"));
  options.set("fix", fix);
  options.set("bounds", bounds);
  const auto result = row->reduce({&table, 1}, options);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->find("R0")->value.sigma(), 0);
  // small imaginary parts count as much as large ones here, with their noise
  EXPECT_NEAR(result->find("R1")->value.value(), 200, 10);
  EXPECT_FALSE(reduce_eis({&table, 1}, {.fix = {{"R0", 1}}}));
  EXPECT_FALSE(reduce_eis({&table, 1}, {.circuit = "R0-p(R1,C1)", .bounds = {{"R1", {1}}}}));
  EXPECT_FALSE(reduce_eis({&table, 1}, {.circuit = "R0-p(R1,C1)", .area = Quantity(1, "cm")}));
  EXPECT_FALSE(reduce_eis({}, {}));
}

TEST(CircuitReading, FindsArcsAndTheChargeTransfer) {
  NITER_IDENTITY("which resistance stands beside which capacitance");
  const auto reading = [](std::string_view text) {
    return read_circuit(parse_circuit(text).value());
  };
  const auto two = reading("R0-p(R1,C1)-p(R2-Wo1,C2)");
  ASSERT_EQ(two.arcs.size(), 2u);
  EXPECT_EQ(two.series, std::vector<std::size_t>{0});
  EXPECT_EQ(two.arcs[1].name, "R2");
  EXPECT_EQ(two.charge_transfer, 1u);
  EXPECT_FALSE(reading("R0-p(R1,C1)-p(R2,C2)").charge_transfer);
  const auto nested = reading("R1+C2/(R2+C3/(R3+W3))");
  ASSERT_EQ(nested.arcs.size(), 2u);
  EXPECT_EQ(nested.arcs[0].name, "R2");
  EXPECT_EQ(nested.charge_transfer, 1u);
  EXPECT_TRUE(reading("TLMQ1").arcs.empty());
  const auto phase = reading("R(RQ)");
  EXPECT_EQ(phase.arcs[0].exponent, 3u);
}

}  // namespace
}  // namespace niter::analysis
