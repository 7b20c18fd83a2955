#include "niter/io/readers/palmsens_document.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/config/json_events.hpp"

namespace niter::io::palmsens {

namespace {

enum class Node {
  Other,
  Session,
  Measurements,
  Measurement,
  DataSet,
  Values,
  Array,
  Unit,
  Items,
  Item,
  Curves,
  Curve,
  EisList,
  Eis,
};

// Names are written in capitals or not, by the version of the software.
Node child_of(Node parent, const std::string& key) {
  switch (parent) {
    case Node::Session:
      return key == "measurements" ? Node::Measurements : Node::Other;
    case Node::Measurements:
      return Node::Measurement;
    case Node::Measurement:
      if (key == "dataset") return Node::DataSet;
      if (key == "curves") return Node::Curves;
      return key == "eisdatalist" ? Node::EisList : Node::Other;
    case Node::DataSet:
      return key == "values" ? Node::Values : Node::Other;
    case Node::Values:
      return Node::Array;
    case Node::Array:
      if (key == "unit") return Node::Unit;
      return key == "datavalues" ? Node::Items : Node::Other;
    case Node::Items:
      return Node::Item;
    case Node::Curves:
      return Node::Curve;
    case Node::Curve:
      return key == "xaxisdataarray" || key == "yaxisdataarray" ? Node::Array : Node::Other;
    case Node::EisList:
      return Node::Eis;
    case Node::Eis:
      if (key == "dataset") return Node::DataSet;
      return key == "subscans" ? Node::EisList : Node::Other;
    default:
      return Node::Other;
  }
}

std::string last_name(std::string_view type) {
  return std::string(type.substr(type.find_last_of('.') + 1));
}

/// Keeps the arrays of the document and forgets the rest.
class Collector : public config::JsonEvents {
 public:
  Document document;

  void begin_object(std::string_view key) override { open(key); }
  void begin_array(std::string_view key) override { open(key); }

  void end() override {
    const Node node = nodes_.back();
    nodes_.pop_back();
    if (node == Node::Array) {
      groups_.back().series.push_back(std::move(series_));
    } else if (node == Node::Measurement) {
      measurement().data = std::move(groups_.front());
      groups_.clear();
    } else if (node == Node::Curve || node == Node::Eis) {
      auto& kept = node == Node::Curve ? measurement().curves : measurement().spectra;
      // a scan of a series: "CH 3: E dc scan at 5 freqs, E=0.200 V"
      if (groups_.size() > 2) {
        groups_.back().title =
            fmt::format("{}, {}", groups_[groups_.size() - 2].title, groups_.back().title);
      }
      if (!groups_.back().series.empty()) kept.push_back(std::move(groups_.back()));
      groups_.pop_back();
    }
  }

  void number(std::string_view key, double value) override {
    const Node node = here();
    if (node == Node::Item) {
      if (is(key, 'v')) series_.values.push_back(value);
      if (is(key, 's') && value == 1) series_.overloads.push_back(item_);
    } else if (node == Node::Array) {
      const auto name = lower(key);
      if (name == "arraytype" && value >= 0 && value < 1e6) series_.type = static_cast<int>(value);
      if (name == "intervaltime") series_.interval = value;
    }
  }

  void text(std::string_view key, std::string_view value) override {
    const auto name = lower(key);
    switch (here()) {
      case Node::Session:
        if (name == "coreversion") document.version = value;
        break;
      case Node::Measurement:
        if (name == "title") measurement().title = value;
        if (name == "method") measurement().method = value;
        if (name == "deviceserial") measurement().serial = value;
        if (name == "devicefw") measurement().firmware = value;
        break;
      case Node::Curve:
      case Node::Eis:
        if (name == "title") groups_.back().title = value;
        break;
      case Node::Array:
        if (name == "description") series_.description = value;
        break;
      case Node::Unit:
        if (name == "type") series_.unit = last_name(value);
        if (name == "s") series_.symbol = value;
        if (name == "q") series_.quantity = value;
        break;
      case Node::Item:  // "NaN"
        if (is(key, 'v')) series_.values.push_back(std::numeric_limits<double>::quiet_NaN());
        break;
      default:
        break;
    }
  }

  void other(std::string_view key) override {
    if (here() == Node::Item && is(key, 'v')) text(key, {});
  }

 private:
  Node here() const { return nodes_.empty() ? Node::Other : nodes_.back(); }
  Measurement& measurement() { return document.measurements.back(); }
  static bool is(std::string_view key, char letter) {
    return key.size() == 1 && (key[0] | 0x20) == letter;
  }

  void open(std::string_view key) {
    const Node node = nodes_.empty()          ? Node::Session
                      : here() == Node::Items ? Node::Item
                                              : child_of(here(), lower(key));
    nodes_.push_back(node);
    if (node == Node::Item) {
      item_ = series_.values.size();
    } else if (node == Node::Measurement) {
      document.measurements.emplace_back();
      groups_.assign(1, {});
    } else if (node == Node::Curve || node == Node::Eis) {
      groups_.emplace_back();
    } else if (node == Node::Array) {
      series_ = {};
    }
  }

  std::vector<Node> nodes_;
  std::vector<Group> groups_;  // of the measurement, then of the curve or scan being read
  Series series_;
  std::size_t item_ = 0;  // place of the value being read
};

}  // namespace

Result<Document> read_document(std::string_view text, const std::string& file) {
  Collector collector;
  NITER_OK(config::scan_json(text, file, collector));
  return std::move(collector.document);
}

std::string method_value(std::string_view method, std::string_view key) {
  while (!method.empty()) {
    auto line = method.substr(0, method.find('\n'));
    method.remove_prefix(std::min(line.size() + 1, method.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.starts_with(key) || line.substr(key.size(), 1) != "=") continue;
    std::string value(line.substr(key.size() + 1));
    for (const std::string_view coded : {"%crlf", "%20"}) {
      for (auto at = value.find(coded); at != std::string::npos; at = value.find(coded)) {
        value.replace(at, coded.size(), " ");
      }
    }
    return value;
  }
  return {};
}

}  // namespace niter::io::palmsens
