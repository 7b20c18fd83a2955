#include "niter/study/references.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/base/share.hpp"
#include "niter/base/text.hpp"

namespace niter::study {
namespace {

// A cursor over the text that counts lines.
class Scanner {
 public:
  Scanner(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  bool find(char wanted) {
    while (at_ < text_.size() && text_[at_] != wanted) step();
    return at_ < text_.size();
  }
  void skip_blank() {
    while (at_ < text_.size() &&
           (std::isspace(static_cast<unsigned char>(text_[at_])) || text_[at_] == ','))
      step();
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void step() { line_ += text_[at_++] == '\n'; }
  std::string until(std::string_view stops) {
    const auto start = at_;
    while (at_ < text_.size() && stops.find(text_[at_]) == std::string_view::npos) step();
    return std::string(trim(text_.substr(start, at_ - start)));
  }
  // {value}, inner braces dropped; or "value"; or a bare word
  std::string value() {
    if (peek() != '{' && peek() != '"') return until(",}\n");
    const bool quoted = peek() == '"';
    step();
    std::string out;
    for (int depth = 1; at_ < text_.size(); step()) {
      const char c = text_[at_];
      if (c == '{') ++depth;
      if (c == '}') --depth;
      if (depth == 0 || (quoted && c == '"' && depth == 1)) break;
      if (c != '{' && c != '}') out += c == '\n' ? ' ' : c;
    }
    if (at_ < text_.size()) step();
    return out;
  }
  Error error(std::string what) const {
    return {Code::InvalidInput, std::move(what), {file_, line_, 0}, {}};
  }

 private:
  std::string_view text_;
  std::string file_;
  std::size_t at_ = 0;
  int line_ = 1;
};

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

bool holds_word(const std::string& text, const std::string& word) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !is_word_character(text[at - 1])) &&
        (end == text.size() || !is_word_character(text[end]))) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string Reference::text() const {
  const auto get = [&](const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
  };
  std::string out = get("author");
  if (!get("title").empty()) out += (out.empty() ? "" : ": ") + get("title") + ".";
  for (const char* name : {"journal", "booktitle", "publisher", "howpublished", "note"}) {
    if (!get(name).empty()) out += " " + get(name);
  }
  if (!get("volume").empty()) out += " " + get("volume");
  if (!get("pages").empty()) out += ", " + get("pages");
  if (!get("year").empty()) out += fmt::format(" ({})", get("year"));
  if (!get("doi").empty()) out += ", doi:" + get("doi");
  return out + ".";
}

Result<std::vector<Reference>> parse_references(std::string_view text, const std::string& file) {
  std::vector<Reference> out;
  Scanner scan(text, file);
  while (scan.find('@')) {
    if (!scan.find('{')) return fail(scan.error("an entry without '{'"));
    scan.step();
    Reference entry;
    entry.key = scan.until(",}");
    if (entry.key.empty()) return fail(scan.error("an entry without a key"));
    for (scan.skip_blank(); scan.peek() != '}'; scan.skip_blank()) {
      const auto name = lower(scan.until("=}"));
      if (scan.peek() != '=')
        return fail(scan.error(fmt::format("'{}' in entry '{}' has no value", name, entry.key)));
      scan.step();
      scan.skip_blank();
      entry.fields[name] = scan.value();
    }
    out.push_back(std::move(entry));
  }
  return out;
}

Result<std::vector<Reference>> load_references() {
  NITER_TRY(const auto path, share_file("references.bib"));
  NITER_TRY(const auto text, read_file(path));
  return parse_references(text, path.string());
}

std::vector<Reference> cited(const std::vector<Reference>& all,
                             const std::vector<std::string>& texts) {
  std::vector<Reference> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out), [&](const Reference& r) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const auto& text) { return holds_word(text, r.key); });
  });
  return out;
}

}  // namespace niter::study
