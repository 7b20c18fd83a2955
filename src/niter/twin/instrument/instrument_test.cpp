#include "niter/twin/instrument/instrument.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/base/file.hpp"
#include "niter/base/share.hpp"
#include "niter/base/testing.hpp"

namespace niter::twin {
namespace {

TEST(Instrument, EveryInstrumentOfTheFileLoads) {
  NITER_IDENTITY("the file is complete: every effect has a number, a source and a standing");
  const auto instruments = load_instruments();
  ASSERT_TRUE(instruments) << instruments.error().text();
  std::vector<std::string> ids;
  for (const auto& instrument : *instruments) ids.push_back(instrument.id);
  EXPECT_THAT(ids,
              ::testing::IsSupersetOf({"biologic-sp300", "biologic-sp150", "gamry-interface-1010e",
                                       "chi660e", "autolab-pgstat302n"}));
}

TEST(Instrument, EverySourceIsInTheListOfReferences) {
  NITER_IDENTITY("a source is a key of references.bib");
  const auto bib = read_file(*share_file("references.bib"));
  ASSERT_TRUE(bib);
  const auto instruments = load_instruments();
  ASSERT_TRUE(instruments) << instruments.error().text();
  for (const auto& instrument : *instruments) {
    EXPECT_NE(bib->find("{" + instrument.ranges.source + ","), std::string::npos);
    for (const auto* number : numbers_of(instrument)) {
      EXPECT_NE(bib->find("{" + number->source + ","), std::string::npos)
          << instrument.id << ": " << number->source;
      // what nobody gave is marked as a choice, never as read
      if (number->status == chem::Standing::Derived) {
        EXPECT_FALSE(number->note.empty()) << instrument.id;
      }
    }
  }
}

TEST(Instrument, UnknownNameIsAnErrorWithTheNearest) {
  NITER_IDENTITY("the hint names the nearest instrument");
  const auto missing = load_instrument("chi660");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::NotFound);
  EXPECT_THAT(missing.error().hint, ::testing::HasSubstr("chi660e"));
}

}  // namespace
}  // namespace niter::twin
