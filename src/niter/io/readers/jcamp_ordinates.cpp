#include "niter/io/readers/jcamp_ordinates.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <string_view>

#include <fmt/format.h>

namespace niter::io::jcamp {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_separator(char c) {
  return c == ' ' || c == '\t' || c == ',' || c == ';';
}

enum class Form { Plain, Squeezed, Difference, Duplicate, None };

struct First {
  Form form = Form::None;
  int digit = 0;  // with the sign of the number
};

constexpr First classify(char c) {
  if (c == '@') return {Form::Squeezed, 0};
  if (c >= 'A' && c <= 'I') return {Form::Squeezed, c - 'A' + 1};
  if (c >= 'a' && c <= 'i') return {Form::Squeezed, -(c - 'a' + 1)};
  if (c == '%') return {Form::Difference, 0};
  if (c >= 'J' && c <= 'R') return {Form::Difference, c - 'J' + 1};
  if (c >= 'j' && c <= 'r') return {Form::Difference, -(c - 'j' + 1)};
  if (c >= 'S' && c <= 'Z') return {Form::Duplicate, c - 'S' + 1};
  if (c == 's') return {Form::Duplicate, 9};
  if ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.') return {Form::Plain, 0};
  return {};
}

constexpr auto classes = [] {
  std::array<First, 256> table{};
  for (int c = 0; c < 256; ++c) table[static_cast<std::size_t>(c)] = classify(static_cast<char>(c));
  return table;
}();

First first_of(char c) {
  return classes[static_cast<unsigned char>(c)];
}

/// Reads numbers along one line.
class Cursor {
 public:
  explicit Cursor(std::string_view line)
      : begin_(line.data()), at_(begin_), end_(at_ + line.size()) {}

  bool skip_separators() {
    while (at_ < end_ && is_separator(*at_)) ++at_;
    return at_ < end_;
  }
  char peek() const { return *at_; }
  void step() { ++at_; }
  int column() const { return static_cast<int>(at_ - begin_) + 1; }

  // digits behind a first one that a letter stands for
  double letter_number(int first) {
    ++at_;
    double magnitude = first < 0 ? -first : first;
    const char* const digits = at_;
    while (at_ < end_ && is_digit(*at_)) magnitude = 10 * magnitude + (*at_++ - '0');
    if (at_ - digits > 15 || (at_ < end_ && *at_ == '.'))
      magnitude = exactly(digits, magnitude_of(first));
    return first < 0 ? -magnitude : magnitude;
  }

  // sign, digits, point, digits, exponent with a sign; false if there is no digit
  bool plain_number(double& value) {
    const char* const begin = at_;
    const bool negative = *at_ == '-';
    if (*at_ == '-' || *at_ == '+') ++at_;
    const char* const digits = at_;
    double magnitude = 0;
    while (at_ < end_ && is_digit(*at_)) magnitude = 10 * magnitude + (*at_++ - '0');
    const bool point = at_ < end_ && *at_ == '.';
    const bool exponent = end_ - at_ > 2 && (*at_ == 'E' || *at_ == 'e') &&
                          (at_[1] == '+' || at_[1] == '-') && is_digit(at_[2]);
    if (point || exponent || at_ - digits > 15) return exact_number(digits, negative, value);
    if (at_ == digits) {
      at_ = begin;
      return false;
    }
    value = negative ? -magnitude : magnitude;
    return true;
  }

 private:
  static char magnitude_of(int first) {
    return static_cast<char>('0' + (first < 0 ? -first : first));
  }

  // the slow way for what does not fit in a double exactly or has a fraction
  double exactly(const char* digits, char first) {
    while (at_ < end_ && (is_digit(*at_) || *at_ == '.')) ++at_;
    const std::string text = first + std::string(digits, at_);
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

  bool exact_number(const char* digits, bool negative, double& value) {
    const char* stop = digits;
    while (stop < end_ && (is_digit(*stop) || *stop == '.')) ++stop;
    if (end_ - stop > 2 && (*stop == 'E' || *stop == 'e') && (stop[1] == '+' || stop[1] == '-') &&
        is_digit(stop[2])) {
      stop += 2;
      while (stop < end_ && is_digit(*stop)) ++stop;
    }
    double magnitude = 0;
    const auto [end, error] = std::from_chars(digits, stop, magnitude);
    at_ = end;
    if (error != std::errc()) return false;
    value = negative ? -magnitude : magnitude;
    return true;
  }

  const char* begin_;
  const char* at_;
  const char* end_;
};

class Decoder {
 public:
  Decoder(std::size_t most, std::size_t bytes, const std::string& file) : most_(most), file_(file) {
    constexpr std::size_t bytes_of_an_ordinate = 5;  // in the densest form, about
    table_.y.reserve(bytes / bytes_of_an_ordinate);
  }

