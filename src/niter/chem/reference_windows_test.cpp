#include "niter/chem/reference_windows.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/file.hpp"
#include "niter/base/share.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"

namespace niter::chem {
namespace {

const std::vector<ReferenceWindow>& windows() {
  static const auto loaded = load_reference_windows().value();
  return loaded;
}

TEST(ReferenceWindows, AreFoundByIdAndByTechnique) {
  NITER_SOURCE("thermo_xps", "page of carbon: O-C=O about 288.5 eV");
  const ReferenceWindow* ester = find_window(windows(), "xps.C1s.OC=O");
  ASSERT_NE(ester, nullptr);
  EXPECT_EQ(ester->distance(288.5), 0);
  EXPECT_NEAR(ester->distance(289.84), 289.84 - 289.2, 1e-9);
  EXPECT_LT(ester->distance(287), 0);
  EXPECT_EQ(find_window(windows(), "xps.C1s.nothing"), nullptr);
  EXPECT_EQ(windows_of(windows(), "xps", "N 1s", "position").size(), 5u);
  EXPECT_GE(windows_of(windows(), "ftir").size(), 10u);
}

TEST(ReferenceWindows, AmmoniaStretchesAsMeasured) {
  NITER_SOURCE("cccbdb", "NH3: nu1 3337, nu3 3444 cm-1");
  EXPECT_EQ(find_window(windows(), "ftir.NH3_gas_nu1")->value, 3337);
  EXPECT_EQ(find_window(windows(), "ftir.NH3_gas_nu3")->value, 3444);
}

TEST(ReferenceWindows, SpacingsFollowFromLatticeConstants) {
  NITER_SOURCE("xrayutilities", "graphite a 2.464, c 6.711; Fe a 2.8665 angstrom");
  const auto d = [](std::string_view id) { return *find_window(windows(), id)->value; };
  EXPECT_NEAR(d("xrd.graphite.002"), 6.711 / 2, 5e-5);
  EXPECT_NEAR(d("xrd.graphite.100"), 2.464 * std::sqrt(3.0) / 2, 5e-5);
  EXPECT_NEAR(d("xrd.Fe.110"), 2.8665 / std::sqrt(2.0), 5e-5);
  EXPECT_NEAR(d("xrd.FeCo.110"), 2.857 / std::sqrt(2.0), 5e-5);
  EXPECT_NEAR(d("xrd.Co.fcc.111"), 3.5447 / std::sqrt(3.0), 5e-5);
}

TEST(ReferenceWindows, EverySourceIsInTheReferences) {
  NITER_IDENTITY("no number without a source");
  const std::string bib = read_file(share_file("references.bib").value()).value();
  for (const auto& window : windows()) {
    for (const auto& key : split(window.source, ',')) {
      EXPECT_NE(bib.find("{" + std::string(trim(key)) + ","), std::string::npos)
          << window.id << " " << key;
    }
  }
}

}  // namespace
}  // namespace niter::chem
