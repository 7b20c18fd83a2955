// Networks with rate constants made by other programs, as files beside the repository: for tests
// and benchmarks.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "niter/base/file.hpp"
#include "niter/base/process.hpp"
#include "niter/config/value.hpp"
#include "niter/twin/mechanism/steady_state.hpp"

namespace niter::twin::reference {

// One network with rate constants at many descriptor points, and the answers of another program
// where it has any.
struct Map {
  struct Point {
    std::vector<double> forward, reverse;  // ln k, pressures included
    std::vector<double> coverage, rate;
  };
  Network network;
  std::vector<Point> points;
};

inline std::vector<double> numbers(const config::Value* value) {
  std::vector<double> out;
  if (value == nullptr) return out;
  for (const config::Value& element : *value->array()) out.push_back(*element.number());
  return out;
}

inline std::vector<double> logarithms(std::vector<double> values,
                                      const std::vector<double>& factors) {
  for (std::size_t j = 0; j < values.size(); ++j) values[j] = std::log(values[j] * factors[j]);
  return values;
}

// A CatMAP map: species as names, gases as factors of the rate constants.
inline Map map_of(const config::Value& document) {
  Map map;
  std::map<std::string, int> index;
  for (const config::Value& name : *document.find("adsorbates")->array()) {
    index.emplace(*name.string(), static_cast<int>(index.size()));
    map.network.species.push_back({1, 0, false});
  }
  index.emplace("s", static_cast<int>(index.size()));
  map.network.species.push_back({1, 0, true});
  std::map<std::string, double> pressure;
  const auto pressures = numbers(document.find("gas_pressures"));
  for (const config::Value& name : *document.find("gas")->array()) {
    pressure.emplace(*name.string(), pressures[pressure.size()]);
  }
  std::vector<double> forward, reverse;
  for (const config::Value& states : *document.find("rxns")->array()) {
    Network::Reaction reaction;
    const auto read = [&](const config::Value& side, std::vector<Network::Term>& terms) {
      double factor = 1;
      for (const config::Value& name : *side.array()) {
        if (const auto gas = pressure.find(*name.string()); gas != pressure.end()) {
          factor *= gas->second;
        } else {
          const int species = index.at(*name.string());
          const auto same = [&](const Network::Term& t) { return t.species == species; };
          const auto known = std::find_if(terms.begin(), terms.end(), same);
          if (known == terms.end())
            terms.push_back({species, 1});
          else
            ++known->order;
        }
      }
      return factor;
    };
    forward.push_back(read(states.array()->front(), reaction.reactants));
    reverse.push_back(read(states.array()->back(), reaction.products));
    map.network.reactions.push_back(std::move(reaction));
  }
  for (const config::Value& point : *document.find("points")->array()) {
    map.points.push_back({logarithms(numbers(point.find("kf")), forward),
                          logarithms(numbers(point.find("kr")), reverse),
                          numbers(point.find("cov")), numbers(point.find("rate"))});
  }
  return map;
}

inline Result<Map> read_catmap(const std::filesystem::path& path) {
  NITER_TRY(const std::string text, read_file(path));
  NITER_TRY(const config::Value document, config::parse_json(text, path.string()));
  return map_of(document);
}

// The published network as matrices of reaction orders.
inline Result<Map> read_nitrate_network(const std::filesystem::path& path) {
  NITER_TRY(const auto unpacked,
            run_process({"gzip", "-dc", path.string()}, "", std::chrono::seconds(20)));
  NITER_TRY(const config::Value document, config::parse_json(unpacked.out, path.string()));
  Map map;
  const std::size_t columns = document.find("columns")->array()->size();
  for (std::size_t i = 0; i < columns; ++i) map.network.species.push_back({1, 0, i + 1 == columns});
  const auto read = [](const config::Value& orders) {
    std::vector<Network::Term> terms;
    const auto row = numbers(&orders);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i] != 0) terms.push_back({static_cast<int>(i), static_cast<int>(row[i])});
    }
    return terms;
  };
  const auto& reactants = *document.find("reactant_orders")->array();
  const auto& products = *document.find("product_orders")->array();
  for (std::size_t j = 0; j < reactants.size(); ++j) {
    map.network.reactions.push_back({read(reactants[j]), read(products[j])});
  }
  const std::vector<double> ones(reactants.size(), 1.0);
  for (const config::Value& point : *document.find("points")->array()) {
    map.points.push_back({logarithms(numbers(point.find("kf")), ones),
                          logarithms(numbers(point.find("kr")), ones),
                          {},
                          {}});
  }
  return map;
}

}  // namespace niter::twin::reference
