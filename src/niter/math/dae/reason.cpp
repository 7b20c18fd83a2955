#include "niter/math/dae/reason.hpp"

#include <fmt/format.h>
#include <idas/idas.h>

namespace niter::math {

std::string reason(int flag) {
  switch (flag) {
    case IDA_TOO_MUCH_WORK:
      return "too many steps";
    case IDA_TOO_MUCH_ACC:
      return "the tolerance is below the rounding of the solution";
    case IDA_ERR_FAIL:
      return "the error stays too large however short the step";
    case IDA_CONV_FAIL:
      return "the equations of a step do not converge however short it is";
    case IDA_LSETUP_FAIL:
    case IDA_LSOLVE_FAIL:
      return "the linear system is singular";
    case IDA_CONSTR_FAIL:
      return "a quantity that cannot be negative wants to be";
    case IDA_RES_FAIL:
    case IDA_REP_RES_ERR:
    case IDA_FIRST_RES_FAIL:
      return "the model has no value there";
    case IDA_LINESEARCH_FAIL:
    case IDA_NO_RECOVERY:
    case IDA_BAD_EWT:
      return "no consistent start was found";
    default:
      return fmt::format("the integrator stopped with code {}", flag);
  }
}

}  // namespace niter::math
