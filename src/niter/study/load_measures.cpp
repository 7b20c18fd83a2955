#include <fmt/format.h>

#include "niter/base/share.hpp"
#include "niter/base/text.hpp"
#include "niter/config/read.hpp"
#include "niter/study/load.hpp"

namespace niter::study {
namespace {

struct MeasureText {
  std::string unit, meaning;
  std::vector<std::string> needs;
  template <class V>
  void visit(V& v) {
    v.required("unit", unit, "a unit of the dimension, or \"text\"");
    v.required("meaning", meaning, "what is measured");
    v.optional("needs", needs, "conditions a fact of it must carry");
  }
};

struct MeasuresText {
  int schema = 1;
  std::map<std::string, MeasureText> measure;
  template <class V>
  void visit(V& v) {
    v.required("schema", schema, "of this file");
    v.required("measure", measure, "by name");
  }
};

}  // namespace

Result<Measures> load_measures() {
  NITER_TRY(const auto path, share_file("measures.toml"));
  NITER_TRY(const auto document, config::load_toml(path));
  NITER_TRY(const auto text, config::read<MeasuresText>(document));
  Measures out;
  for (const auto& [name, row] : text.measure) {
    Measure measure{row.unit == "text", {}, row.needs};
    if (!measure.is_text) {
      auto unit = Unit::parse(row.unit);
      if (!unit) {
        Error error = std::move(unit).error();
        error.where = document.find("measure")->find(name)->where;
        return fail(std::move(error));
      }
      measure.unit = *std::move(unit);
    }
    out.emplace(name, std::move(measure));
  }
  return out;
}

Result<const Measure*> find_measure(const Measures& measures, const std::string& name,
                                    const Where& where) {
  if (const auto found = measures.find(name); found != measures.end()) return &found->second;
  std::vector<std::string> known;
  for (const auto& [known_name, measure] : measures) known.push_back(known_name);
  const auto near = nearest(name, known);
  return fail({Code::InvalidInput, fmt::format("unknown measure '{}'", name), where,
               (near ? fmt::format("did you mean '{}'? ", *near) : std::string()) +
                   "share/niter/measures.toml lists them"});
}

}  // namespace niter::study