  Status read(const TextLine& line) {
    Cursor cursor(line.text);
    if (!cursor.skip_separators()) return {};
    LineStart start{line.number, 0, table_.y.size()};
    if (!cursor.plain_number(start.x))
      return refuse(line, cursor, "a line begins with its abscissa");
    bool check = was_difference_;
    if (check) --start.index;
    while (cursor.skip_separators()) {
      const auto first = first_of(cursor.peek());
      double value = missing;
      switch (first.form) {
        case Form::Plain:
          if (!cursor.plain_number(value)) return refuse(line, cursor, "this is not a number");
          break;
        case Form::Squeezed:
          value = cursor.letter_number(first.digit);
          break;
        case Form::Difference:
          difference_ = cursor.letter_number(first.digit);
          if (table_.y.empty()) return refuse(line, cursor, "a difference to nothing");
          add(table_.y.back() + difference_);
          was_difference_ = true;
          check = false;
          continue;
        case Form::Duplicate: {
          const double times = cursor.letter_number(first.digit);
          if (table_.y.empty()) return refuse(line, cursor, "a repetition of nothing");
          if (!(times + static_cast<double>(table_.y.size()) <= static_cast<double>(most_))) {
            return refuse(line, cursor, "more repetitions than a file of this size can mean");
          }
          for (double k = 1; k < times; ++k) {
            add(table_.y.back() + (was_difference_ ? difference_ : 0.0));
          }
          continue;
        }
        case Form::None:
          if (cursor.peek() != '?')
            return refuse(line, cursor, "this is no number form of JCAMP-DX");
          cursor.step();
          break;
      }
      if (check) {
        verify(value, line.number);
        check = false;
      } else {
        add(value);
      }
      was_difference_ = false;
    }
    table_.starts.push_back(start);
    return {};
  }

  Ordinates take() { return std::move(table_); }

 private:
  void add(double value) { table_.y.push_back(value); }

  void verify(double value, int line) {
    if (value == table_.y.back()) return;
    if (table_.failed_checks++ == 0) table_.first_failed = line;
    table_.y.back() = value;
  }

  Status refuse(const TextLine& line, const Cursor& cursor, std::string what) const {
    return fail({Code::InvalidInput,
                 std::move(what),
                 {file_, line.number, cursor.column()},
                 "a table of JCAMP-DX holds numbers only"});
  }

  std::size_t most_;
  const std::string& file_;
  Ordinates table_;
  double difference_ = 0;
  bool was_difference_ = false;
};

}  // namespace

Result<Ordinates> read_ordinates(std::span<const TextLine> lines, std::size_t most,
                                 const std::string& file) {
  std::size_t bytes = 0;
  for (const auto& line : lines) bytes += line.text.size();
  Decoder decoder(most, bytes, file);
  for (const auto& line : lines) {
    NITER_OK(decoder.read({line.number, line.text.substr(0, line.text.find("$$"))}));
  }
  return decoder.take();
}

Result<std::vector<double>> read_points(std::span<const TextLine> lines, const std::string& file) {
  std::vector<double> numbers;
  for (const auto& line : lines) {
    Cursor cursor(line.text.substr(0, line.text.find("$$")));
    while (cursor.skip_separators()) {
      const char c = cursor.peek();
      if (c == '(' || c == ')') {
        cursor.step();
        continue;
      }
      double value = missing;
      if (c == '?') {
        cursor.step();
      } else if (first_of(c).form != Form::Plain || !cursor.plain_number(value)) {
        return fail({Code::InvalidInput,
                     "this is not a number",
                     {file, line.number, cursor.column()},
                     "pairs of numbers are wanted here"});
      }
      numbers.push_back(value);
    }
  }
  return numbers;
}

}  // namespace niter::io::jcamp
