// niter simulate: steady operating points of one catalyst in one experiment of a study.
#include "niter/study/simulate.hpp"

#include "cli/verbs.hpp"
#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/study/laboratory/raw_folder.hpp"

namespace niter::cli {
namespace {

config::Value to_value(const std::map<std::string, double>& values) {
  config::Value out(config::Value::Table{});
  for (const auto& [name, value] : values) out.set(name, value);
  return out;
}

class Simulate final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("study", study_, "folder of the study");
    flags.option("--experiment", experiment_, "id of a simulated experiment (default: the first)");
    flags.option("--catalyst", catalyst_, "id of a catalyst (default: the reference)");
    flags.option("--potentials", potentials_,
                 "V vs RHE of the bulk, iR included (default: those of the study)");
    flags.flag("--nominal", nominal_,
               "leave out the calibration: parameters as the mechanism file gives them");
    flags.option("--raw", raw_,
                 "write the raw files a laboratory would have of the study into this folder, the "
                 "truth beside them");
    flags.option("--seed", seed_, "of all noise in the raw files", 0, 2147483647);
    flags.option("--threads", threads_, "for the raw files", 1, 256);
  }

  Result<int> run(const Session& session) override {
    NITER_TRY(const auto study, study::load_study(study_));
    NITER_TRY(const auto model, study::Model::make(study));
    auto values = model.nominal();
    if (!nominal_) {
      NITER_TRY(const auto calibration,
                study::calibrate(study, model, {{}, {.samples = 0}}, session.monitor));
      if (calibration) values = calibration->values;
    }
    if (!raw_.empty()) return write_raw(study, model, values, session);
    const auto& experiment = experiment_.empty() ? model.experiments().front() : experiment_;
    const auto& catalyst = catalyst_.empty() ? model.simulation().reference_catalyst : catalyst_;
    NITER_TRY(auto cell, model.cell(experiment, catalyst, values, model.default_compression()));
    auto potentials = potentials_;
    if (potentials.empty()) potentials = {-0.4, -0.6, -0.8, -0.9, -1.0, -1.1, -1.2};
    std::vector<twin::OperatingPoint> points;
    for (const auto& applied : cell.versus_rhe(potentials)) {
      NITER_OK(session.monitor.check());
      NITER_TRY(points.emplace_back(), cell.at_potential(applied));
      NITER_OK(cell.check_uniqueness());
      session.monitor.at("simulating", static_cast<double>(points.size()) /
                                           static_cast<double>(potentials.size()));
    }
    session.print(session.json ? json(experiment, catalyst, points)
                               : text(experiment, catalyst, points));
    return Success;
  }

 private:
  Result<int> write_raw(const study::Study& study, const study::Model& model,
                        const study::ParameterValues& values, const Session& session) const {
    NITER_TRY(const auto campaign,
              study::simulate_campaign(study, model, values, threads_, session.monitor));
    study::RawFolder written;
    NITER_OK(replace_folder_atomically(raw_, [&](const std::filesystem::path& part) -> Status {
      NITER_TRY(written,
                study::write_raw_folder(part, study, campaign, static_cast<std::uint64_t>(seed_),
                                        session.monitor));
      return {};
    }));
    const auto path = (std::filesystem::path(raw_) / "study.toml").string();
    if (session.json) {
      config::Value out(config::Value::Table{});
      out.set("study", path);
      out.set("files", written.files.size());
      out.set("truths", written.truths.size());
      session.print(config::to_json(out));
    } else {
      session.print(fmt::format("{} files, {} true numbers in truth.json\nniter run {}\n",
                                written.files.size(), written.truths.size(), raw_));
    }
    return Success;
  }

  static std::string text(const std::string& experiment, const std::string& catalyst,
                          const std::vector<twin::OperatingPoint>& points) {
    const auto current = Unit::of("mA cm-2"), rate = Unit::of("umol h-1 cm-2");
    std::string out = fmt::format(
        "{}, {}\n{:>9} {:>12} {:>12} {:>8} {:>14} {:>8}\n{:>9} {:>12} {:>12} {:>8} {:>14} {:>8}\n",
        experiment, catalyst, "E", "E local", "j", "FE NH3", "r(NH3)", "pH", "V vs RHE", "V vs RHE",
        "mA cm-2", "%", "umol h-1 cm-2", "surface");
    for (const auto& p : points) {
      out += fmt::format("{:>9.3f} {:>12.4f} {:>12.4g} {:>8.2f} {:>14.4g} {:>8.2f}\n",
                         p.applied.value(), p.rhe_local.value(), current.from_si(p.current_density),
                         100 * study::output(p, "FE"), rate.from_si(study::output(p, "yield_nh3")),
                         p.ph_surface);
    }
    return out;
  }

  static std::string json(const std::string& experiment, const std::string& catalyst,
                          const std::vector<twin::OperatingPoint>& points) {
    config::Value::Array list;
    for (const auto& p : points) {
      config::Value point(config::Value::Table{});
      point.set("E_V_RHE", p.applied.value());
      point.set("E_V_RHE_local", p.rhe_local.value());
      point.set("E_V_SHE_ir_free", p.she_ir_free.value());
      point.set("U_water_V", p.water.value());
      point.set("j_A_m2", p.current_density);
      point.set("partial_current_A_m2", to_value(p.partial_current));
      point.set("faradaic_efficiency", to_value(p.faradaic_efficiency));
      point.set("production_mol_m2_s", to_value(p.production));
      point.set("coverage", to_value(p.coverage));
      point.set("ph_surface", p.ph_surface);
      point.set("surface_concentration_mol_m3", to_value(p.surface_concentration));
      list.push_back(std::move(point));
    }
    config::Value out(config::Value::Table{});
    out.set("experiment", experiment);
    out.set("catalyst", catalyst);
    out.set("points", config::Value(std::move(list)));
    return config::to_json(out);
  }

  std::string study_, experiment_, catalyst_, raw_;
  int seed_ = 1, threads_ = 2;
  std::vector<double> potentials_;
  bool nominal_ = false;
};

}  // namespace

std::unique_ptr<Command> make_simulate() {
  return std::make_unique<Simulate>();
}

}  // namespace niter::cli
