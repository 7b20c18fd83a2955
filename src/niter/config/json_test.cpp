#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "niter/config/value.hpp"

namespace niter::config {
namespace {

std::string place(const Where& where) {
  return fmt::format("{}:{}", where.line, where.column);
}

constexpr std::string_view sample = R"({
  "title": "µ \"x\"",
  "list": [1, 2.5, -3e-7 , true, null],
  "inner" : { "a": [], "b": {} },
  "last": 18446744073709551615
})";

TEST(Json, KindsOrderAndPlaces) {
  const auto document = parse_json(sample, "a.json");
  ASSERT_TRUE(document) << document.error().text();
  EXPECT_EQ(*document->find("title")->string(), "µ \"x\"");
  EXPECT_EQ(place(document->where), "1:1");
  EXPECT_EQ(place(document->find("title")->where), "2:12");
  EXPECT_EQ(place(document->find("title")->key_where), "2:3");
  const auto& list = *document->find("list")->array();
  ASSERT_EQ(list.size(), 5u);
  EXPECT_EQ(std::get<std::int64_t>(list[0].data), 1);
  EXPECT_EQ(list[2].number(), -3e-7);
  EXPECT_EQ(list[4].kind(), "nothing");
  EXPECT_EQ(place(list[1].where), "3:15");
  EXPECT_EQ(place(list[3].where), "3:28");
  EXPECT_EQ(place(list[4].where), "3:34");
  EXPECT_EQ(place(document->find("inner")->find("b")->where), "4:29");
  EXPECT_EQ(place(document->find("inner")->find("b")->key_where), "4:24");
  EXPECT_EQ(place(document->find("inner")->key_where), "4:3");
  EXPECT_EQ(document->find("last")->number(), 18446744073709551615.0);
}

TEST(Json, ColumnsCountCharacters) {
  const auto document = parse_json("[\"µ\", 2]", "a.json");
  ASSERT_TRUE(document);
  EXPECT_EQ(place(document->array()->at(1).where), "1:7");
}

TEST(Json, MistakesSayWhere) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"{\n  \"a\": 1,\n  \"a\": 2\n}", "a.json:3:3: the key 'a' is written twice"},
      {"{\n  \"a\": 1,\n}", "a.json:3:1: not valid JSON near"},
      {"[1, 2", "a.json:1:6: not valid JSON near"},
      {"[1e999]", "a.json:1:2: the number 1e999 is too large"},
      {"[1] 2", "a.json:1:5: not valid JSON near"},
      {"", "a.json:1:1: not valid JSON near"},
      {"[\"\xff\"]", "a.json:1:3: not valid JSON near"},
  };
  for (const auto& [text, wanted] : cases) {
    const auto document = parse_json(text, "a.json");
    ASSERT_FALSE(document) << text;
    EXPECT_EQ(document.error().text().substr(0, wanted.size()), wanted);
  }
}

TEST(Json, HostileInputIsAnError) {
  EXPECT_FALSE(parse_json(std::string(1000000, '['), "a.json"));
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "{\"a\":";
  EXPECT_FALSE(parse_json(deep, "a.json"));
  EXPECT_FALSE(parse_json(std::string(max_document_bytes + 1, ' '), "a.json"));
  for (std::size_t n = 0; n < sample.size(); ++n) {
    EXPECT_FALSE(parse_json(sample.substr(0, n), "a.json")) << n;
    for (const char byte : {'\0', '"', '[', '}', '\xff', ','}) {
      std::string text(sample);
      text[n] = byte;
      (void)parse_json(text, "a.json");
    }
  }
}

TEST(Json, WhatIsWrittenReadsBackTheSame) {
  const double numbers[] = {0.1, -81.79, 1.0, 1e22, 5e-324, 1.7976931348623157e308, 1.0 / 3, 0.0};
  Value::Array list(std::begin(numbers), std::end(numbers));
  Value value;
  value.set("numbers", list);
  value.set("whole", std::int64_t{1} << 62);
  value.set("text", "µmol \t \x01 \\ \" é 漢 😀");
  value.set("rows", Value::Array{Value::Table{{"a", 1}}, Value::Table{}});
  value.set("flag", false);
  value.set("flag", true);
  const auto text = to_json(value);
  const auto back = parse_json(text, "a.json");
  ASSERT_TRUE(back) << back.error().text() << text;
  EXPECT_EQ(to_json(*back), text);
  for (std::size_t i = 0; i < list.size(); ++i) {
    EXPECT_EQ(std::get<double>(back->find("numbers")->array()->at(i).data), numbers[i]);
  }
  EXPECT_EQ(*back->find("text")->string(), *value.find("text")->string());
  EXPECT_TRUE(std::get<bool>(back->find("flag")->data));
}

TEST(Json, LooksAsDocumented) {
  Value value;
  value.set("x", 1.0);
  value.set("bad", Value::Array{std::nan(""), std::numeric_limits<double>::infinity()});
  value.set("rows", Value::Array{Value::Table{{"a", "b"}}});
  value.set("bytes",
            "\xff\xed\xa0\x80"
            "\xc0\xaf"
            "ok\xe2\x82");
  EXPECT_EQ(to_json(value), R"({
  "x": 1.0,
  "bad": [null, null],
  "rows": [
    {
      "a": "b"
    }
  ],
  "bytes": "������ok��"
}
)");
}

}  // namespace
}  // namespace niter::config
