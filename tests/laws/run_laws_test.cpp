// Laws of runs: whatever the protocol and the parameters, a run is complete or ends in words, and
// what it recorded is possible and balanced.
#include <cmath>
#include <cstdio>

#include "random_run.hpp"
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::twin {
namespace {

struct Tally {
  int complete = 0, ended = 0, refused = 0, open_books = 0;
  double balance = 0;  // the worst of the runs whose books close
};

void check(const protocol::RunRecord& record, std::uint64_t seed, Tally& tally) {
  for (const data::Column& column : record.table.columns)
    for (const double value : column.values) {
      ASSERT_TRUE(std::isfinite(value)) << column.name << ", seed " << seed;
      if (column.name.starts_with("c ")) {
        ASSERT_GE(value, 0) << column.name << ", seed " << seed;
      }
    }
  double worst = 0;
  for (const Balance& balance : record.balances) worst = std::max(worst, balance.relative);
  if (worst < 1e-8)
    tally.balance = std::max(tally.balance, worst);
  else
    ++tally.open_books;
  if (!record.failure) {
    ++tally.complete;
    return;
  }
  ++tally.ended;
  const Error& error = record.failure->error;
  EXPECT_TRUE(error.code == Code::NoConvergence || error.code == Code::BeyondLimit)
      << error.text() << ", seed " << seed;
  EXPECT_FALSE(error.what.empty());
  EXPECT_TRUE(std::isfinite(record.failure->time) && std::isfinite(record.failure->potential));
}

Tally run(std::uint64_t from, std::uint64_t to) {
  Tally tally;
  for (std::uint64_t seed = from; seed < to; ++seed) {
    const auto drawn = draw_run(seed);
    if (!drawn) {
      EXPECT_FALSE(drawn.error().what.empty());
      ++tally.refused;
      continue;
    }
    const auto record = protocol::run_protocol(drawn->model, drawn->protocol, drawn->options);
    if (record) {
      check(*record, seed, tally);
    } else {
      EXPECT_FALSE(record.error().what.empty());
      ++tally.refused;
    }
  }
  std::printf("complete %d, ended in words %d, refused %d, books open in %d, else to %.1e\n",
              tally.complete, tally.ended, tally.refused, tally.open_books, tally.balance);
  // Known failure: where a concentration is held at zero by the integrator, or a current is insane,
  // books close to 1e-5 only; 18 of 440 draws when this was written. It may not get worse.
  EXPECT_LE(tally.open_books, 0.06 * static_cast<double>(to - from));
  return tally;
}

TEST(RandomRuns, AreCompleteOrEndInWords) {
  NITER_IDENTITY("finite, never negative, balanced; or a typed error");
  const Tally tally = run(0, 40);
  EXPECT_GT(tally.complete, 10);
}

TEST(RandomRunsSlow, AreCompleteOrEndInWords) {
  NITER_IDENTITY("finite, never negative, balanced; or a typed error");
  const Tally tally = run(40, 440);
  EXPECT_GT(tally.complete, 100);
}

}  // namespace
}  // namespace niter::twin
