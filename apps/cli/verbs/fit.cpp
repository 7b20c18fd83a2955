// niter fit: numbers of a cell from measured voltammograms, with uncertainty and verdict.
#include <filesystem>

#include "cli/verbs.hpp"

#include "niter/base/file.hpp"
#include "niter/report/render.hpp"
#include "niter/study/fit/fit_file.hpp"
#include "niter/study/fit/fit_report.hpp"

namespace niter::cli {
namespace {

class FitVoltammograms final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("file", file_, "fit file (docs/methods/fit.md)");
    flags.option("--out", out_, "folder for results.json, the data and the figure");
    flags.option("--starts", options_.starts, "the declared start, then draws from the bounds", 1,
                 1000);
    flags.option("--threads", options_.threads, "threads for several starts", 1, 256);
    flags.option("--seed", seed_, "of the draws", 0, 2147483647);
    flags.flag("--no-figures", no_figures_, "write the data of the figure only");
  }

  Result<int> run(const Session& session) override {
    options_.seed = static_cast<unsigned>(seed_);
    NITER_TRY(const auto problem, study::load_fit(file_));
    NITER_TRY(const auto result, study::fit(problem, options_, session.monitor));
    const auto value = study::to_value(problem, result);
    if (!out_.empty()) NITER_OK(write(problem, result, config::to_json(value), session.monitor));
    session.print(session.json ? config::to_json(value) : study::fit_text_of(problem, result));
    return Success;
  }

 private:
  Status write(const study::FitProblem& problem, const study::FitResult& result,
               const std::string& json, const Monitor& monitor) const {
    namespace fs = std::filesystem;
    return replace_folder_atomically(out_, [&](const fs::path& part) -> Status {
      const auto figure = study::fit_figure(problem, result);
      NITER_OK(write_file_atomically(part / "results.json", json));
      NITER_OK(write_file_atomically(part / (figure.id + ".csv"), report::figure_csv(figure)));
      if (no_figures_) return {};
      return report::draw_figures({figure}, part, monitor);
    });
  }

  std::string file_, out_;
  study::FitOptions options_;
  int seed_ = 1;
  bool no_figures_ = false;
};

}  // namespace

std::unique_ptr<Command> make_fit() {
  return std::make_unique<FitVoltammograms>();
}

}  // namespace niter::cli
