// Grids: where the nodes of a film stand.
#pragma once

#include <vector>

#include "niter/twin/cell/cell_model.hpp"

namespace niter::twin {

/// Nodes whose distance grows from the electrode by a smooth map, so that halving h keeps the order
/// of the scheme:
///     x(s) = L (e^(a s) - 1)/(e^a - 1),  s = i/cells
/// with a such that the first interval is `first`. [m]
/// @param thickness  L [m] @param first  width of the first interval [m], below L/cells
std::vector<double> growing_nodes(double thickness, double first, int cells);

/// Nodes and velocity before a rotating disc: down to where the flow brings the bulk.
/// @source cochran1934, through physics/closed/rde_profile.hpp
/// @param diffusivity  the largest of the species [m2 s-1]
void add_rotating_disc(double angular_velocity, double kinematic_viscosity, double diffusivity,
                       int cells, TransportModel& transport);

}  // namespace niter::twin
