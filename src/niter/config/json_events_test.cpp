#include "niter/config/json_events.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::config {
namespace {

/// Writes what it hears.
class Transcript : public JsonEvents {
 public:
  void begin_object(std::string_view key) override { heard += fmt::format("{}{{ ", key); }
  void begin_array(std::string_view key) override { heard += fmt::format("{}[ ", key); }
  void end() override { heard += "end "; }
  void number(std::string_view key, double value) override {
    heard += fmt::format("{}={} ", key, value);
  }
  void text(std::string_view key, std::string_view value) override {
    heard += fmt::format("{}='{}' ", key, value);
  }
  void other(std::string_view key) override { heard += fmt::format("{}? ", key); }
  std::string heard;
};

TEST(JsonEvents, DocumentInItsOrder) {
  NITER_IDENTITY("every value is heard once, with its name, in the order of the document");
  Transcript transcript;
  ASSERT_TRUE(scan_json(R"({"a":[1,-2.5e3,{"b":"x\u00b5"}],"c":true,"d":18446744073709551615})",
                        "it.json", transcript));
  EXPECT_EQ(transcript.heard,
            "{ a[ =1 =-2500 { b='x\xC2\xB5' end end c? d=1.8446744073709552e+19 end ");
}

TEST(JsonEvents, ErrorsKnowTheirPlace) {
  NITER_IDENTITY("errors name file, line and column; what came before was heard");
  Transcript transcript;
  const auto status = scan_json("{\"a\":1,\n\"b\":}", "it.json", transcript);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().text().find("it.json:2:5"), std::string::npos) << status.error().text();
  EXPECT_EQ(transcript.heard, "{ a=1 ");
  EXPECT_FALSE(scan_json("", "it.json", transcript));
  EXPECT_FALSE(scan_json("{\"a\":1} x", "it.json", transcript));
  const auto deep = scan_json(std::string(100000, '['), "it.json", transcript);
  ASSERT_FALSE(deep);
  EXPECT_NE(deep.error().text().find("deeper than"), std::string::npos);
}

}  // namespace
}  // namespace niter::config
