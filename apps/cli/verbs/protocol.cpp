// niter protocol: a cell of a study through a protocol, as an ideal table or as instrument files.
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "cli/verbs.hpp"
#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/study/runs/execute.hpp"
#include "niter/study/simulate.hpp"
#include "niter/study/virtual_record.hpp"

namespace niter::cli {
namespace {

using twin::protocol::RunRecord;

class RunProtocol final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("study", study_, "folder of the study");
    flags.argument("protocol", file_, "file with the protocol", false);
    flags.option("--text", text_, "the protocol itself, instructions separated by ';'");
    flags.option("--run", run_, "id of a [[run]] of the study, in place of a protocol");
    flags.option("--experiment", experiment_, "id of a simulated experiment (default: the first)");
    flags.option("--catalyst", catalyst_, "id of a catalyst (default: the reference)");
    flags.option("--cell", cell_,
                 "film (constant bulk), batch (used up) or a [[cell]] of the study");
    flags.option("--instrument", instrument_,
                 "potentiostat that records ('niter list instruments')");
    flags.option("--format", format_, "of the instrument's files");
    flags.option("--seed", seed_, "of the instrument's noise", 0, 2147483647);
    flags.option("--out", out_, "files begin with this (default: the experiment's name)");
    flags.flag("--nominal", nominal_, "parameters as the mechanism file gives them");
  }

  Result<int> run(const Session& session) override {
    NITER_TRY(const auto study, study::load_study(study_));
    NITER_TRY(const auto model, study::Model::make(study));
    NITER_TRY(const auto plan, plan_of(study, model));
    auto values = model.nominal();
    if (!nominal_) {
      NITER_TRY(const auto calibration,
                study::calibrate(study, model, {{}, {.samples = 0}}, session.monitor));
      if (calibration) values = calibration->values;
    }
    const study::RunInput input{study, model, plan, values, {}, 1, session.monitor};
    study::Variation variation;
    variation.catalyst = catalyst_;
    NITER_TRY(auto record, study::run_on_twin(input, variation, values));
    NITER_TRY(const auto files, write(study, plan, record));
    session.print(session.json ? json(record, files) : text(record, files));
    return record.failure ? exit_code(record.failure->error) : Success;
  }

 private:
  Result<study::RunPlan> plan_of(const study::Study& study, const study::Model& model) const {
    const int given = !file_.empty() + !text_.empty() + !run_.empty();
    if (given != 1)
      return fail(Code::InvalidInput, "a protocol file, --text or --run is needed, one of them",
                  "for example --text \"sweep 0 to -1.2 V at 10 mV/s\"");
    study::RunPlan plan;
    if (!run_.empty()) {
      const auto found = std::find_if(study.runs.begin(), study.runs.end(),
                                      [&](const auto& r) { return r.id == run_; });
      if (found == study.runs.end())
        return fail(Code::NotFound, fmt::format("the study has no run '{}'", run_),
                    "its [[run]] tables name those there are");
      plan = *found;
    } else {
      std::string written = text_;
      std::replace(written.begin(), written.end(), ';', '\n');
      if (!file_.empty()) {
        NITER_TRY(written, read_file(file_));
      }
      NITER_TRY(plan.protocol,
                twin::protocol::parse_protocol(written, file_.empty() ? "--text" : file_));
      plan.experiment = experiment_.empty() ? model.experiments().front() : experiment_;
      plan.id = plan.title = plan.experiment;
    }
    const auto& known = model.experiments();
    if (std::find(known.begin(), known.end(), plan.experiment) == known.end())
      return fail(Code::NotFound,
                  fmt::format("the study simulates no experiment '{}'", plan.experiment),
                  fmt::format("it simulates {}", fmt::join(known, ", ")));
    if (!cell_.empty() || run_.empty()) {
      NITER_TRY(plan.cell, study::find_cell(study, cell_.empty() ? "film" : cell_, {}));
    }
    return plan;
  }

  // The ideal table always (marked where it is incomplete); instrument files where one is named.
  Result<std::vector<std::filesystem::path>> write(const study::Study& study,
                                                   const study::RunPlan& plan,
                                                   RunRecord& record) const {
    const std::filesystem::path prefix = out_.empty() ? plan.id : out_;
    if (prefix.has_parent_path()) {
      std::error_code ec;
      std::filesystem::create_directories(prefix.parent_path(), ec);
    }
    std::vector<std::filesystem::path> files = {prefix.string() +
                                                (record.failure ? "-incomplete.csv" : ".csv")};
    NITER_OK(write_file_atomically(files.front(), data::to_csv(record.table)));
    if (instrument_.empty() || record.failure) return files;
    study::VirtualRecordOptions options;
    options.instrument = instrument_;
    options.format = format_;
    options.seed = static_cast<std::uint64_t>(seed_);
    if (const auto* area = study.assumption("electrode_area")) options.area = area->value.si();
    if (const auto* ph = study.assumption("ph_bulk"))
      options.rhe_vs_she = Scale::rhe(ph->value.value(), options.temperature).zero_vs_she();
    for (const auto& [salt, amount] : study.experiment(plan.experiment)->electrolyte)
      options.electrolyte +=
          fmt::format("{}{} {}", options.electrolyte.empty() ? "" : ", ", amount.text(), salt);
    NITER_TRY(const auto written, study::write_virtual_records(prefix, record, options));
    files.insert(files.end(), written.begin(), written.end());
    return files;
  }

