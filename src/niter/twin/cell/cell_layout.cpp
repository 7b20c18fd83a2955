#include "niter/twin/cell/cell_layout.hpp"

#include "niter/base/contract.hpp"

namespace niter::twin {

CellLayout::CellLayout(const CellModel& model)
    : species(static_cast<int>(model.species.size())),
      adsorbates(static_cast<int>(model.electrode.adsorbates.size())),
      branches(static_cast<int>(model.electrode.double_layer.size())),
      segments(model.electrode.segments),
      steps(static_cast<int>(model.electrode.steps.size())),
      nodes(static_cast<int>(model.transport.nodes.size())),
      potentials(model.transport.level != TransportLevel::Fick),
      vessel(model.transport.outer == Outer::Vessel),
      battery(model.anode.has_value()),
      per_segment(adsorbates + 2 + branches + steps) {
  NITER_EXPECT(nodes >= 2 && segments >= 1 && species >= 1, "a cell has a film and an electrode");
  const int plain = species + (potentials ? 1 : 0);
  for (int i = 0; i < nodes; ++i) {
    int n = plain;
    if (i == 0) n += segments * per_segment;
    if (i == nodes - 1 && vessel && potentials) n += 1;
    sizes.push_back(n);
  }
  if (vessel && potentials) sizes.push_back(species);  // the anolyte
  chain = 0;
  for (const int n : sizes) {
    first.push_back(chain);
    chain += n;
  }
  size = chain + steps + species + 3 + (battery ? 2 : 0);
}

}  // namespace niter::twin
