#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/bragg.hpp"
#include "niter/physics/scherrer.hpp"

namespace niter::physics {
namespace {

constexpr double degree = constants::pi / 180;
constexpr double wavelength = 1.540593e-10;  // Cu K-alpha1, xrayutilities
constexpr double angstrom = 1e-10;

TEST(Bragg, AnglesOfGraphiteIronAndCobalt) {
  NITER_SOURCE("xrayutilities",
               "graphite (002) 3.3555, Fe (110) 2.0269, fcc Co (111) 2.0465 angstrom");
  EXPECT_NEAR(diffraction_angle(3.3555 * angstrom, wavelength) / degree, 26.54, 0.005);
  EXPECT_NEAR(diffraction_angle(2.0269 * angstrom, wavelength) / degree, 44.67, 0.005);
  EXPECT_NEAR(diffraction_angle(2.0465 * angstrom, wavelength) / degree, 44.22, 0.005);
}

TEST(Bragg, SpacingsOfTheStudysReflections) {
  NITER_SOURCE("bragg1913",
               "n lambda = 2 d sin theta: 24.1 deg is 3.69, 43.7 deg is 2.070 angstrom");
  EXPECT_NEAR(lattice_spacing(24.1 * degree, wavelength) / angstrom, 3.69, 0.005);
  EXPECT_NEAR(lattice_spacing(43.7 * degree, wavelength) / angstrom, 2.070, 5e-4);
  EXPECT_THROW(diffraction_angle(0.5 * angstrom, wavelength), Bug);
}

TEST(Scherrer, SubNanometreMetalIsTooBroadToSee) {
  NITER_SOURCE("patterson1939", "B = K lambda / (L cos theta): 0.9 nm at 44.7 deg is 9.5 deg wide");
  const double breadth = size_broadening(0.9e-9, 44.7 * degree, wavelength);
  EXPECT_NEAR(breadth / degree, 9.5, 0.05);
  EXPECT_THROW(size_broadening(0, 0.5, wavelength), Bug);
}

}  // namespace
}  // namespace niter::physics
