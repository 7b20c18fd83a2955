#include <fmt/format.h>
#include <gtest/gtest.h>

#include "niter/config/value.hpp"

namespace niter::config {
namespace {

std::string place(const Where& where) {
  return fmt::format("{}:{}:{}", where.file, where.line, where.column);
}

std::string error_of(std::string_view text) {
  const auto document = parse_toml(text, "a.toml");
  return document ? "no error" : document.error().text();
}

constexpr std::string_view sample = R"(title = "µ study"
n = 6
x = 0.5

[simulate]
cells = [
  { experiment = "no3", film = "200 um" },
]
flag = true

[[fact]]
id = "no3.FE.max"
[[fact]]
id = "no2.FE.max"
a.b.c = -1
)";

TEST(Toml, KeepsKindsAndOrder) {
  const auto document = parse_toml(sample, "a.toml");
  ASSERT_TRUE(document) << document.error().text();
  ASSERT_NE(document->table(), nullptr);
  std::vector<std::string> names;
  for (const auto& [name, member] : *document->table()) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"title", "n", "x", "simulate", "fact"}));
  EXPECT_EQ(*document->find("title")->string(), "µ study");
  EXPECT_EQ(std::get<std::int64_t>(document->find("n")->data), 6);
  EXPECT_EQ(document->find("x")->number(), 0.5);
  EXPECT_TRUE(std::get<bool>(document->find("simulate")->find("flag")->data));
  EXPECT_EQ(document->find("nothing"), nullptr);
  EXPECT_EQ(document->find("n")->find("n"), nullptr);
}

TEST(Toml, EveryNodeKnowsItsPlace) {
  const auto document = parse_toml(sample, "a.toml");
  ASSERT_TRUE(document);
  EXPECT_EQ(place(document->find("x")->key_where), "a.toml:3:1");
  EXPECT_EQ(place(document->find("x")->where), "a.toml:3:5");
  const auto& cell = document->find("simulate")->find("cells")->array()->at(0);
  EXPECT_EQ(place(cell.where), "a.toml:7:3");
  EXPECT_EQ(place(cell.find("film")->key_where), "a.toml:7:25");
  EXPECT_EQ(place(cell.find("film")->where), "a.toml:7:32");
  const auto& second = document->find("fact")->array()->at(1);
  EXPECT_EQ(second.where.line, 13);
  EXPECT_EQ(place(second.find("id")->where), "a.toml:14:6");
  EXPECT_EQ(place(second.find("a")->find("b")->find("c")->where), "a.toml:15:9");
  EXPECT_EQ(second.find("a")->where.line, 15);
}

TEST(Toml, MistakesSayWhere) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"a = 1\nb = \n", "a.toml:2:"},
      {"a = 1\nb = 2\na = 3\n", "a.toml:3:5: the key 'a' is written twice"},
      {"[t]\nx = 1\n[t]\ny = 1\n", "a.toml:3:1: the key 't' is written twice; keep one of the two"},
      {"[t]\nx = 1\n[[t]]\n",
       "a.toml:3:1: 't' is written both as [t] and as [[t]]; a list has two"},
      {"[[t]]\nx = 1\n[t]\n",
       "a.toml:3:1: 't' is written both as [t] and as [[t]]; a list has two"},
      {"a = \"open\nb = 1\n", "a.toml:1:"},
      {"day = 2025-06-03\n", "a.toml:1:7: dates and times are not used here; write it as a text"},
      {"t = 07:30:00\n", "a.toml:1:5: dates and times are not used here"},
      {"t = 2025-06-03T07:30:00Z\n", "a.toml:1:5: dates and times are not used here"},
      {"a = 99999999999999999999\n", "a.toml:1:"},
      {"a = \"\xff\"\n", "a.toml:1:"},
  };
  for (const auto& [text, wanted] : cases) {
    EXPECT_EQ(error_of(text).substr(0, wanted.size()), wanted) << text << "\n" << error_of(text);
  }
  EXPECT_EQ(error_of(std::string_view("a = 1\nb\0 = 2", 12)).substr(0, 26),
            "a.toml:2:2: a NUL byte: th");
}

TEST(Toml, HostileInputIsAnError) {
  const auto repeat = [](std::string_view piece, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += piece;
    return out;
  };
  const std::string deep[] = {
      "a = " + repeat("[", 100000),
      "a = " + repeat("[", 70) + repeat("]", 70),
      "a = " + repeat("{a=", 100000),
      repeat("a.", 1000000) + "a = 1",
      repeat("\"x\" . ", 100000) + "a = 1",
      "[" + repeat("a.", 100000) + "a]",
      "b = [ { " + repeat("'y'.", 100000) + "a = 1 } ]",
      "s = \"quote \\\" inside\"\n" + repeat("a.", 100000) + "a = 1",
      "s = '''it's'''\n" + repeat("a.", 100000) + "a = 1",
      std::string(max_document_bytes + 1, ' '),
  };
  for (const auto& text : deep) {
    const auto document = parse_toml(text, "a.toml");
    EXPECT_FALSE(document) << text.substr(0, 60);
  }
  EXPECT_TRUE(parse_toml("t = \"" + repeat("a. ", 1000) + "\" # " + repeat(".", 1000), "a.toml"));
  EXPECT_TRUE(parse_toml("t = \"\"\"\n" + repeat("a. ", 1000) + "\n\"\"\"\n", "a.toml"));
  EXPECT_TRUE(parse_toml("", "a.toml"));
}

TEST(Toml, TruncatedOrCorruptedNeverCrashes) {
  for (std::size_t n = 0; n < sample.size(); ++n) {
    (void)parse_toml(sample.substr(0, n), "a.toml");
    for (const char byte : {'\0', '"', '[', '.', '\xff', '\n', '='}) {
      std::string text(sample);
      text[n] = byte;
      if (const auto document = parse_toml(text, "a.toml"); !document) {
        EXPECT_GT(document.error().where.line, 0) << text;
      }
    }
  }
}

TEST(Toml, AMissingFileIsNotFound) {
  const auto document = load_toml("/nowhere/a.toml");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, Code::NotFound);
}

}  // namespace
}  // namespace niter::config
