// What figures of several measurements share: which belong together, points with bars, texts.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "niter/data/figure.hpp"
#include "niter/study/bench/measure.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::study {

/// Reduced measurements of one catalyst in one experiment at one potential, in the study's order.
struct Group {
  const Experiment* experiment = nullptr;
  std::string catalyst;
  std::optional<double> potential;  // [V]
  std::vector<const Measured*> members;
};

/// The groups of all measurements that `wanted` takes.
std::vector<Group> groups_of(const Study& study, std::span<const Measured> measured,
                             const std::function<bool(const Measurement&)>& wanted);

/// "Fe2Co1/NC, Nitrate reduction, -1 V vs RHE"
std::string title_of(const Group& group);
/// "together-cycles-no3-Fe2Co1-NC--1000mV": a file name of its own for every group.
std::string figure_id(const std::string& kind, const Group& group);
/// "(82.07 ± 0.52) %"
std::string shown(const Uncertain& value, const Unit& unit);

/// Points with 95 % bars, 1.96 standard uncertainties either side.
data::Series barred_points(std::string name, std::span<const double> x,
                           std::span<const Uncertain> y, int colour);
/// A bar at x with its name on the axis and its 95 % on it.
void add_bar(data::Panel& panel, double x, const Uncertain& y, const std::string& name, int colour);
int colour_of_catalyst(const Study& study, std::string_view catalyst);

}  // namespace niter::study
