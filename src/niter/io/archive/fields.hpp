// What an archive holds of each struct, said once for writing and for reading. Private to this
// room.
#pragma once

#include <cmath>
#include <concepts>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "niter/io/archive.hpp"
#include "niter/io/archive/hdf5.hpp"
#include "niter/units/notation.hpp"

namespace niter::io {

/// T, const when written.
template <class T, class Plain>
concept Of = std::same_as<std::remove_const_t<T>, Plain>;

/// A vector of structs: a group with members "0", "1", ...
template <class V, class Items, class Visit>
void list(V& v, const std::string& name, Items& items, const Visit& visit) {
  if constexpr (V::writes) {
    v.enter(name);
    for (std::size_t i = 0; i < items.size(); ++i) {
      v.enter(std::to_string(i));
      visit(v, items[i]);
      v.leave();
    }
    v.leave();
  } else {
    if (!v.enter(name)) return;
    const auto count = v.members();
    for (std::size_t i = 0; i < count && v.enter(std::to_string(i)); ++i) {
      visit(v, items.emplace_back());
      v.leave();
    }
    v.leave();
  }
}

template <class V, class T>
void flag(V& v, const char* name, T& value) {
  std::int64_t whole = value ? 1 : 0;
  v.whole(name, whole);
  if constexpr (!V::writes) value = whole != 0;
}

template <class V, Of<Unit> T>
void unit(V& v, const char* name, T& value) {
  std::string text = value.text();
  v.text(name, text);
  if constexpr (!V::writes) {
    auto read = Unit::parse(text);
    if (read)
      value = *std::move(read);
    else
      v.fail_with(fmt::format("'{}' is no unit: {}", name, read.error().what));
  }
}

/// An enumerator by its word; `words` in the order of the enumerators.
template <class V, class T, std::size_t n>
void word(V& v, const char* name, T& value, const char* const (&words)[n]) {
  std::string text = words[static_cast<std::size_t>(value)];
  v.text(name, text);
  if constexpr (!V::writes) {
    for (std::size_t i = 0; i < n; ++i) {
      if (text == words[i]) {
        value = static_cast<T>(i);
        return;
      }
    }
    v.fail_with(fmt::format("'{}' cannot be '{}'", name, text));
  }
}

/// Pairs of texts in their order: two datasets.
template <class V, class T>
void pairs(V& v, const std::string& name, T& value) {
  std::vector<std::string> keys;
  std::vector<std::string> texts;
  if constexpr (V::writes) {
    for (const auto& [key, text] : value) {
      keys.push_back(key);
      texts.push_back(text);
    }
  }
  v.texts((name + "_names").c_str(), keys);
  v.texts((name + "_values").c_str(), texts);
  if constexpr (!V::writes) {
    if (keys.size() != texts.size()) return v.fail_with(fmt::format("'{}' do not pair", name));
    for (std::size_t i = 0; i < keys.size(); ++i)
      value.insert(value.end(), {std::move(keys[i]), std::move(texts[i])});
  }
}

/// A value with the signed contributions of its inputs.
template <class V, Of<Uncertain> T>
void uncertain(V& v, T& value, const std::string& units) {
  double number = value.value();
  std::vector<std::string> inputs;
  std::vector<double> contributions;
  for (const auto& [input, contribution] : value.contributions()) {
    inputs.push_back(input);
    contributions.push_back(contribution);
  }
  v.number("value", number, units);
  if constexpr (V::writes) v.number("standard_uncertainty", value.sigma(), units);
  v.texts("inputs", inputs);
  v.numbers("contributions", contributions, units);
  if constexpr (!V::writes) {
    bool good = inputs.size() == contributions.size();
    Uncertain sum;
    for (std::size_t i = 0; good && i < inputs.size(); ++i) {
      good = std::isfinite(contributions[i]) && (i == 0 || inputs[i - 1] < inputs[i]);
      if (!good) break;
      const double sign = contributions[i] < 0 ? -1 : 1;
      sum = Uncertain::linear(number, 1, sum, sign,
                              Uncertain::input(inputs[i], 0, std::abs(contributions[i])));
    }
    if (!good) return v.fail_with("the inputs of a value and their contributions do not pair");
    value = inputs.empty() ? Uncertain(number) : sum;
  }
}

template <class V, Of<data::Provenance> T>
void visit(V& v, T& it) {
  v.text("origin", it.origin);
  v.text("sha256", it.sha256);
  v.text("made_by", it.made_by);
  pairs(v, "settings", it.settings);
}

template <class V, Of<data::Column> T>
void visit(V& v, T& it) {
  v.text("name", it.name);
  unit(v, "display_unit", it.unit);
  v.text("comment", it.comment);
  const auto si = si_text(it.unit);
  v.numbers("values", it.values, si);
  v.numbers("sigma", it.sigma, si);
}

template <class V, Of<data::Table> T>
void visit(V& v, T& it) {
  v.text("title", it.title);
  list(v, "columns", it.columns, [](auto& w, auto& column) { visit(w, column); });
  v.enter("provenance");
  visit(v, it.provenance);
  v.leave();
}

template <class V, Of<data::Finding> T>
void visit(V& v, T& it) {
  static constexpr const char* verdicts[] = {"consistent", "marginal", "inconsistent",
                                             "needs a datum"};
  v.text("key", it.key);
  v.text("title", it.title);
  word(v, "verdict", it.verdict, verdicts);
  v.text("formula", it.formula);
  v.text("numbers", it.numbers);
  v.text("tolerance", it.tolerance);
  v.text("text", it.text);
  v.text("missing", it.missing);
  v.text("source", it.source);
  v.texts("facts", it.facts);
}

template <class V, Of<data::Measure> T>
void visit(V& v, T& it) {
  v.text("id", it.id);
  v.text("title", it.title);
  unit(v, "display_unit", it.unit);
  v.text("formula", it.formula);
  v.text("source", it.source);
  v.text("note", it.note);
  uncertain(v, it.value, si_text(it.unit));
}

template <class V, Of<data::Axis> T>
void visit(V& v, T& it) {
  v.text("word", it.word);
  unit(v, "display_unit", it.unit);
  v.text("scale", it.scale);
  flag(v, "logarithmic", it.logarithmic);
  std::vector<double> ends;
  if (it.range) ends = {it.range->first, it.range->second};
  v.numbers("range", ends, si_text(it.unit));
  if constexpr (!V::writes) {
    if (ends.size() == 2) it.range = std::pair{ends[0], ends[1]};
  }
}

template <class V, Of<data::Series> T>
void visit(V& v, T& it) {
  static constexpr const char* marks[] = {"line", "points", "band", "levels", "bars"};
  v.text("name", it.name);
  word(v, "mark", it.mark, marks);
  std::int64_t colour = it.colour;
  v.whole("colour", colour);
  if constexpr (!V::writes) it.colour = static_cast<int>(colour);
  flag(v, "dashed", it.dashed);
  flag(v, "reported", it.reported);
  flag(v, "shows_labels", it.shows_labels);
  v.numbers("x", it.x, "");
  v.numbers("y", it.y, "");
  v.numbers("low", it.low, "");
  v.numbers("high", it.high, "");
  v.texts("labels", it.labels);
}

template <class V, Of<data::Panel> T>
void visit(V& v, T& it) {
  v.text("letter", it.letter);
  v.text("title", it.title);
  flag(v, "equal_scales", it.equal_scales);
  for (auto* axis : {&it.x, &it.y}) {
    v.enter(axis == &it.x ? "x_axis" : "y_axis");
    visit(v, *axis);
    v.leave();
  }
  list(v, "series", it.series, [](auto& w, auto& series) { visit(w, series); });
}

template <class V, Of<data::Figure> T>
void visit(V& v, T& it) {
  v.text("id", it.id);
  v.text("title", it.title);
  v.text("caption", it.caption);
  list(v, "panels", it.panels, [](auto& w, auto& panel) { visit(w, panel); });
}

template <class V, Of<data::Reduction> T>
void visit(V& v, T& it) {
  const auto each = [](auto& w, auto& item) { visit(w, item); };
  v.text("technique", it.technique);
  v.text("title", it.title);
  list(v, "measures", it.measures, each);
  list(v, "tables", it.tables, each);
  list(v, "figures", it.figures, each);
  list(v, "findings", it.findings, each);
  v.texts("caveats", it.caveats);
  pairs(v, "settings", it.settings);
  list(v, "records", it.records, each);
}

template <class V, Of<Archive> T>
void visit(V& v, T& it) {
  const auto each = [](auto& w, auto& item) { visit(w, item); };
  v.text("title", it.title);
  list(v, "reductions", it.reductions, each);
  list(v, "tables", it.tables, each);
  list(v, "findings", it.findings, each);
  pairs(v, "settings", it.settings);
  list(v, "records", it.records, each);
}

}  // namespace niter::io
