// The table of instructions, and what holds them together: lines, ";" and repeats.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/twin/protocol/instructions.hpp"
#include "niter/twin/protocol/measures.hpp"
#include "niter/twin/protocol/protocol.hpp"
#include "niter/twin/protocol/reader.hpp"

namespace niter::twin::protocol {
namespace {

struct Row {
  std::string_view words;    // that begin the instruction
  std::string_view example;  // for its errors
  Result<Payload> (*read)(Reader& reader) = nullptr;
};

constexpr std::string_view rest_example = "rest for 5 min";
constexpr std::string_view impedance_example = "eis 100 kHz to 10 mHz, 10 mV, at -1.0 V vs RHE";

constexpr Row rows[] = {
    {"hold", "hold -1.0 V vs RHE for 1 h", read_hold},
    {"sweep", "sweep 0 to -1.2 V vs RHE at 10 mV/s", read_sweep},
    {"cycle", "cycle 3 times between 0.05 and 0.15 V vs RHE at 100 mV/s", read_cycle},
    {"eis", impedance_example, read_impedance},
    {"impedance", impedance_example, read_impedance},
    {"rest", rest_example, read_rest},
    {"ocp", rest_example, read_rest},
    {"ocv", rest_example, read_rest},
    {"open circuit", rest_example, read_rest},
    {"refresh", "refresh electrolyte", read_refresh},
    {"take", "take 1 mL", read_sample},
    {"compensate", "compensate 85 % of iR by positive feedback", read_compensation},
    {"record", "record every 1 s", read_record},
};

// Names of methods, and the instruction that does them.
constexpr std::pair<std::string_view, std::string_view> methods[] = {
    {"ca", "hold"},   {"cp", "hold"},     {"chronoamperometry", "hold"},
    {"lsv", "sweep"}, {"ramp", "sweep"},  {"chronopotentiometry", "hold"},
    {"cv", "cycle"},  {"wait", "rest"},   {"peis", "eis"},
    {"geis", "eis"},  {"loop", "repeat"}, {"sample", "take"},
};

constexpr std::size_t longest_unguessed = 3;  // bytes: a word so short is near everything

std::string advice_for(std::string_view word) {
  for (const auto& [method, instruction] : methods) {
    if (lower(word) == method) return fmt::format("write '{}'", instruction);
  }
  std::vector<std::string> known = {"repeat"};
  for (const auto& row : rows) known.emplace_back(row.words);
  const auto near = word.size() > longest_unguessed ? nearest(word, known) : std::nullopt;
  if (near) return fmt::format("did you mean '{}'?", *near);
  return "write one of: " + join(known, ", ");
}

using Body = std::vector<Instruction>;

class Grammar {
 public:
  Grammar(Reader& reader, std::string_view text) : reader_(reader), text_(text) {}

  // Until "end", which closes the repeat that `opener` began, or the end of the text.
  Result<Body> block(const Token* opener) {
    Body body;
    for (;;) {
      const bool is_over = reader_.peek().kind == TokenKind::End;
      if (is_over && opener) {
        return fail(reader_.error(*opener, "this repeat is never closed",
                                  "write 'end' on a line of its own behind its body"));
      }
      if (is_over || (opener && reader_.accept("end"))) return body;
      if (reader_.at_end()) {  // an empty line
        reader_.next();
        continue;
      }
      NITER_TRY(auto instruction, this->instruction());
      body.push_back(std::move(instruction));
    }
  }

 private:
  // What stands behind "repeat 6:" on the same line.
  Result<Body> line() {
    Body body;
    for (;;) {
      while (reader_.accept(";")) {
      }
      if (reader_.at_end()) return body;
      NITER_TRY(auto instruction, this->instruction());
      body.push_back(std::move(instruction));
    }
  }

