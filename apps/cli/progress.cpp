#include "cli/progress.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace niter::cli {
namespace {
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

Progress::Progress()
    : terminal_(::isatty(STDERR_FILENO) == 1),
      started_(Clock::now()),
      drawn_(started_),
      stage_began_(started_) {}

Progress::~Progress() {
  if (bar_open_) fmt::print(stderr, "\n");
}

void Progress::at(std::string_view stage, double fraction) {
  const std::scoped_lock lock(guard_);
  const bool new_stage = stage != stage_;
  if (!terminal_) {
    if (new_stage) fmt::print(stderr, "[{:6.1f} s] {}\n", seconds_since(started_), stage);
    stage_ = stage;
    return;
  }
  const auto now = Clock::now();
  if (!new_stage && fraction < 1 && now - drawn_ < std::chrono::milliseconds(50)) return;
  if (new_stage && bar_open_) fmt::print(stderr, "\n");
  if (new_stage) stage_began_ = now, stage_from_ = fraction;
  stage_ = stage;
  drawn_ = now;
  bar_open_ = true;
  constexpr int width = 30;
  const int full = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * width);
  // what is left, once enough is done to tell: the same pace to the end
  const double spent = seconds_since(stage_began_);
  const double gone = fraction - stage_from_;
  const bool can_tell = gone > 0.02 && fraction < 1 && spent > 1;
  const std::string left =
      can_tell ? fmt::format("{:.0f} s left", std::ceil(spent * (1 - fraction) / gone)) : "";
  fmt::print(stderr, "\r{:<28.28} [{:#<{}}{:.<{}}] {:3.0f} % {:5.1f} s {:<12}", stage, "", full, "",
             width - full, 100 * fraction, seconds_since(started_), left);
  std::fflush(stderr);
}

}  // namespace niter::cli
