#include "niter/twin/cell/half_cell.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/continuation.hpp"
#include "niter/twin/cell/electrolyte.hpp"
#include "niter/twin/cell/operating_point.hpp"
#include "niter/twin/cell/products.hpp"

namespace niter::twin {
namespace {

// The nested solver takes rate constants that do not depend on coverages.
Status check_nested(const Mechanism& mechanism, const HalfCellOptions& options) {
  NITER_OK(check(mechanism, options));
  if (mechanism.interactions.empty()) return {};
  const Interaction& one = mechanism.interactions.front();
  return fail(
      Code::InvalidInput,
      fmt::format("{} and {} interact in the mechanism '{}': the steady-state solver takes "
                  "adsorbates that do not",
                  mechanism.adsorbates[static_cast<std::size_t>(one.first)].name,
                  mechanism.adsorbates[static_cast<std::size_t>(one.second)].name, mechanism.name),
      "take the cell through a protocol ([[run]] or 'niter protocol'), which solves them: "
      "a slow sweep, or eis at a potential for the steady state there");
}

}  // namespace

struct HalfCell::Impl {
  HalfCellOptions options;
  Electrolyte electrolyte;
  ProductLedger ledger;
  Continuation continuation;

  static Result<Impl> make(const Mechanism& mechanism, const HalfCellOptions& options);
  static Result<Impl> assemble(const Mechanism& mechanism, const HalfCellOptions& options,
                               Electrolyte electrolyte);
  Result<OperatingPoint> point(const Result<int>& iterations) const;
};

Result<HalfCell::Impl> HalfCell::Impl::make(const Mechanism& mechanism,
                                            const HalfCellOptions& options) {
  NITER_OK(check_nested(mechanism, options));
  if (!species_database()) return fail(species_database().error());
  NITER_TRY(Electrolyte electrolyte,
            make_electrolyte(*species_database(), options, mechanism.solution));
  return assemble(mechanism, options, std::move(electrolyte));
}

Result<HalfCell::Impl> HalfCell::Impl::assemble(const Mechanism& mechanism,
                                                const HalfCellOptions& options,
                                                Electrolyte electrolyte) {
  NITER_TRY(ProductLedger ledger, ProductLedger::make(mechanism, options.reactant));
  const Scale rhe = Scale::rhe(options.ph, options.temperature);
  const PotentialScale scale{
      rhe.zero_vs_she() + constants::ph_slope(options.temperature) * electrolyte.pkw,
      options.series_resistance};
  Continuation continuation(electrolyte.film,
                            ReactingSurface(SurfaceKinetics(mechanism), electrolyte), scale);
  return Impl{options, std::move(electrolyte), std::move(ledger), std::move(continuation)};
}

Result<OperatingPoint> HalfCell::Impl::point(const Result<int>& iterations) const {
  if (!iterations)
    return fail(Error{iterations.error().code,
                      options.name + ": " + iterations.error().what,
                      {},
                      iterations.error().hint});
  OperatingPoint point = describe(*continuation.last(), continuation.film(), electrolyte, ledger,
                                  continuation.surface().kinetics().mechanism());
  const double slope = constants::ph_slope(options.temperature);
  const double water = continuation.last()->state.control;
  point.applied = {continuation.last()->applied,
                   Scale::rhe(options.ph, options.temperature, "RHE (bulk)")};
  point.water = {water, Scale::rhe(electrolyte.pkw, options.temperature, "RHE (unit OH-)")};
  point.she_ir_free = {water - slope * electrolyte.pkw, Scale::she()};
  point.rhe_local = {point.she_ir_free.value() + slope * point.ph_surface,
                     Scale::rhe(point.ph_surface, options.temperature, "RHE (local)")};
  point.newton_iterations = *iterations;
  return point;
}

HalfCell::HalfCell() = default;
HalfCell::~HalfCell() = default;
HalfCell::HalfCell(HalfCell&&) noexcept = default;
HalfCell& HalfCell::operator=(HalfCell&&) noexcept = default;

Result<HalfCell> HalfCell::make(const Mechanism& mechanism, const HalfCellOptions& options) {
  NITER_TRY(Impl impl, Impl::make(mechanism, options));
  HalfCell cell;
  cell.impl_ = std::make_unique<Impl>(std::move(impl));
  return cell;
}

Status HalfCell::update(const Mechanism& mechanism, const HalfCellOptions& options) {
  // the bulk is speciated again only if something in it changed
  const Mechanism& before = impl_->continuation.surface().kinetics().mechanism();
  HalfCellOptions moved = options;
  moved.film_thickness = impl_->options.film_thickness;
  moved.series_resistance = impl_->options.series_resistance;
  const bool same_bulk = moved == impl_->options && mechanism.solution == before.solution;
  NITER_OK(check_nested(mechanism, options));
  Electrolyte electrolyte = impl_->electrolyte;
  electrolyte.film.thickness = options.film_thickness;
  NITER_TRY(Impl impl, same_bulk ? Impl::assemble(mechanism, options, std::move(electrolyte))
                                 : Impl::make(mechanism, options));
  const std::optional<SolvedPoint>& last = impl_->continuation.last();
  const bool same_shape =
      impl.electrolyte.names == impl_->electrolyte.names &&
      options.film_cells == impl_->options.film_cells &&
      mechanism.steps.size() == impl_->continuation.surface().kinetics().mechanism().steps.size();
  if (last && same_shape) impl.continuation.start_from(last);
  *impl_ = std::move(impl);
  return {};
}

const HalfCellOptions& HalfCell::options() const {
  return impl_->options;
}

Scale HalfCell::bulk_scale() const {
  return Scale::rhe(impl_->options.ph, impl_->options.temperature, "RHE (bulk)");
}

std::vector<Potential> HalfCell::versus_rhe(std::span<const double> volts) const {
  std::vector<Potential> points;
  points.reserve(volts.size());
  for (const double v : volts) points.push_back(versus_rhe(v));
  return points;
}

Result<OperatingPoint> HalfCell::at_potential(const Potential& applied) {
  const Scale scale = bulk_scale();
  if (!applied.scale().same_as(scale))
    return fail(
        Code::Inconsistent,
        fmt::format("{}: a potential vs {} was given, the cell is driven vs {} of pH {}",
                    impl_->options.name, applied.scale().name, scale.name, impl_->options.ph),
        "convert it with Potential::on(cell.bulk_scale())");
  return impl_->point(impl_->continuation.to_potential(applied.value()));
}

Result<OperatingPoint> HalfCell::at_current(double current_density) {
  if (current_density == 0)
    return fail(Code::InvalidInput, "a current of zero does not fix the composition of the film");
  return impl_->point(impl_->continuation.to_current(current_density));
}

Result<std::vector<OperatingPoint>> HalfCell::sweep(const std::vector<Potential>& applied,
                                                    const Monitor& monitor) {
  std::vector<OperatingPoint> points;
  points.reserve(applied.size());
  for (const Potential& potential : applied) {
    NITER_OK(monitor.check());
    NITER_TRY(OperatingPoint point, at_potential(potential));
    points.push_back(std::move(point));
    monitor.at(impl_->options.name,
               static_cast<double>(points.size()) / static_cast<double>(applied.size()));
  }
  return points;
}

Result<std::vector<OperatingOutputs>> HalfCell::slopes(std::span<const ModelSlope> parameters) {
  NITER_TRY(const auto solved, impl_->continuation.slopes(parameters));
  std::vector<OperatingOutputs> out;
  out.reserve(solved.size());
  for (const SolvedSlope& slope : solved)
    out.push_back(describe_slope(*impl_->continuation.last(), slope, impl_->electrolyte,
                                 impl_->ledger,
                                 impl_->continuation.surface().kinetics().mechanism()));
  return out;
}

HalfCell::Solution HalfCell::solution() const {
  const std::optional<SolvedPoint>& last = impl_->continuation.last();
  return last ? std::make_shared<const SolvedPoint>(*last) : nullptr;
}

void HalfCell::start_from(const Solution& solution) {
  impl_->continuation.start_from(solution ? std::optional(*solution) : std::nullopt);
}

Status HalfCell::check_uniqueness() const {
  const std::optional<SolvedPoint>& last = impl_->continuation.last();
  if (!last) return fail(Code::NotFound, "there is no operating point to check yet");
  const ReactingSurface& surface = impl_->continuation.surface();
  NITER_TRY(const std::vector<SurfaceKinetics::Branch> branches,
            surface.kinetics().all_steady_states(last->state.control, surface.ln_activity()));
  std::string stable;
  int count = 0;
  for (const SurfaceKinetics::Branch& branch : branches) {
    if (!branch.stable) continue;
    ++count;
    stable +=
        fmt::format("{}{:.4g} A/m2", stable.empty() ? "" : ", ", branch.state.current_density);
  }
  if (count > 1)
    return fail(Code::Multiplicity,
                fmt::format("{} stable steady states of the surface at {:.4f} V vs RHE(bulk): {}",
                            count, last->applied, stable));
  return {};
}

data::Table HalfCell::profiles() const {
  const std::optional<SolvedPoint>& last = impl_->continuation.last();
  data::Table table =
      last ? film_profiles(*last, impl_->continuation.film(), impl_->electrolyte) : data::Table{};
  table.title = impl_->options.name;
  table.provenance.origin = "simulated";
  table.provenance.made_by = "niter " NITER_VERSION ", twin::HalfCell";
  return table;
}

}  // namespace niter::twin
