#include "niter/study/bands.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "niter/base/parallel.hpp"
#include "niter/study/interpolated.hpp"

namespace niter::study {
namespace {

using Value = std::function<double(const twin::OperatingPoint&)>;

// Outputs of a curve that get a band.
std::vector<std::pair<std::string, Value>> banded(const Curve& curve, bool every_product) {
  std::vector<std::pair<std::string, Value>> out;
  for (const char* name : {"j", "FE", "yield_nh3", "ph"})
    out.emplace_back(name, [name](const auto& point) { return output(point, name); });
  out.emplace_back("E local", [](const auto& point) { return point.rhe_local.value(); });
  if (!every_product) return out;
  std::set<std::string> products;
  for (const auto& point : curve.points)
    for (const auto& [product, share] : point.faradaic_efficiency) products.insert(product);
  for (const std::string& product : products)
    out.emplace_back("FE of " + product, [product](const auto& point) {
      return point.faradaic_efficiency.at(product);
    });
  return out;
}

// What one draw gives; empty where the model cannot be solved with it.
struct Draw {
  std::vector<std::vector<twin::OperatingPoint>> curves;
  std::vector<data::Table> profiles;
  std::vector<double> efficiencies;  // per compression
};

class Bands {
 public:
  Bands(const Model& model, Simulated& out)
      : model_(model), out_(out), grid_(potentials(model.simulation(), 0.05)) {}

  Result<Draw> curves(const ParameterValues& values, const Monitor& monitor) const {
    Draw draw;
    for (const Curve& curve : out_.curves) {
      NITER_TRY(auto cell, model_.cell(curve.experiment, curve.catalyst, values,
                                       model_.default_compression()));
      NITER_TRY(draw.curves.emplace_back(), cell.sweep(cell.versus_rhe(grid_), monitor));
    }
    return draw;
  }

  Status look_inside(const ParameterValues& values, Draw& draw) const {
    for (const FilmProfile& profile : out_.profiles) {
      NITER_TRY(auto cell, model_.cell(profile.experiment, profile.catalyst, values, 0));
      NITER_OK(cell.at_potential(cell.versus_rhe(profile.applied)));
      draw.profiles.push_back(cell.profiles());
    }
    // points of one catalyst stand together: each begins at the one before
    std::optional<twin::HalfCell> cell;
    const CompressionPoint* last = nullptr;
    for (const CompressionPoint& c : out_.compression) {
      if (!drawn(c)) continue;
      NITER_TRY(const auto mechanism, model_.mechanism_of(c.catalyst, values, c.compression));
      NITER_TRY(const auto options, model_.cell_options(c.experiment, values));
      if (last != nullptr && last->experiment == c.experiment && last->catalyst == c.catalyst) {
        NITER_OK(cell->update(mechanism, options));
      } else {
        NITER_TRY(cell, twin::HalfCell::make(mechanism, options));
      }
      last = &c;
      NITER_TRY(const auto point, cell->at_potential(c.point.applied));
      draw.efficiencies.push_back(output(point, "FE"));
    }
    return {};
  }

  void add_to_curves(const std::vector<Draw>& draws) {
    const std::string& reference = model_.simulation().reference_catalyst;
    for (std::size_t c = 0; c < out_.curves.size(); ++c) {
      Curve& curve = out_.curves[c];
      curve.band_potentials = grid_;
      for (const auto& [name, value] : banded(curve, curve.catalyst == reference)) {
        std::vector<std::vector<double>> lines;
        for (const Draw& draw : draws) {
          auto& line = lines.emplace_back();
          std::transform(draw.curves[c].begin(), draw.curves[c].end(), std::back_inserter(line),
                         value);
        }
        curve.bands[name] = spread(lines);
      }
    }
  }

  void add_inside(const std::vector<Draw>& draws) {
    for (std::size_t p = 0; p < out_.profiles.size(); ++p) {
      FilmProfile& profile = out_.profiles[p];
      const auto& x = profile.table.find("x")->values;
      for (const auto& column : profile.table.columns) {
        std::vector<std::vector<double>> lines;
        for (const Draw& draw : draws) lines.push_back(at(draw.profiles[p], column.name, x));
        profile.bands[column.name] = spread(lines);
      }
    }
    std::size_t k = 0;
    for (CompressionPoint& c : out_.compression) {
      if (!drawn(c)) continue;
      std::vector<std::vector<double>> places;
      for (const Draw& draw : draws) places.push_back({draw.efficiencies[k]});
      c.efficiency = spread(places);
      ++k;
    }
  }

 private:
  // The potential that figures show against compression.
  static bool drawn(const CompressionPoint& c) {
    return std::abs(c.point.applied.value() - compression_potential) < 1e-6;
  }

  // A column of another film at given distances; beyond its end lies the bulk.
  static std::vector<double> at(const data::Table& table, const std::string& name,
                                const std::vector<double>& distances) {
    const auto& x = table.find("x")->values;
    const auto& y = table.find(name)->values;
    std::vector<double> out;
    for (const double d : distances) out.push_back(interpolated(x, y, d));
    return out;
  }

  const Model& model_;
  Simulated& out_;
  std::vector<double> grid_;
};

}  // namespace

Status add_bands(const Model& model, const std::vector<ParameterValues>& draws, int threads,
                 const Monitor& monitor, Simulated& out) {
  constexpr std::size_t inside = 3;       // every third draw is also looked into
  const Monitor quiet{{}, monitor.stop};  // the stage is reported here, not by every sweep
  Bands bands(model, out);
  std::vector<Draw> all(draws.size());
  NITER_OK(in_parallel(draws.size(), threads, monitor, "bands from the posterior",
                       [&](std::size_t, std::size_t d) -> Status {
                         auto draw = bands.curves(draws[d], quiet);
                         const bool whole =
                             draw && (d % inside != 0 || bands.look_inside(draws[d], *draw));
                         // a draw that cannot be solved takes no part in any band, and is counted
                         if (whole) all[d] = *std::move(draw);
                         return {};
                       }));
  out.draws = static_cast<int>(draws.size());
  std::erase_if(all, [](const Draw& d) { return d.curves.empty(); });
  out.failed_draws = out.draws - static_cast<int>(all.size());
  if (all.size() < 8) {
    return fail(Code::NoConvergence, fmt::format("only {} of {} posterior draws could be simulated",
                                                 all.size(), out.draws));
  }
  bands.add_to_curves(all);
  std::erase_if(all, [](const Draw& d) { return d.profiles.empty() && d.efficiencies.empty(); });
  out.draws_inside = static_cast<int>(all.size());
  bands.add_inside(all);
  return {};
}

}  // namespace niter::study
