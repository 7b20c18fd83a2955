#include "niter/math/dae/integrator.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include <idas/idas.h>
#include <nvector/nvector_serial.h>
#include <sundials/sundials_linearsolver.h>
#include <sundials/sundials_matrix.h>
#include <sundials/sundials_types.h>
#include <sunnonlinsol/sunnonlinsol_newton.h>

#include "niter/base/contract.hpp"
#include "niter/math/dae/reason.hpp"
#include "niter/math/dae/vector_loops.hpp"

namespace niter::math {
namespace {

std::span<const double> view(N_Vector v) {
  return {NV_DATA_S(v), static_cast<std::size_t>(NV_LENGTH_S(v))};
}
std::span<double> writable(N_Vector v) {
  return {NV_DATA_S(v), static_cast<std::size_t>(NV_LENGTH_S(v))};
}

struct VectorDeleter {
  void operator()(N_Vector v) const { N_VDestroy(v); }
};
using Vector = std::unique_ptr<std::remove_pointer_t<N_Vector>, VectorDeleter>;

}  // namespace

struct DaeIntegrator::Impl {
  Impl(DaeProblem& given, std::vector<DaeUnknown> rows, const DaeOptions& settings)
      : problem(given), unknowns(std::move(rows)), options(settings) {}
  ~Impl() {
    if (memory != nullptr) IDAFree(&memory);
    if (newton != nullptr) SUNNonlinSolFree(newton);
    if (solver != nullptr) SUNLinSolFreeEmpty(solver);
    if (matrix != nullptr) SUNMatFreeEmpty(matrix);
    sensitivities.clear();
    y.reset(), yp.reset(), weights.reset();
    if (context != nullptr) SUNContext_Free(&context);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Status allocate();
  Status begin(double first_step);
  Status check(int flag);
  // Steps are refused for it, now or a moment ago: so short that it could rise again in between.
  bool wants_negative() const { return negative >= 0 && taken - refused < 10; }
  bool take_start(int parameter);
  Vector fresh() const { return Vector(new_vector(static_cast<long>(unknowns.size()), context)); }

  DaeProblem& problem;
  std::vector<DaeUnknown> unknowns;
  DaeOptions options;
  SUNContext context = nullptr;
  void* memory = nullptr;
  SUNLinearSolver solver = nullptr;
  SUNMatrix matrix = nullptr;  // stands for the problem's own matrix, holds nothing
  SUNNonlinearSolver newton = nullptr;
  Vector y, yp, weights;
  std::vector<Vector> sensitivities, sensitivity_rates;
  std::vector<std::vector<double>> start_values, start_rates;  // of the sensitivities
  std::vector<int> found_events;
  double t = 0;
  bool begun = false;
  long taken = 0;  // steps since the last start
  std::vector<int> not_negative;
  // the unknown for which a step was refused last, and the number of that step
  int negative = -1;
  long refused = 0;
  struct {
    double t = 0;
    std::span<const double> y, yp;
    bool factored = false;  // there
  } now;                    // where the residual was asked for last
  std::exception_ptr bug;   // thrown inside a callback, passed on outside of the C code

  // A callback of the library: nothing may be thrown through it.
  template <class Call>
  static int guarded(void* data, const Call& call) noexcept {
    auto& self = *static_cast<Impl*>(data);
    try {
      return call(self);
    } catch (...) {
      self.bug = std::current_exception();
      return -1;
    }
  }
  static int residual(realtype t, N_Vector y, N_Vector yp, N_Vector f, void* data) noexcept {
    return guarded(data, [&](Impl& self) {
      self.now = {t, view(y), view(yp), false};
      return self.problem.residual(t, view(y), view(yp), writable(f)) ? 0 : 1;
    });
  }
  // Newton's method of the library; then what cannot be negative must not be so by more than its
  // tolerance. Such a step is refused, not corrected as the library's own constraints would: a
  // correction makes matter from nothing.
  static int solve_step(SUNNonlinearSolver newton, N_Vector predicted, N_Vector correction,
                        N_Vector weights, realtype tolerance, booleantype set_up,
                        void* memory) noexcept {
    void* data = nullptr;
    IDAGetUserData(memory, &data);
    auto& self = *static_cast<Impl*>(data);
    const int flag =
        SUNNonlinSolSolve_Newton(newton, predicted, correction, weights, tolerance, set_up, memory);
    if (flag != SUN_NLS_SUCCESS) return flag;
    const auto from = view(predicted), change = view(correction);
    for (const int i : self.not_negative) {
      const auto k = static_cast<std::size_t>(i);
      if (from[k] + change[k] >= -self.unknowns[k].tolerance) continue;
      self.negative = i, self.refused = self.taken;
      return SUN_NLS_CONV_RECVR;
    }
    return SUN_NLS_SUCCESS;
  }
  static int jacobian(realtype t, realtype c, N_Vector y, N_Vector yp, N_Vector, SUNMatrix,
                      void* data, N_Vector, N_Vector, N_Vector) noexcept {
    return guarded(data, [&](Impl& self) {
      self.now.factored = true;  // asked for where the residual was
      return self.problem.set_up(t, view(y), view(yp), c) ? 0 : 1;
    });
  }
  static int events(realtype t, N_Vector y, N_Vector, realtype* out, void* data) noexcept {
    return guarded(data, [&](Impl& self) {
      self.problem.event_values(t, view(y), {out, static_cast<std::size_t>(self.problem.events())});
      return 0;
    });
  }
  static int sensitivity(int count, realtype t, N_Vector y, N_Vector yp, N_Vector, N_Vector* s,
                         N_Vector* sp, N_Vector* f, void* data, N_Vector, N_Vector,
                         N_Vector) noexcept {
    return guarded(data, [&](Impl& self) {
      self.problem.begin_sensitivities(t, view(y), view(yp));
      for (int p = 0; p < count; ++p)
        self.problem.sensitivity(p, view(s[p]), view(sp[p]), writable(f[p]));
      return 0;
    });
  }
  static int error_weights(N_Vector y, N_Vector weights, void* data) noexcept {
    return guarded(data, [&](Impl& self) {
      const auto from = view(y);
      const auto to = writable(weights);
      for (std::size_t i = 0; i < to.size(); ++i)
        to[i] =
            1 / (self.options.relative_tolerance * std::abs(from[i]) + self.unknowns[i].tolerance);
      return 0;
    });
  }
  static int solve_linear(SUNLinearSolver solver, SUNMatrix, N_Vector x, N_Vector b,
                          realtype) noexcept {
    return guarded(solver->content, [&](Impl& self) {
      const auto from = view(b);
      const auto to = writable(x);
      std::copy(from.begin(), from.end(), to.begin());
      if (self.options.fresh_jacobian && !self.now.factored) {
        realtype c = 0;
        IDAGetCurrentCj(self.memory, &c);
        if (!self.problem.set_up(self.now.t, self.now.y, self.now.yp, c)) return 1;
        self.now.factored = true;
      }
      self.problem.solve(to);
      return 0;
    });
  }
  // the library prints nothing of its own: every code comes back as an Error
  static void keep_quiet(int, const char*, const char*, char*, void*) noexcept {}
};

Status DaeIntegrator::Impl::check(int flag) {
  if (bug) std::rethrow_exception(std::exchange(bug, nullptr));
  if (flag >= 0) return {};
  return fail(Code::NoConvergence, reason(wants_negative() ? IDA_CONSTR_FAIL : flag),
              "a parameter may be far out of range, or the tolerance too tight");
}

Status DaeIntegrator::Impl::allocate() {
  if (SUNContext_Create(nullptr, &context) != 0)
    return fail(Code::Process, "SUNDIALS could not be started");
  y = fresh(), yp = fresh(), weights = fresh();
  memory = IDACreate(context);
  matrix = SUNMatNewEmpty(context);
  solver = SUNLinSolNewEmpty(context);
  newton = SUNNonlinSol_Newton(y.get(), context);
  if (memory == nullptr || matrix == nullptr || solver == nullptr || newton == nullptr)
    return fail(Code::Process, "SUNDIALS has no memory");
  newton->ops->solve = solve_step;
  matrix->ops->getid = [](SUNMatrix) { return SUNMATRIX_CUSTOM; };
  matrix->ops->zero = [](SUNMatrix) { return 0; };
  solver->content = this;
  solver->ops->gettype = [](SUNLinearSolver) { return SUNLINEARSOLVER_DIRECT; };
  solver->ops->setup = [](SUNLinearSolver, SUNMatrix) { return 0; };  // done with the Jacobian
  solver->ops->solve = solve_linear;
  return {};
}

// Whether the caller gave them.
bool DaeIntegrator::Impl::take_start(int parameter) {
  if (start_values.empty()) return false;
  const auto p = static_cast<std::size_t>(parameter);
  std::ranges::copy(start_values[p], writable(sensitivities[p].get()).begin());
  std::ranges::copy(start_rates[p], writable(sensitivity_rates[p].get()).begin());
  return true;
}

// Everything that IDAS wants to know once, at the first start.
Status DaeIntegrator::Impl::begin(double first_step) {
  if (IDASetErrHandlerFn(memory, keep_quiet, nullptr) != 0) return check(IDA_MEM_NULL);
  NITER_OK(check(IDAInit(memory, residual, t, y.get(), yp.get())));
  NITER_OK(check(IDASetUserData(memory, this)));
  NITER_OK(check(IDAWFtolerances(memory, error_weights)));
  NITER_OK(check(IDASetNonlinearSolver(memory, newton)));
  NITER_OK(check(IDASetLinearSolver(memory, solver, matrix)));
  NITER_OK(check(IDASetJacFn(memory, jacobian)));
  if (options.fresh_jacobian) NITER_OK(check(IDASetLinearSolutionScaling(memory, SUNFALSE)));
  NITER_OK(check(IDASetMaxOrd(memory, options.max_order)));
  NITER_OK(check(IDASetMaxNumSteps(memory, options.max_steps)));
  NITER_OK(check(IDASetNonlinConvCoef(memory, options.newton_share)));
  NITER_OK(check(IDASetSuppressAlg(memory, SUNTRUE)));
  NITER_OK(check(IDASetInitStep(memory, first_step)));
  Vector flags = fresh();
  for (std::size_t i = 0; i < unknowns.size(); ++i)
    writable(flags.get())[i] = unknowns[i].controlled ? 1 : 0;
  NITER_OK(check(IDASetId(memory, flags.get())));
  for (std::size_t i = 0; i < unknowns.size(); ++i)
    if (unknowns[i].not_negative) not_negative.push_back(static_cast<int>(i));

  const int count = problem.parameters();
  if (count == 0) return {};
  std::vector<N_Vector> s, sp;
  for (int p = 0; p < count; ++p) {
    sensitivities.push_back(fresh()), sensitivity_rates.push_back(fresh());
    N_VConst(0, sensitivities.back().get());
    N_VConst(0, sensitivity_rates.back().get());
    take_start(p);
    s.push_back(sensitivities.back().get()), sp.push_back(sensitivity_rates.back().get());
  }
  NITER_OK(check(IDASensInit(memory, count, IDA_STAGGERED, sensitivity, s.data(), sp.data())));
  // parameters are of order one, so a sensitivity may be as uncertain as its state
  Vector floor = fresh();
  for (std::size_t i = 0; i < unknowns.size(); ++i)
    writable(floor.get())[i] = unknowns[i].tolerance;
  std::vector<N_Vector> floors(s.size(), floor.get());
  NITER_OK(check(IDASensSVtolerances(memory, options.relative_tolerance, floors.data())));
  return check(IDASetSensErrCon(memory, SUNFALSE));
}

DaeIntegrator::DaeIntegrator() = default;
DaeIntegrator::~DaeIntegrator() = default;
DaeIntegrator::DaeIntegrator(DaeIntegrator&&) noexcept = default;
DaeIntegrator& DaeIntegrator::operator=(DaeIntegrator&&) noexcept = default;

Result<DaeIntegrator> DaeIntegrator::make(DaeProblem& problem, std::vector<DaeUnknown> unknowns,
                                          const DaeOptions& options) {
  NITER_EXPECT(static_cast<int>(unknowns.size()) == problem.size(), "one row per unknown");
  DaeIntegrator out;
  out.impl_ = std::make_unique<Impl>(problem, std::move(unknowns), options);
  NITER_OK(out.impl_->allocate());
  return out;
}

Status DaeIntegrator::start(double t, std::span<const double> y, std::span<const double> yp,
                            double first_step) {
  Impl& m = *impl_;
  std::copy(y.begin(), y.end(), writable(m.y.get()).begin());
  std::copy(yp.begin(), yp.end(), writable(m.yp.get()).begin());
  std::vector<N_Vector> s, sp;
  if (m.begun && !m.sensitivities.empty()) {
    // they go on from where they are
    for (std::size_t p = 0; p < m.sensitivities.size(); ++p) {
      s.push_back(m.sensitivities[p].get()), sp.push_back(m.sensitivity_rates[p].get());
      if (m.take_start(static_cast<int>(p))) continue;
      NITER_OK(m.check(IDAGetSensDky1(m.memory, m.t, 0, static_cast<int>(p), s.back())));
      NITER_OK(m.check(IDAGetSensDky1(m.memory, m.t, 1, static_cast<int>(p), sp.back())));
    }
  }
  m.t = t;
  m.taken = 0;
  m.negative = -1;
  if (!m.begun) {
    m.begun = true;
    NITER_OK(m.begin(first_step));
  } else {
    NITER_OK(m.check(IDAReInit(m.memory, t, m.y.get(), m.yp.get())));
    NITER_OK(m.check(IDASetInitStep(m.memory, first_step)));
    if (!s.empty()) NITER_OK(m.check(IDASensReInit(m.memory, IDA_STAGGERED, s.data(), sp.data())));
  }
  m.start_values.clear(), m.start_rates.clear();
  m.found_events.assign(static_cast<std::size_t>(m.problem.events()), 0);
  return m.check(
      IDARootInit(m.memory, m.problem.events(), m.problem.events() > 0 ? Impl::events : nullptr));
}

void DaeIntegrator::set_sensitivities(std::vector<std::vector<double>> s,
                                      std::vector<std::vector<double>> rates) {
  NITER_EXPECT(
      static_cast<int>(s.size()) == impl_->problem.parameters() && rates.size() == s.size(),
      "one of each per parameter");
  impl_->start_values = std::move(s), impl_->start_rates = std::move(rates);
}

Result<DaeIntegrator::Stop> DaeIntegrator::step(double end) {
  Impl& m = *impl_;
  // the library counts within one call only, and here a call is one step
  if (++m.taken > m.options.max_steps) return fail(m.check(IDA_TOO_MUCH_WORK).error());
  NITER_OK(m.check(IDASetStopTime(m.memory, end)));
  realtype reached = m.t;
  const int flag = IDASolve(m.memory, end, &reached, m.y.get(), m.yp.get(), IDA_ONE_STEP);
  NITER_OK(m.check(flag));
  // a step too short to move the clock is none
  if (flag == IDA_SUCCESS && !(reached > m.t)) return fail(m.check(IDA_CONV_FAIL).error());
  m.t = reached;
  if (flag == IDA_TSTOP_RETURN) return Stop::End;
  if (flag != IDA_ROOT_RETURN) return Stop::Step;
  NITER_OK(m.check(IDAGetRootInfo(m.memory, m.found_events.data())));
  return Stop::Event;
}

double DaeIntegrator::time() const {
  return impl_->t;
}
double DaeIntegrator::front() const {
  realtype t = 0;
  IDAGetCurrentTime(impl_->memory, &t);
  return t;
}
double DaeIntegrator::last_step() const {
  realtype h = 0;
  IDAGetLastStep(impl_->memory, &h);
  return h;
}
int DaeIntegrator::last_order() const {
  int order = 0;
  IDAGetLastOrder(impl_->memory, &order);
  return order;
}
std::span<const double> DaeIntegrator::y() const {
  return view(impl_->y.get());
}
std::span<const double> DaeIntegrator::yp() const {
  return view(impl_->yp.get());
}

void DaeIntegrator::interpolate(double t, int derivative, std::span<double> out) const {
  const int flag = IDAGetDky(impl_->memory, t, derivative, impl_->weights.get());
  NITER_EXPECT(flag == 0, "a time inside the last step");
  const auto from = view(impl_->weights.get());
  std::copy(from.begin(), from.end(), out.begin());
}

void DaeIntegrator::interpolate_sensitivity(double t, int parameter, std::span<double> out) const {
  const int flag = IDAGetSensDky1(impl_->memory, t, 0, parameter, impl_->weights.get());
  NITER_EXPECT(flag == 0, "a time inside the last step");
  const auto from = view(impl_->weights.get());
  std::copy(from.begin(), from.end(), out.begin());
}

std::span<const int> DaeIntegrator::events() const {
  return impl_->found_events;
}

int DaeIntegrator::negative() const {
  return impl_->wants_negative() ? impl_->negative : -1;
}

DaeStatistics DaeIntegrator::statistics() const {
  DaeStatistics out;
  IDAGetNumSteps(impl_->memory, &out.steps);
  IDAGetNumResEvals(impl_->memory, &out.residuals);
  IDAGetNumLinSolvSetups(impl_->memory, &out.set_ups);
  IDAGetNumErrTestFails(impl_->memory, &out.error_failures);
  IDAGetNumNonlinSolvConvFails(impl_->memory, &out.newton_failures);
  IDAGetLastOrder(impl_->memory, &out.order);
  out.step = last_step();
  return out;
}

}  // namespace niter::math
