#include "niter/study/runs/flatness.hpp"

#include <algorithm>
#include <cmath>

#include "niter/study/runs/records.hpp"

namespace niter::study {
namespace {

// The row at which the current has settled.
std::size_t settled_row(const Story& story) {
  const auto found = std::lower_bound(story.time.begin(), story.time.end(), settled);
  return std::min(static_cast<std::size_t>(found - story.time.begin()), story.time.size() - 1);
}

}  // namespace

Story story_of(const RunInput& input, const twin::protocol::RunRecord& record) {
  const std::string& reactant = input.study.experiment(input.plan.experiment)->reactant;
  const auto &t = column(record, "t"), &j = column(record, "j"),
             &c = column(record, "c " + reactant);
  Story out;
  for (std::size_t p = 0; p < record.parts.size(); ++p) {
    const auto& part = record.parts[p];
    for (std::size_t i = part.first_row; i <= part.last_row; ++i) {
      if (t[i] < part.start + starting) continue;
      out.time.push_back(t[i]), out.current.push_back(j[i]), out.reactant.push_back(c[i]);
    }
  }
  return out;
}

double flat_time(const Story& story, double share) {
  const std::size_t first = settled_row(story);
  const double reference = story.current[first];
  const auto off = [&](std::size_t i) { return std::abs(story.current[i] / reference - 1); };
  for (std::size_t i = first + 1; i < story.time.size(); ++i) {
    if (off(i) <= share) continue;
    const double way = (share - off(i - 1)) / (off(i) - off(i - 1));
    return std::lerp(story.time[i - 1], story.time[i], way);
  }
  return std::numeric_limits<double>::infinity();
}

double current_left(const Story& story) {
  const std::size_t first = settled_row(story);
  double least = story.current[first];
  for (std::size_t i = first; i < story.current.size(); ++i)
    if (std::abs(story.current[i]) < std::abs(least)) least = story.current[i];
  return least / story.current[first];
}

std::optional<double> volume_for(const Flatness& flat, double duration) {
  for (std::size_t i = 1; i < flat.volumes.size(); ++i) {
    const double a = flat.times[i - 1], b = flat.times[i];
    if (!(a <= duration && b > duration) || !std::isfinite(b)) continue;
    const double way = std::log(duration / a) / std::log(b / a);
    return flat.volumes[i - 1] * std::pow(flat.volumes[i] / flat.volumes[i - 1], way);
  }
  return std::nullopt;
}

}  // namespace niter::study
