// Grids: where the nodes of a film stand.
#pragma once

#include <vector>

namespace niter::twin {

/// Nodes whose distance grows from the electrode by a smooth map, so that halving h keeps the order
/// of the scheme:
///     x(s) = L (e^(a s) - 1)/(e^a - 1),  s = i/cells
/// with a such that the first interval is `first`. [m]
/// @param thickness  L [m] @param first  width of the first interval [m], below L/cells
std::vector<double> growing_nodes(double thickness, double first, int cells);

}  // namespace niter::twin