  Result<Instruction> instruction() {
    Instruction out;
    const auto& first = reader_.peek();
    out.where = reader_.where(first);
    if (reader_.accept("repeat")) {
      NITER_TRY(out.what, repeat(first, out.text));
    } else {
      NITER_TRY(out.what, simple());
      out.text = written_since(first);
    }
    if (!reader_.at_end()) {
      return fail(reader_.error(
          reader_.peek(),
          fmt::format("{} does not belong to this instruction", quoted(reader_.peek().text)),
          reader_.advice()));
    }
    const auto seconds = duration(out);
    if (seconds && !(*seconds <= longest_duration)) {
      return fail(reader_.error(first, "this takes more than ten years", "shorten it"));
    }
    return out;
  }

  Result<Payload> simple() {
    for (const auto& row : rows) {
      if (!reader_.accept(row.words)) continue;
      reader_.set_example(row.example);
      return row.read(reader_);
    }
    const auto& token = reader_.peek();
    if (reader_.accept("end")) {
      return fail(reader_.error(token, "this 'end' closes no repeat",
                                "a repeat with its body on its line needs none"));
    }
    return fail(
        reader_.error(token, quoted(token.text) + " is no instruction", advice_for(token.text)));
  }

  Result<Payload> repeat(const Token& opener, std::string& text) {
    reader_.set_example("repeat 6");
    NITER_TRY(const int times,
              read_count(reader_, "a number of times", static_cast<int>(most_instructions)));
    reader_.accept("times");
    text = written_since(opener);
    if (depth_ == deepest_nesting) {
      return fail(reader_.error(
          opener, fmt::format("repeats are nested more than {} deep", deepest_nesting),
          "write the inner ones out"));
    }
    const bool colon = reader_.accept(":");
    if (!colon && !reader_.at_end()) return fail(reader_.unexpected("':' or the end of the line"));
    ++depth_;
    const bool one_line = colon && reader_.peek().kind != TokenKind::LineEnd;
    auto body = one_line ? line() : block(&opener);
    --depth_;
    reader_.set_example("end");
    if (!body) return fail(std::move(body).error());
    if (!body->empty()) return Repeat{times, *std::move(body)};
    return fail(reader_.error(opener, "this repeat has no instruction", "write its body below it"));
  }

  std::string written_since(const Token& first) const {
    const auto& last = reader_.last();
    const auto start = static_cast<std::size_t>(first.text.data() - text_.data());
    const auto end = static_cast<std::size_t>(last.text.data() - text_.data()) + last.text.size();
    return std::string(text_.substr(start, end - start));
  }

  Reader& reader_;
  std::string_view text_;
  int depth_ = 0;
};

// The instruction with which the count passes the limit, if any.
const Instruction* first_too_many(const Body& body) {
  std::int64_t sum = 0;
  for (const auto& instruction : body) {
    sum += count(instruction);
    if (sum > most_instructions) return &instruction;
  }
  return nullptr;
}

}  // namespace

Result<Protocol> parse_protocol(std::string_view text, std::string_view file_name, int first_line) {
  const Where start{std::string(file_name), first_line, 1};
  if (text.size() > longest_text) {
    return fail(Error{Code::InvalidInput,
                      fmt::format("a text of {} bytes is no protocol", text.size()), start,
                      fmt::format("{} bytes are the most", longest_text)});
  }
  NITER_TRY(auto words, tokens(text, file_name, first_line));
  Reader reader(std::move(words), file_name);
  NITER_TRY(auto body, Grammar(reader, text).block(nullptr));
  if (body.empty()) {
    return fail(Error{Code::InvalidInput, "a protocol without an instruction", start,
                      write_like(rows[0].example)});
  }
  if (const auto* const excess = first_too_many(body)) {
    return fail(
        Error{Code::InvalidInput, "the protocol grows too long here", excess->where,
              fmt::format("{} instructions are the most, repeats unrolled", most_instructions)});
  }
  return Protocol{std::move(body)};
}

}  // namespace niter::twin::protocol
