#include "niter/study/design/questions.hpp"

#include <string>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/config/read.hpp"
#include "niter/study/design/catholyte.hpp"
#include "niter/study/design/wastewater.hpp"
#include "niter/study/spread.hpp"

namespace niter::study {
namespace {

template <class Options, Result<data::Reduction> (*answer)(const DesignInput&, const Options&)>
Result<data::Reduction> with_options(const DesignInput& input, const config::Value& value) {
  Options options;
  NITER_OK(config::read_value(value, options, "options", ""));
  NITER_TRY(auto reduction, answer(input, options));
  reduction.settings = config::settings_of(options);
  return reduction;
}

}  // namespace

std::span<const Question> questions() {
  static const std::vector<Question> rows = {
      {"catholyte",
       "Which nitrate, current and film of a battery give most NH3 per area and energy",
       "design.md", with_options<CatholyteOptions, catholyte>, config::describe<CatholyteOptions>},
      {"wastewater", "How long a batch of wastewater takes until its nitrate is below a limit",
       "design.md", with_options<WastewaterOptions, wastewater>,
       config::describe<WastewaterOptions>},
  };
  return rows;
}

Result<const Question*> find_question(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& row : questions()) {
    if (row.name == name) return &row;
    names.emplace_back(row.name);
  }
  const auto near = nearest(std::string(name), names);
  return fail(Code::NotFound, fmt::format("no question '{}'", name),
              near ? fmt::format("did you mean '{}'?", *near)
                   : fmt::format("questions: {}", join(names, ", ")));
}

data::Measure simulated_measure(std::string id, std::string title, const Unit& unit, double value,
                                const std::vector<double>& drawn) {
  data::Measure measure;
  measure.id = std::move(id);
  measure.title = std::move(title);
  measure.unit = unit;
  // each number by an input of its own: how two of them vary together is not carried
  measure.value = Uncertain::input("posterior of " + measure.id, value, deviation(drawn));
  return measure;
}

}  // namespace niter::study
