#include "niter/twin/mechanism/mechanism.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "niter/base/share.hpp"
#include "niter/base/text.hpp"
#include "niter/twin/mechanism/closure.hpp"

namespace niter::twin {
namespace fs = std::filesystem;

Result<Mechanism> Mechanism::with(const std::map<std::string, double>& values) const {
  Mechanism changed = *this;
  for (const auto& [wanted, value] : values) {
    const auto found = std::find_if(changed.parameters.begin(), changed.parameters.end(),
                                    [&](const Parameter& p) { return p.name == wanted; });
    if (found == changed.parameters.end()) {
      std::vector<std::string> known;
      for (const Parameter& parameter : parameters) known.push_back(parameter.name);
      return fail(Code::NotFound, fmt::format("mechanism '{}' has no parameter '{}'", name, wanted),
                  fmt::format("it has {}", join(known, ", ")));
    }
    found->value = value;
  }
  NITER_OK(close_free_energies(changed));
  return changed;
}

Result<Mechanism> Mechanism::shifted(std::string_view step, double shift_eV) const {
  const auto found =
      std::find_if(steps.begin(), steps.end(), [&](const Step& s) { return s.id == step; });
  if (found == steps.end()) {
    std::vector<std::string> known;
    for (const Step& one : steps) known.push_back(one.id);
    return fail(Code::NotFound, fmt::format("mechanism '{}' has no step '{}'", name, step),
                fmt::format("it has {}", join(known, ", ")));
  }
  const auto index = static_cast<std::size_t>(found - steps.begin());
  if (uses->steps[index].free_energy < 0 && uses->steps[index].log10_equilibrium < 0) {
    return fail(Code::Inconsistent, fmt::format("the free energy of step '{}' follows from the "
                                                "other steps of '{}' and cannot be shifted",
                                                step, name));
  }
  auto moved = std::make_shared<ParameterUses>(*uses);
  moved->steps[index].shift_eV += shift_eV;
  Mechanism changed = *this;
  changed.uses = std::move(moved);
  NITER_OK(close_free_energies(changed));
  return changed;
}

std::vector<std::string> shipped_mechanisms() {
  std::vector<std::string> names;
  const auto folder = share_file("mechanisms");
  if (!folder) return names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(*folder, ignored)) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<Mechanism> shipped_mechanism(std::string_view name) {
  const auto known = shipped_mechanisms();
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    return fail(Code::NotFound, fmt::format("niter has no mechanism '{}'", name),
                fmt::format("it has {}", join(known, ", ")));
  }
  NITER_TRY(const fs::path path, share_file(fmt::format("mechanisms/{}.toml", name)));
  return load_mechanism(path);
}

}  // namespace niter::twin