  static std::string duration_text(double seconds) {
    if (seconds < 120) return fmt::format("{:.4g} s", seconds);
    if (seconds < 7200) return fmt::format("{:.4g} min", seconds / 60);
    return fmt::format("{:.4g} h", seconds / 3600);
  }

  // what rounding leaves of a current of zero is zero
  static std::string current_text(double value) {
    return std::abs(value) < 1e-9 ? "0" : fmt::format("{:.4g}", value);
  }

  static std::string text(const RunRecord& record,
                          const std::vector<std::filesystem::path>& files) {
    const auto& E = record.table.find("E")->values;
    const auto& j = record.table.find("j")->values;
    const Unit current = Unit::of("mA cm-2");
    std::string out =
        fmt::format("{:<48} {:>11} {:>9} {:>9}  {}\n{:<48} {:>11} {:>9} {:>9}\n", "instruction",
                    "ended at", "E", "j", "why", "", "", "V vs RHE", "mA cm-2");
    for (const auto& part : record.parts) {
      const bool has_row = part.last_row < E.size() && part.last_row >= part.first_row;
      std::string shown = part.text.substr(0, 48);
      out += fmt::format("{:<48} {:>11} {:>9} {:>9}  {}\n", shown, duration_text(part.end),
                         has_row ? fmt::format("{:.4f}", E[part.last_row]) : "",
                         has_row ? current_text(current.from_si(j[part.last_row])) : "",
                         part.met_condition ? "condition" : "");
    }
    const auto worst =
        std::max_element(record.balances.begin(), record.balances.end(),
                         [](const auto& a, const auto& b) { return a.relative < b.relative; });
    if (worst != record.balances.end())
      out += fmt::format("books close to {:.1e} ({})\n", worst->relative, worst->of);
    if (const auto& failure = record.failure) {
      out += fmt::format("stopped at {}, {:.4f} V vs RHE, {:.4g} mA/cm2: {}\n",
                         duration_text(failure->time), failure->potential,
                         current.from_si(failure->current_density), failure->error.what);
      if (!failure->concern.empty()) out += fmt::format("it concerns {}\n", failure->concern);
      if (!failure->error.hint.empty()) out += fmt::format("hint: {}\n", failure->error.hint);
    }
    for (const auto& file : files) out += file.string() + "\n";
    return out;
  }

  static std::string json(const RunRecord& record,
                          const std::vector<std::filesystem::path>& files) {
    config::Value out(config::Value::Table{});
    out.set("complete", !record.failure.has_value());
    config::Value::Array parts, paths;
    for (const auto& part : record.parts) {
      config::Value one(config::Value::Table{});
      one.set("instruction", part.text);
      one.set("start_s", part.start);
      one.set("end_s", part.end);
      one.set("condition", part.met_condition);
      parts.push_back(std::move(one));
    }
    config::Value balances(config::Value::Table{});
    for (const auto& balance : record.balances) balances.set(balance.of, balance.relative);
    for (const auto& file : files) paths.emplace_back(file.string());
    out.set("parts", config::Value(std::move(parts)));
    out.set("balances", std::move(balances));
    if (const auto& failure = record.failure) {
      config::Value why(config::Value::Table{});
      why.set("what", failure->error.what);
      why.set("t_s", failure->time);
      why.set("E_V_RHE", failure->potential);
      why.set("j_A_m2", failure->current_density);
      why.set("concern", failure->concern);
      why.set("instruction", failure->instruction);
      out.set("failure", std::move(why));
    }
    out.set("files", config::Value(std::move(paths)));
    return config::to_json(out);
  }

  std::string study_, file_, text_, run_, experiment_, catalyst_, cell_, instrument_, out_;
  std::string format_ = "biologic-mpt";
  int seed_ = 1;
  bool nominal_ = false;
};

}  // namespace

std::unique_ptr<Command> make_protocol() {
  return std::make_unique<RunProtocol>();
}

}  // namespace niter::cli
