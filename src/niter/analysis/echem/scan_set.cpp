#include "niter/analysis/echem/scan_set.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/local_line.hpp"
#include "niter/analysis/echem/scan_groups.hpp"

namespace niter::analysis {

namespace {

constexpr double default_width = 0.1;  // of the window: enough to average, away from the reversals
constexpr int least_points = 4;        // of a local line: two for the line, two to see the noise

Status choose_potential(std::span<const ScanGroup> groups, const DoubleLayerOptions& options,
                        ScanSet& set) {
  set.window_low = groups.front().low;
  set.window_high = groups.front().high;
  for (const auto& group : groups) {
    set.window_low = std::max(set.window_low, group.low);
    set.window_high = std::min(set.window_high, group.high);
  }
  const double window = set.window_high - set.window_low;
  if (!(window > 0)) {
    return fail(Code::InvalidInput, "the windows of the scans do not overlap",
                "give voltammograms of one window");
  }
  set.potential =
      options.potential ? options.potential->si() : (set.window_low + set.window_high) / 2;
  set.fit_width = options.fit_width ? options.fit_width->si() : default_width * window;
  if (!(set.fit_width > 0)) return fail(Code::InvalidInput, "'fit_width' must be positive");
  if (set.potential - set.fit_width / 2 < set.window_low ||
      set.potential + set.fit_width / 2 > set.window_high) {
    return fail(
        Code::InvalidInput,
        fmt::format("the local line at {:.4g} V, {:.3g} V wide, leaves the common window of "
                    "{:.4g} to {:.4g} V",
                    set.potential, set.fit_width, set.window_low, set.window_high),
        "choose 'potential' inside the window, or a smaller 'fit_width'");
  }
  return {};
}

/// First sweep of each complete cycle.
std::vector<std::size_t> cycles_of(const ScanGroup& group, const ScanSet& set) {
  const auto covers = [&](const Sweep& sweep) {
    return sweep.low <= set.potential - set.fit_width / 2 &&
           sweep.high >= set.potential + set.fit_width / 2;
  };
  std::vector<std::size_t> cycles;
  for (std::size_t i = 0; i + 1 < group.sweeps.size(); ++i) {
    if (!covers(group.sweeps[i]) || !covers(group.sweeps[i + 1])) continue;
    cycles.push_back(i);
    ++i;  // the next cycle begins after this one
  }
  return cycles;
}

/// Noise of one scan, until it is known whether it stands for itself or is pooled.
struct Noise {
  double share = 0, squares = 0;
  int freedom = 0;
  double variance = 0;
  bool stated = false;  // the column has a sigma for each point
};

Result<LocalLine> read_branch(const ScanGroup& group, const Sweep& sweep, const ScanSet& set) {
  const auto part = [&](const std::vector<double>& column) {
    if (column.empty()) return std::span<const double>();
    return std::span<const double>(column).subspan(sweep.first, sweep.last - sweep.first + 1);
  };
  const auto line = local_line(part(group.table->find("E")->values), part(group.current->values),
                               part(group.current->sigma), {set.potential, set.fit_width});
  if (line && line->points >= least_points) return *line;
  return fail(Code::InvalidInput,
              fmt::format("{} in '{}': {} points within {:.3g} V at {:.4g} V, {} are needed",
                          rate_text(group.rate), group.table->provenance.origin,
                          line ? line->points : 0, set.fit_width, set.potential, least_points),
              "record more points, or widen 'fit_width'");
}

/// @param factor  from the column to the current density: 1 or 1/area, with the sign of the file
Result<Scan> read_cycle(const ScanGroup& group, std::size_t first, const ScanSet& set,
                        double factor, Noise& noise) {
  const Sweep& one = group.sweeps[first];
  const Sweep& other = group.sweeps[first + 1];
  const Sweep& up = one.rate > 0 ? one : other;
  const Sweep& down = one.rate > 0 ? other : one;
  NITER_TRY(const auto anodic, read_branch(group, up, set));
  NITER_TRY(const auto cathodic, read_branch(group, down, set));

  Scan scan;
  scan.rate = (up.rate - down.rate) / 2;
  scan.label = rate_text(scan.rate);
  scan.low = std::min(up.low, down.low);
  scan.high = std::max(up.high, down.high);
  scan.width = (anodic.width + cathodic.width) / 2;
  scan.anodic = factor * anodic.value;
  scan.cathodic = factor * cathodic.value;
  scan.half_difference = (scan.anodic - scan.cathodic) / 2;
  scan.mean = (scan.anodic + scan.cathodic) / 2;
  for (std::size_t i = one.first; i <= other.last; ++i) {
    scan.potential.push_back(group.table->find("E")->values[i]);
    scan.current_density.push_back(factor * group.current->values[i]);
  }
  const double scale = factor * factor;
  noise.share = (anodic.share + cathodic.share) / 4;
  noise.squares = scale * (anodic.squares + cathodic.squares);
  noise.freedom = anodic.points + cathodic.points - 4;
  noise.variance = scale * (anodic.variance + cathodic.variance) / 4;
  noise.stated = !group.current->sigma.empty();
  return scan;
}

/// The scatter about the local lines is one number for all scans: a few points of one scan do not
/// know it well enough to weigh that scan by it.
void settle_noise(std::span<const Noise> noises, std::vector<Scan>& scans) {
  double squares = 0;
  int freedom = 0;
  for (const auto& noise : noises) {
    if (noise.stated) continue;
    squares += noise.squares;
    freedom += noise.freedom;
  }
  for (std::size_t i = 0; i < scans.size(); ++i) {
    scans[i].sigma =
        std::sqrt(noises[i].stated ? noises[i].variance : squares / freedom * noises[i].share);
  }
}

// a lone sweep is no voltammogram and must not narrow the window
void drop_lone_sweeps(std::vector<ScanGroup>& groups, std::vector<std::string>& unused) {
  const auto lone = [](const ScanGroup& group) { return group.sweeps.size() < 2; };
  for (const auto& group : groups) {
    if (!lone(group)) continue;
    unused.push_back(fmt::format("{} in '{}' is a single sweep", rate_text(group.rate),
                                 group.table->provenance.origin));
  }
  groups.erase(std::remove_if(groups.begin(), groups.end(), lone), groups.end());
}

Status read_group(const ScanGroup& group, const DoubleLayerOptions& options, ScanSet& set,
                  std::vector<Noise>& noises) {
  const auto cycles = cycles_of(group, set);
  const std::string& file = group.table->provenance.origin;
  if (cycles.empty()) {
    set.unused.push_back(fmt::format("{} in '{}' does not pass {:.4g} V both ways",
                                     rate_text(group.rate), file, set.potential));
    return {};
  }
  const int count = static_cast<int>(cycles.size());
  const int wanted = options.cycle.value_or(count);
  if (wanted < 1 || wanted > count) {
    return fail(Code::InvalidInput, fmt::format("{} in '{}' has {} complete cycles, not a cycle {}",
                                                rate_text(group.rate), file, count, wanted));
  }
  const double sign = options.cathodic == CathodicSign::Negative ? 1 : -1;
  const double factor = set.per_area ? sign : sign / options.area->si();
  Noise noise;
  NITER_TRY(auto scan,
            read_cycle(group, cycles[static_cast<std::size_t>(wanted - 1)], set, factor, noise));
  scan.cycle = wanted;
  scan.cycles = count;
  set.scans.push_back(std::move(scan));
  noises.push_back(noise);
  return {};
}

}  // namespace

Result<ScanSet> read_scans(std::span<const data::Table> tables, const DoubleLayerOptions& options) {
  NITER_TRY(auto all, scan_groups(tables, options.area.has_value()));
  ScanSet set;
  set.per_area = all.per_area;
  set.unused = std::move(all.unused);
  drop_lone_sweeps(all.groups, set.unused);
  if (all.groups.empty()) {
    return fail(Code::InvalidInput,
                "there is no cycle: no two sweeps follow one another at one steady rate",
                "give whole voltammograms, with 15 points a sweep or more");
  }
  NITER_OK(choose_potential(all.groups, options, set));
  std::vector<Noise> noises;
  for (const auto& group : all.groups) NITER_OK(read_group(group, options, set, noises));
  settle_noise(noises, set.scans);
  std::stable_sort(set.scans.begin(), set.scans.end(),
                   [](const Scan& a, const Scan& b) { return a.rate < b.rate; });
  return set;
}

}  // namespace niter::analysis
