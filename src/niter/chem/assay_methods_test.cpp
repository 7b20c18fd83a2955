#include "niter/chem/assay_methods.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include "niter/base/share.hpp"
#include "niter/base/testing.hpp"

namespace niter::chem {
namespace {

TEST(AssayMethods, EveryNumberHasASourceInTheList) {
  NITER_IDENTITY("what stands in assays.toml can be looked up in references.bib");
  const auto methods = load_assay_methods();
  ASSERT_TRUE(methods) << methods.error().text();
  std::ifstream file(share_file("references.bib").value());
  std::stringstream bib;
  bib << file.rdbuf();
  const auto known = [&](const std::string& key) {
    return bib.str().find("{" + key + ",") != std::string::npos;
  };
  for (const auto& method : *methods) {
    for (const auto* datum : {&method.wavelength, &method.path_mm, &method.range_low_mg_l,
                              &method.range_high_mg_l, &method.absorbance_limit}) {
      EXPECT_TRUE(known(datum->source)) << method.id << ": " << datum->source;
      const bool unseen = datum == &method.wavelength && method.id == "nessler";
      EXPECT_EQ(datum->status == Standing::Memory, unseen) << method.id;
    }
    for (const auto& interference : method.interferences) {
      EXPECT_TRUE(known(interference.source)) << method.id << ": " << interference.source;
    }
  }
}

TEST(AssayMethods, WavelengthsOfTheField) {
  NITER_SOURCE("apha4500", "NO3- B: 220 nm and 275 nm; NO2- B");
  const auto nitrate = find_assay_method("nitrate-uv");
  ASSERT_TRUE(nitrate);
  ASSERT_EQ(nitrate->wavelengths.size(), 2u);
  EXPECT_EQ(nitrate->wavelengths[0].nanometres, 220);
  EXPECT_EQ(nitrate->wavelengths[1].nanometres, 275);
  EXPECT_EQ(nitrate->wavelengths[1].factor, -2);
  EXPECT_EQ(nitrate->as, "N");
  EXPECT_EQ(nitrate->range_high_mg_l.value, 7);
  for (const auto& [id, wavelength] : std::initializer_list<std::pair<const char*, double>>{
           {"indophenol-salicylate", 655}, {"griess", 540}, {"watt-chrisp", 458}}) {
    const auto method = find_assay_method(id);
    ASSERT_TRUE(method) << id;
    EXPECT_EQ(method->wavelength.value, wavelength) << id;
  }
  EXPECT_NE(find_assay_method("nesler").error().text().find("did you mean 'nessler'"),
            std::string::npos);
}

}  // namespace
}  // namespace niter::chem
