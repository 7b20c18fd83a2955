// Vectors for IDAS with loops of our own. Those of Debian's SUNDIALS are built without
// optimisation: for a small system they cost more than its residual and its Jacobian together.
#pragma once

struct _generic_N_Vector;  // of SUNDIALS; an N_Vector is a pointer to it
struct _SUNContext;

namespace niter::math {

/// A serial vector of SUNDIALS, whose clones have the same loops. Freed by N_VDestroy().
_generic_N_Vector* new_vector(long size, _SUNContext* context);

}  // namespace niter::math
