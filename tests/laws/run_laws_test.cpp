// Laws of runs: whatever the protocol and the parameters, a run is complete or ends in words, and
// what it recorded is possible and balanced.
#include <cmath>
#include <complex>
#include <cstdio>
#include <cstdlib>

#include "random_run.hpp"
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::twin {
namespace {

struct Tally {
  int complete = 0, exhausted = 0, unsolved = 0, refused = 0;
  int open = 0;        // of the unsolved: ended because a balance did not close
  double balance = 0;  // the worst of the others
};

// A table is possible and balanced, or says itself that it is not.
void check(const protocol::RunRecord& record, std::uint64_t seed, Tally& tally) {
  for (const data::Column& column : record.table.columns)
    for (const double value : column.values) {
      ASSERT_TRUE(std::isfinite(value)) << column.name << ", seed " << seed;
      if (column.name.starts_with("c ")) {
        ASSERT_GE(value, 0) << column.name << ", seed " << seed;
      }
    }
  for (const protocol::Spectrum& spectrum : record.spectra)
    for (const std::complex<double> z : spectrum.impedance)
      ASSERT_TRUE(std::isfinite(z.real()) && std::isfinite(z.imag())) << "seed " << seed;
  double worst = 0;
  for (const Balance& balance : record.balances) worst = std::max(worst, balance.relative);
  const bool admitted = record.failure && record.failure->concern.starts_with("the balance of ");
  if (admitted) {
    ++tally.open;
  } else {
    tally.balance = std::max(tally.balance, worst);
    EXPECT_LT(worst, 1e-8) << "seed " << seed;
  }
  if (!record.failure) {
    ++tally.complete;
    return;
  }
  const protocol::RunFailure& failure = *record.failure;
  EXPECT_TRUE(failure.error.code == Code::NoConvergence || failure.error.code == Code::BeyondLimit)
      << failure.error.text() << ", seed " << seed;
  ++(failure.error.code == Code::BeyondLimit ? tally.exhausted : tally.unsolved);
  EXPECT_FALSE(failure.error.what.empty() || failure.concern.empty()) << "seed " << seed;
  EXPECT_TRUE(std::isfinite(failure.time) && std::isfinite(failure.potential)) << "seed " << seed;
}

Tally run(std::uint64_t from, std::uint64_t to) {
  Tally tally;
  for (std::uint64_t seed = from; seed < to; ++seed) {
    const auto drawn = draw_run(seed);
    const auto record = drawn
                            ? protocol::run_protocol(drawn->model, drawn->protocol, drawn->options)
                            : Result<protocol::RunRecord>(fail(drawn.error()));
    if (record) {
      check(*record, seed, tally);
    } else {
      EXPECT_FALSE(record.error().what.empty()) << "seed " << seed;
      ++tally.refused;
    }
  }
  std::printf(
      "complete %d, beyond a limit %d, not solved %d (%d for an open balance), refused %d; "
      "balances to %.1e\n",
      tally.complete, tally.exhausted, tally.unsolved, tally.open, tally.refused, tally.balance);
  return tally;
}

TEST(RandomRuns, AreCompleteOrEndInWords) {
  NITER_IDENTITY("finite, never negative, balanced; or a typed error");
  const Tally tally = run(0, 40);
  EXPECT_GT(tally.complete, 20);
}

// NITER_RANDOM_RUNS=10000 asks for so many instead.
TEST(RandomRunsSlow, AreCompleteOrEndInWords) {
  NITER_IDENTITY("finite, never negative, balanced; or a typed error");
  const char* asked = std::getenv("NITER_RANDOM_RUNS");
  const std::uint64_t count = asked != nullptr ? std::strtoull(asked, nullptr, 10) : 1500;
  const Tally tally = run(40, 40 + count);
  EXPECT_GT(tally.complete, 0.6 * static_cast<double>(count));
  EXPECT_LT(tally.unsolved, 0.1 * static_cast<double>(count));
  EXPECT_LT(tally.open, 0.005 * static_cast<double>(count));
}

}  // namespace
}  // namespace niter::twin
