// Results and errors: what a function returns when the world may refuse (a file, a unit, a solver).
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace niter {

/// A place in an input file. Line and column count from 1; 0 means unknown.
struct Where {
  std::string file;
  int line = 0;
  int column = 0;
};

enum class Code {
  InvalidInput,   // a value the user wrote is wrong
  NotFound,       // a file, key or species that was named does not exist
  Io,             // the operating system refused
  Unit,           // units that do not fit
  Inconsistent,   // two inputs contradict each other
  NoConvergence,  // a solver did not reach its tolerance
  BeyondLimit,    // more is asked of a cell than any state of it can give
  Multiplicity,   // a problem has several solutions and none was chosen
  Interrupted,    // the user asked to stop
  Process,        // a child program failed or is missing
};

/// What went wrong, where, and what to do about it.
struct Error {
  Code code = Code::InvalidInput;
  std::string what;
  Where where = {};
  std::string hint = {};

  /// "file:line:column: what; hint", parts that are unknown left out.
  std::string text() const;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}
inline tl::unexpected<Error> fail(Code code, std::string what, std::string hint = {}) {
  return fail(Error{code, std::move(what), {}, std::move(hint)});
}

}  // namespace niter

#define NITER_CONCAT2(a, b) a##b
#define NITER_CONCAT(a, b) NITER_CONCAT2(a, b)
/// NITER_TRY(auto x, f()): x is the value of f(), or this function returns f()'s error.
#define NITER_TRY(declaration, expression)                                                    \
  auto NITER_CONCAT(result_at_, __LINE__) = (expression);                                     \
  if (!NITER_CONCAT(result_at_, __LINE__))                                                    \
    return ::niter::fail(std::move(NITER_CONCAT(result_at_, __LINE__)).error());              \
  /* NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration cannot stand in parentheses */ \
  declaration = *std::move(NITER_CONCAT(result_at_, __LINE__))
/// NITER_OK(f()): go on if the Status is good, else this function returns its error.
#define NITER_OK(expression) \
  if (auto status_ = (expression); !status_) return ::niter::fail(std::move(status_).error())
