#include "niter/base/result.hpp"

#include <gtest/gtest.h>

#include "niter/base/contract.hpp"

namespace niter {
namespace {

TEST(Error, SaysWhereWhatAndWhatToDo) {
  const Error error{
      Code::Unit, "'oops' is not a unit", {"study.toml", 3, 5}, "write for example 'mA cm-2'"};
  EXPECT_EQ(error.text(), "study.toml:3:5: 'oops' is not a unit; write for example 'mA cm-2'");
  EXPECT_EQ((Error{Code::Io, "disk full"}.text()), "disk full");
}

Result<int> half(int n) {
  if (n % 2 != 0) return fail(Code::InvalidInput, "odd");
  return n / 2;
}
Result<int> quarter(int n) {
  NITER_TRY(const int h, half(n));
  return half(h);
}

TEST(Try, PassesTheErrorOn) {
  EXPECT_EQ(quarter(12).value(), 3);
  EXPECT_EQ(quarter(6).error().what, "odd");
}

TEST(Contract, BrokenOneIsABug) {
  EXPECT_THROW(NITER_EXPECT(1 > 2, "arithmetic"), Bug);
  EXPECT_NO_THROW(NITER_EXPECT(2 > 1, "arithmetic"));
}

}  // namespace
}  // namespace niter
