// Reading circuits: one scanner, three small grammars, one tree.
#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "niter/analysis/impedance/circuit.hpp"
#include "niter/analysis/impedance/circuit_scanner.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {

namespace {

using Kind = CircuitNode::Kind;

/// The notation a text is in: each has a sign that the others lack.
Notation notation_of(std::string_view text) {
  int braces = 0;
  bool brackets = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{') ++braces;
    if (c == '}') --braces;
    if (braces > 0) continue;
    const bool joins = c == 'p' && i + 1 < text.size() && text[i + 1] == '(' &&
                       (i == 0 || !is_letter(text[i - 1]));
    if (c == '-' || c == ',' || joins) return Notation::Dashes;
    if (c == '+' || c == '/') return Notation::Plus;
    if (c == '(' || c == '[') brackets = true;
  }
  if (brackets || text.find('{') != std::string_view::npos) return Notation::Boukamp;
  // "CPE1", "R0": one element with its number, as impedance.py writes it
  return !text.empty() && is_label(text.back()) ? Notation::Dashes : Notation::Boukamp;
}

class Parser : private CircuitScanner {
 public:
  explicit Parser(std::string_view text) : CircuitScanner(text) {
    circuit_.notation = notation_of(text);
  }

  Result<Circuit> circuit() {
    if (text_.size() > max_circuit_text) {
      return refuse(0, fmt::format("the text is longer than {} characters", max_circuit_text));
    }
    NITER_TRY(circuit_.root, circuit_.notation == Notation::Plus      ? sum(0)
                             : circuit_.notation == Notation::Boukamp ? row(Kind::Series, 0, '\0')
                                                                      : chain(0));
    if (!at_end()) return refuse(place_, fmt::format("unexpected '{}'", peek()));
    NITER_OK(number());
    return std::move(circuit_);
  }

 private:
  Status deeper(int depth) const {
    if (depth <= max_circuit_depth) return {};
    return refuse(place_, fmt::format("nested deeper than {} brackets", max_circuit_depth));
  }

  static CircuitNode connect(Kind kind, std::vector<CircuitNode> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    CircuitNode node{kind, 0, {}};
    // series in series and parallel in parallel are one connection
    for (auto& part : parts) {
      if (part.kind == kind) {
        for (auto& inner : part.parts) node.parts.push_back(std::move(inner));
      } else {
        node.parts.push_back(std::move(part));
      }
    }
    return node;
  }

  // ---- R0-p(R1,CPE1)

  Result<CircuitNode> chain(int depth) {
    NITER_OK(deeper(depth));
    std::vector<CircuitNode> parts;
    do {
      NITER_TRY(auto part, link(depth));
      parts.push_back(std::move(part));
    } while (accept('-'));
    return connect(Kind::Series, std::move(parts));
  }

  Result<CircuitNode> link(int depth) {
    skip();
    if (text_.substr(place_, 2) != "p(") return element();
    const std::size_t start = place_;
    place_ += 2;
    std::vector<CircuitNode> parts;
    do {
      NITER_TRY(auto part, chain(depth + 1));
      parts.push_back(std::move(part));
    } while (accept(','));
    NITER_OK(expect(')'));
    if (parts.size() < 2) return refuse(start, "p() joins two branches or more");
    return connect(Kind::Parallel, std::move(parts));
  }

  // ---- R1+Q2/(R2+W2)

  Result<CircuitNode> sum(int depth) {
    NITER_OK(deeper(depth));
    std::vector<CircuitNode> parts;
    do {
      std::vector<CircuitNode> branches;
      do {
        if (accept('(')) {
          NITER_TRY(auto inner, sum(depth + 1));
          NITER_OK(expect(')'));
          branches.push_back(std::move(inner));
        } else {
          NITER_TRY(auto part, element());
          branches.push_back(std::move(part));
        }
      } while (accept('/'));
      parts.push_back(connect(Kind::Parallel, std::move(branches)));
    } while (accept('+'));
    return connect(Kind::Series, std::move(parts));
  }

  // ---- R(C[RW])

  Result<CircuitNode> row(Kind kind, int depth, char end) {
    NITER_OK(deeper(depth));
    const std::size_t start = place_;
    std::vector<CircuitNode> parts;
    while (!at_end() && peek() != end) {
      NITER_TRY(auto part, item(kind, depth));
      parts.push_back(std::move(part));
    }
    if (end != '\0') NITER_OK(expect(end));
    if (parts.empty()) return refuse(start, "an element is missing");
    if (kind == Kind::Parallel && parts.size() < 2) {
      return refuse(start, "() joins two branches or more");
    }
    return connect(kind, std::move(parts));
  }

  Result<CircuitNode> item(Kind around, int depth) {
    if (accept('[')) return row(Kind::Series, depth + 1, ']');
    if (accept('(')) {
      return row(around == Kind::Parallel ? Kind::Series : Kind::Parallel, depth + 1, ')');
    }
    return element();
  }

