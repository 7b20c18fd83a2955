// Questions of design: what a user asks of the calibrated cells of a study before building one. To
// add a question: a file with its options and its function, and a row in questions.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/config/describe.hpp"
#include "niter/config/value.hpp"
#include "niter/data/reduction.hpp"
#include "niter/study/model.hpp"
#include "niter/study/study.hpp"

namespace niter::study {

/// What a question is asked of.
struct DesignInput {
  const Study& study;
  const Model& model;
  const ParameterValues& values;
  std::span<const ParameterValues> draws;  // of the posterior, for bands; may be empty
  int threads = 1;
  Monitor monitor;
};

struct Question {
  std::string_view name;   // "wastewater"
  std::string_view title;  // what it asks
  std::string_view page;   // its page under docs/methods
  /// @param options  a table with the keys of the options struct of the question
  /// @error as the model; an unknown key with the nearest one
  Result<data::Reduction> (*answer)(const DesignInput& input, const config::Value& options);
  std::vector<config::OptionHelp> (*options)();
};

std::span<const Question> questions();
/// @error NotFound with the nearest name
Result<const Question*> find_question(std::string_view name);

/// A simulated number with what the posterior leaves open of it as its uncertainty.
/// @param drawn  the number of each draw; fewer than eight give none
data::Measure simulated_measure(std::string id, std::string title, const Unit& unit, double value,
                                const std::vector<double>& drawn);

}  // namespace niter::study
