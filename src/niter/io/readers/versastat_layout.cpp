#include "niter/io/readers/versastat_layout.hpp"

#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::io {

namespace {

struct Block {
  std::string name;
  std::span<const TextLine> lines = {};  // between the tags
  bool closed = false;
};

std::vector<Block> find_blocks(std::span<const TextLine> lines) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = trim(lines[i].text);
    const bool opens =
        line.size() > 2 && line.front() == '<' && line.back() == '>' && line[1] != '/';
    if (!opens) continue;
    Block block{std::string(line.substr(1, line.size() - 2))};
    const auto closing = fmt::format("</{}>", block.name);
    std::size_t end = i + 1;
    while (end < lines.size() && trim(lines[end].text) != closing) ++end;
    block.closed = end < lines.size();
    block.lines = lines.subspan(i + 1, end - i - 1);
    blocks.push_back(std::move(block));
    i = end;
  }
  return blocks;
}

VersastatKeys keys_of(const Block& block) {
  VersastatKeys keys;
  for (const auto& line : block.lines) {
    const auto at = line.text.find('=');
    if (at == std::string_view::npos) continue;
    keys.emplace(trim(line.text.substr(0, at)), trim(line.text.substr(at + 1)));
  }
  return keys;
}

// "E(V), I(A), ...": one name more than there are fields, "0", stands at the end
void read_segment(const Block& block, VersastatLayout& layout) {
  constexpr std::string_view mark = "Definition=";
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const auto line = block.lines[i].text;
    if (!line.starts_with(mark)) continue;
    layout.names = split(line.substr(mark.size()), ',');
    if (trim(layout.names.back()) == "0") layout.names.pop_back();
    layout.rows.push_back(block.lines.subspan(i + 1));
    return;
  }
}

}  // namespace

std::optional<double> versastat_number(const VersastatKeys& keys, const std::string& key) {
  const auto found = keys.find(key);
  return found == keys.end() ? std::nullopt : parse_number(found->second);
}

VersastatLayout read_versastat_layout(std::span<const TextLine> lines, Recording& recording) {
  VersastatLayout layout;
  for (const auto& block : find_blocks(lines)) {
    layout.closed = layout.closed && block.closed;
    if (block.name.starts_with("Segment")) {
      read_segment(block, layout);
      continue;
    }
    const auto keys = keys_of(block);
    if (block.name == "Instrument") {
      const auto type = keys.find("Type"), firmware = keys.find("Firmware");
      if (type != keys.end()) recording.instrument = type->second;
      if (firmware != keys.end()) recording.instrument += ", firmware " + firmware->second;
    }
    if (block.name == "Experiment" && keys.contains("DateAcquired") &&
        keys.contains("TimeAcquired")) {
      layout.started = keys.at("DateAcquired") + " " + keys.at("TimeAcquired");
    }
    const bool action = block.name.starts_with("Action");
    if (action || block.name == "Application" || block.name == "Instrument" ||
        block.name == "Experiment") {
      for (const auto& [key, value] : keys) {
        recording.header.emplace_back(fmt::format("{}/{}", block.name, key), value);
      }
    }
    if (block.name == "Action0") layout.common = keys;
    if (!action || block.name == "Action0") continue;
    for (double n = versastat_number(keys, "Segments").value_or(0);
         n >= 1 && layout.steps.size() < 10000; --n) {
      layout.steps.push_back(keys);
    }
    if (keys.contains("Name") && keys.at("Name") == "Open Circuit" && !keys.contains("Segments")) {
      layout.steps.push_back(keys);
    }
  }
  return layout;
}

}  // namespace niter::io
