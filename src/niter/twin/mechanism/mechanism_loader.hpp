// MechanismLoader: the text of a mechanism while it becomes one. Private to load_mechanism.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/chem/species.hpp"
#include "niter/config/value.hpp"
#include "niter/twin/mechanism/mechanism.hpp"
#include "niter/twin/mechanism/mechanism_text.hpp"

namespace niter::twin {

class MechanismLoader {
 public:
  explicit MechanismLoader(const chem::Database& database, MechanismText text)
      : database_(database), text_(std::move(text)), uses_(std::make_shared<ParameterUses>()) {}

  Result<Mechanism> load(std::string name);

 private:
  Status read_parameters();
  Status read_solution();
  Status read_step(const StepText& text);
  Status read_side(const std::map<std::string, double>& side, const config::Value& equation,
                   std::map<std::string, int>& out);
  Status read_rate(const StepText& text, const Step& step, ParameterUses::OfStep& use);
  Status read_kinetics(const StepText& text, const Step& step, ParameterUses::OfStep& use);
  Status read_adsorbates();
  Status read_interactions();
  Status check_marcus_hush();
  Status connect_steps();
  Result<int> parameter(const config::Value& value, std::string_view key);

  const chem::Database& database_;
  MechanismText text_;
  Mechanism out_;
  std::shared_ptr<ParameterUses> uses_;
  std::vector<char> used_;
};

/// An error of the file at a place of it.
tl::unexpected<Error> wrong(const Where& where, std::string what, std::string hint = {});

}  // namespace niter::twin
