// niter run: everything a study asks for, and its report folder.
#include "niter/study/run.hpp"

#include <cmath>

#include "cli/verbs.hpp"
#include <fmt/format.h>

namespace niter::cli {
namespace {

class Run final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("study", study_, "folder of the study (or its study.toml)");
    flags.option("--out", out_, "folder of the report (default: report/<id of the study>)");
    flags.option("--starts", options_.starts, "starting points of the calibration", 1, 1000);
    flags.option("--draws", options_.draws, "posterior draws behind every band", 8, 100000);
    flags.option("--threads", options_.threads, "threads", 1, 256);
    flags.flag("--compare", options_.compare, "also compare the study's variants");
    flags.flag("--no-figures", no_figures_, "leave out the SVG, PDF and PNG files");
  }

  Result<int> run(const Session& session) override {
    NITER_TRY(const auto study, study::load_study(study_));
    NITER_TRY(const auto results, study::run(study, options_, session.monitor));
    const std::string folder = out_.empty() ? "report/" + study.id : out_;
    NITER_OK(
        study::write_report(folder, study, results, options_, {!no_figures_}, session.monitor));
    if (session.json) {
      session.print(config::to_json(study::to_value(study, results, options_)));
      return Success;
    }
    print_summary(session, results);
    session.print(fmt::format(
        "\n{}\n",
        std::filesystem::absolute(folder / std::filesystem::path("index.html")).string()));
    return Success;
  }

 private:
  static void print_summary(const Session& session, const study::StudyResults& results) {
    std::string text;
    for (const auto& o : results.observables) {
      text += fmt::format(
          "{:<14} reported {:>7.4g}  simulated {:>7.4g} +- {:<6.2g} {:<13} residual/sigma {:>8}  "
          "{}\n",
          o.fact->id, o.reported, o.simulated, o.simulated_sd, o.fact->unit.text(),
          o.residual_text(), o.use == study::Use::Calibrated ? "calibrated" : "held out");
    }
    std::map<data::Verdict, int> counts;
    for (const auto& f : results.findings) ++counts[f.verdict];
    text += "audit:";
    for (const auto& [verdict, count] : counts)
      text += fmt::format(" {} {};", count, data::to_string(verdict));
    if (text.back() == ';') text.back() = '\n';
    session.print(text);
  }

  std::string study_, out_;
  study::RunOptions options_;
  bool no_figures_ = false;
};

}  // namespace

std::unique_ptr<Command> make_run() {
  return std::make_unique<Run>();
}

}  // namespace niter::cli
