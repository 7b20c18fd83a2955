#include "niter/io/encoding.hpp"

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io {
namespace {

std::string utf8(std::string_view bytes) {
  const auto text = to_utf8(bytes, "x.txt");
  EXPECT_TRUE(text) << text.error().text();
  return text ? *text : "";
}

TEST(Encoding, OneTextInFiveEncodings) {
  NITER_IDENTITY("the bytes that `iconv -t` of the system makes of one text");
  EXPECT_EQ(utf8("\xEF\xBB\xBF\xC2\xB5"
                 "A"),
            "µA");
  EXPECT_EQ(utf8("\xB5"
                 "A/cm\xB2"),
            "µA/cm²");
  EXPECT_EQ(utf8(std::string_view("\xFF\xFE\xB5\0A\0", 6)), "µA");
  EXPECT_EQ(utf8(std::string_view("\xFE\xFF\0\xB5\0A", 6)), "µA");
  EXPECT_EQ(utf8(std::string_view("t\0i\0m\0e\0 \0\xB5\0", 12)), "time µ");
  EXPECT_EQ(utf8("\xB5\xE7\xC1\xF7 (A)\n\xCA\xB1\xBC\xE4 (s)\n"), "电流 (A)\n时间 (s)\n");
}

TEST(Encoding, GermanLatin1IsNotTakenForChinese) {
  NITER_IDENTITY("umlauts stand alone, Chinese characters are pairs");
  EXPECT_EQ(find_encoding("Fl\xE4"
                          "che; Gr\xF6\xDF"
                          "e; Stromst\xE4rke"),
            Encoding::Latin1);
  EXPECT_EQ(find_encoding("phase \xB0; <I>/\xB5"
                          "A"),
            Encoding::Latin1);
  // "ö" and "ß" side by side are a pair, but no common Chinese character
  EXPECT_EQ(find_encoding("Gr\xF6\xDF"
                          "e"),
            Encoding::Latin1);
  EXPECT_EQ(find_encoding("plain"), Encoding::Utf8);
}

TEST(Encoding, BrokenTextIsNamed) {
  NITER_IDENTITY("errors name the line");
  EXPECT_NE(to_utf8(std::string_view("a\nb\0", 4), "x").error().text().find("x:2: a NUL"),
            std::string::npos);
  EXPECT_FALSE(to_utf8(std::string_view("\xFF\xFE\x00\xD8", 4), "x"));  // half a surrogate pair
  EXPECT_FALSE(to_utf8(std::string_view("\xFF\xFE\x41", 3), "x"));
}

TEST(TextLines, AnyLineEnd) {
  NITER_IDENTITY("the same three lines");
  for (const std::string_view text :
       {"a\nb\n\nc", "a\r\nb\r\n\r\nc\r\n", "a\rb\r\rc\r", "a\rb\n\nc\n"}) {
    const auto lines = split_lines(text);
    ASSERT_EQ(lines.size(), 4u) << text;
    EXPECT_EQ(lines[0].text, "a");
    EXPECT_EQ(lines[1].text, "b");
    EXPECT_EQ(lines[2].text, "");
    EXPECT_EQ(lines[3].text, "c");
    EXPECT_EQ(lines[3].number, 4);
  }
}

TEST(Encoding, Utf8IsNotCopied) {
  NITER_IDENTITY("a view of the same bytes, without the mark; anything else is converted");
  const std::string plain = "\xEF\xBB\xBFµA";
  const auto same = Utf8Text::of(plain, "x");
  ASSERT_TRUE(same);
  EXPECT_EQ(same->view().data(), plain.data() + 3);
  const std::string old =
      "\xB5"
      "A, 25 \xB0"
      "C";
  const auto converted = Utf8Text::of(old, "x");
  ASSERT_TRUE(converted);
  EXPECT_EQ(converted->view(), "µA, 25 °C");
}

}  // namespace
}  // namespace niter::io
