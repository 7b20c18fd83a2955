#include "niter/study/bench/look.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/readers.hpp"

namespace niter::study {

namespace {

ColumnSummary summary_of(const data::Column& column) {
  ColumnSummary summary{column.name, {}, column.unit.text(), column.comment};
  if (const auto* const word = data::find_word(column.name)) summary.meaning = word->meaning;
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  summary.low = summary.high = nothing;
  for (const double value : column.values) {
    if (!std::isfinite(value)) {
      ++summary.missing;
      continue;
    }
    const double shown = column.unit.from_si(value);
    if (!(summary.low <= shown)) summary.low = shown;
    if (!(summary.high >= shown)) summary.high = shown;
  }
  return summary;
}

std::string range_text(const ColumnSummary& column) {
  if (std::isnan(column.low)) return "no values";
  if (column.low == column.high) return fmt::format("{:.6g}", column.low);
  return fmt::format("{:.6g} to {:.6g}", column.low, column.high);
}

std::string part_text(const PartSummary& part, std::size_t number) {
  std::string text =
      fmt::format("\n{}. {}{}, {} rows\n", number, part.title.empty() ? "table" : part.title,
                  part.technique.empty() ? "" : " [" + part.technique + "]", part.rows);
  for (const auto& column : part.columns) {
    text +=
        fmt::format("   {:<14} {:<10} {:<26} {}{}\n", column.name, column.unit, range_text(column),
                    column.comment.empty() ? column.meaning : column.comment,
                    column.missing == 0 ? "" : fmt::format(" ({} missing)", column.missing));
  }
  return text;
}

// equal neighbours, as the cycles of a long file are, are shown once
bool alike(const PartSummary& a, const PartSummary& b) {
  return a.technique == b.technique &&
         std::ranges::equal(a.columns, b.columns, {}, &ColumnSummary::name, &ColumnSummary::name);
}

std::string parts_text(const std::vector<PartSummary>& parts) {
  constexpr std::size_t shown_of_a_kind = 3;
  std::string text;
  for (std::size_t i = 0; i < parts.size();) {
    std::size_t end = i + 1;
    while (end < parts.size() && alike(parts[i], parts[end])) ++end;
    for (std::size_t k = i; k < std::min(end, i + shown_of_a_kind); ++k) {
      text += part_text(parts[k], k + 1);
    }
    if (end > i + shown_of_a_kind) {
      text += fmt::format("\n{} to {}. more of the same kind\n", i + shown_of_a_kind + 1, end);
    }
    i = end;
  }
  return text;
}

// the file in quotation marks where a shell would cut it
std::string quoted(const std::string& file) {
  return file.find_first_of(" '()&;") == std::string::npos ? file : "\"" + file + "\"";
}

}  // namespace

bool fits_technique(const analysis::Technique& technique, const io::Part& part) {
  const bool kind = part.technique.empty() ||
                    std::ranges::find(technique.of, part.technique) != technique.of.end();
  return kind && analysis::check_needs(technique, {&part.table, 1}).has_value();
}

std::vector<PartSummary> summarise(const io::Recording& recording) {
  std::vector<PartSummary> parts;
  for (const auto& part : recording.parts) {
    PartSummary summary{part.title, part.technique, part.table.rows()};
    for (const auto& column : part.table.columns) summary.columns.push_back(summary_of(column));
    for (const auto& technique : analysis::techniques()) {
      if (fits_technique(technique, part)) summary.uses.emplace_back(technique.name);
    }
    parts.push_back(std::move(summary));
  }
  return parts;
}

std::string look_text(const io::Recording& recording, const std::string& file) {
  const auto parts = summarise(recording);
  const auto reader = io::find_reader(recording.format);
  std::string text =
      fmt::format("{}\n{}{}\n", file, reader ? std::string((*reader)->title) : recording.format,
                  recording.instrument.empty() ? "" : ", " + recording.instrument);
  if (!recording.complete) text += "The file is cut: whole rows before the cut are shown.\n";
  for (const auto& caveat : recording.caveats) text += fmt::format("note: {}\n", caveat);
  text += parts_text(parts);

  std::vector<std::string> uses;
  for (const auto& part : parts) {
    for (const auto& use : part.uses) {
      if (std::ranges::find(uses, use) == uses.end()) uses.push_back(use);
    }
  }
  text += "\nWhat can be done with it\n";
  for (const auto& use : uses) {
    const auto technique = analysis::find_technique(use);
    text += fmt::format("  niter reduce {} {}\n    {}\n", use, quoted(file), (*technique)->title);
  }
  text += fmt::format("  niter convert {}\n    every part as csv with names, units and comments\n",
                      quoted(file));
  return text;
}

config::Value to_value(const io::Recording& recording, const std::string& file) {
  config::Value out(config::Value::Table{});
  out.set("file", file);
  out.set("format", recording.format);
  out.set("instrument", recording.instrument);
  out.set("complete", recording.complete);
  config::Value header(config::Value::Table{});
  for (const auto& [key, value] : recording.header) header.set(key, value);
  out.set("header", std::move(header));
  config::Value::Array caveats, parts;
  for (const auto& caveat : recording.caveats) caveats.emplace_back(caveat);
  for (const auto& part : summarise(recording)) {
    config::Value one(config::Value::Table{});
    one.set("title", part.title);
    one.set("technique", part.technique);
    one.set("rows", part.rows);
    config::Value::Array columns, uses;
    for (const auto& column : part.columns) {
      config::Value c(config::Value::Table{});
      c.set("name", column.name);
      c.set("unit", column.unit);
      c.set("low", column.low);
      c.set("high", column.high);
      c.set("missing", column.missing);
      c.set("comment", column.comment);
      columns.push_back(std::move(c));
    }
    for (const auto& use : part.uses) uses.emplace_back(use);
    one.set("columns", config::Value(std::move(columns)));
    one.set("uses", config::Value(std::move(uses)));
    parts.push_back(std::move(one));
  }
  out.set("caveats", config::Value(std::move(caveats)));
  out.set("parts", config::Value(std::move(parts)));
  return out;
}

}  // namespace niter::study
