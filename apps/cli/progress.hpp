// Progress on standard error: a bar on a terminal, one plain line a stage in a pipe.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

namespace niter::cli {

class Progress {
 public:
  Progress();
  ~Progress();  // ends the bar's line
  void at(std::string_view stage, double fraction);

 private:
  bool terminal_;
  std::string stage_;
  std::chrono::steady_clock::time_point started_, drawn_, stage_began_;
  double stage_from_ =
      0;  // the fraction at which the stage began: a resumed one has some behind it
  bool bar_open_ = false;
  std::mutex guard_;
};

}  // namespace niter::cli