  // ---- elements

  Result<CircuitNode> element() {
    skip();
    const std::size_t start = place_;
    if (at_end()) return refuse(start, "an element is missing at the end");
    if (!is_letter(text_[place_])) {
      return refuse(start, fmt::format("an element is expected, not '{}'", text_[place_]));
    }
    ++place_;
    const bool code = circuit_.notation == Notation::Boukamp;
    while (place_ < text_.size() && is_letter(text_[place_]) &&
           (!code || std::islower(static_cast<unsigned char>(text_[place_])) != 0)) {
      ++place_;
    }
    const auto symbol = text_.substr(start, place_ - start);
    const std::size_t label = place_;
    while (place_ < text_.size() && is_label(text_[place_])) ++place_;
    ElementUse use;
    use.element = find_element(symbol, circuit_.notation);
    if (use.element == nullptr) return refuse(start, unknown(symbol), near(symbol));
    if (circuit_.elements.size() == max_circuit_elements) {
      return refuse(start, fmt::format("more than {} elements", max_circuit_elements));
    }
    use.name = std::string(symbol);
    use.label = std::string(text_.substr(label, place_ - label));
    use.settings.resize(use.element->parameters.size());
    if (peek() == '{') NITER_OK(braces(use));
    circuit_.elements.push_back(std::move(use));
    starts_.push_back(start);
    return CircuitNode{Kind::Element, circuit_.elements.size() - 1, {}};
  }

  static std::string unknown(std::string_view symbol) {
    return fmt::format("no element '{}'", symbol);
  }
  std::string near(std::string_view symbol) const {
    std::vector<std::string> known;
    for (const auto& row : elements()) {
      if (!row.symbol(circuit_.notation).empty()) {
        known.emplace_back(row.symbol(circuit_.notation));
      }
    }
    const auto near = symbol.size() > 1 ? nearest(symbol, known) : std::nullopt;
    return near ? fmt::format("did you mean '{}'?", *near)
                : fmt::format("elements of this notation: {}", join(known, ", "));
  }

  // ---- {Q=1e-5/lower/upper,n=0.9f:label}

  Status braces(ElementUse& use) {
    NITER_OK(expect('{'));
    while (peek() != ':' && peek() != '}') {
      const std::size_t start = place_;
      while (place_ < text_.size() && (is_letter(text_[place_]) || is_label(text_[place_]))) {
        ++place_;
      }
      const auto symbol = text_.substr(start, place_ - start);
      const auto& parameters = use.element->parameters;
      const auto found = std::ranges::find_if(parameters, [&](const auto& p) {
        return p.symbol == symbol || (!symbol.empty() && p.alias == symbol);
      });
      if (found == parameters.end()) {
        return refuse(start, fmt::format("'{}' has no parameter '{}'", use.name, symbol));
      }
      NITER_OK(expect('='));
      auto& setting = use.settings[static_cast<std::size_t>(found - parameters.begin())];
      NITER_OK(values(setting));
      if (!accept(',')) break;
    }
    if (accept(':')) {
      skip();
      const std::size_t start = place_;
      while (place_ < text_.size() && text_[place_] != '}') ++place_;
      use.label = std::string(trim(text_.substr(start, place_ - start)));
    }
    return expect('}');
  }

  /// Numbers for the elements without one, and names.
  Status number() {
    std::map<std::string, std::size_t> taken;
    const auto name = [&](std::size_t i) -> Status {
      auto& use = circuit_.elements[i];
      const std::string symbol = use.name;
      const bool digits = std::ranges::all_of(use.label, is_label);
      use.name = digits ? symbol + use.label : symbol + "_" + use.label;
      const auto [before, fresh] = taken.emplace(use.name, i);
      if (!fresh) {
        return refuse(starts_[i], fmt::format("'{}' stands at column {} already", use.name,
                                              starts_[before->second] + 1));
      }
      return {};
    };
    std::map<std::string, int> count;
    for (std::size_t i = 0; i < circuit_.elements.size(); ++i) {
      if (!circuit_.elements[i].label.empty()) NITER_OK(name(i));
    }
    for (std::size_t i = 0; i < circuit_.elements.size(); ++i) {
      auto& use = circuit_.elements[i];
      if (!use.label.empty()) continue;
      do {
        use.label = std::to_string(++count[use.name]);
      } while (taken.contains(use.name + use.label));
      NITER_OK(name(i));
    }
    return {};
  }

  Circuit circuit_;
  std::vector<std::size_t> starts_;  // of the elements in the text
};

}  // namespace

Result<Circuit> parse_circuit(std::string_view text) {
  return Parser(text).circuit();
}

}  // namespace niter::analysis
