// niter calibrate: the parameters that fit the study's targets, and what those targets inform.
#include <cmath>

#include "cli/verbs.hpp"
#include <fmt/format.h>

#include "niter/study/run.hpp"

namespace niter::cli {
namespace {

class Calibrate final : public Command {
 public:
  void declare(Flags& flags) override {
    options_.sample.samples = 0;  // sampling is asked for
    options_.sample.thin = 6;     // draws that are kept in a file shall be worth their place
    flags.argument("study", study_, "folder of the study");
    flags.option("--starts", options_.search.starts,
                 "starting points: the prior mean, then draws from the prior", 1, 1000);
    flags.option("--threads", options_.search.threads, "threads", 1, 256);
    flags.option("--samples", options_.sample.samples,
                 "draws from the posterior; 0: the optimum and its covariance only", 0, 100000000);
    flags.option("--sample-file", sample_file_,
                 "where the draws are kept (default: report/<id of the study>.sample.json)");
    flags.flag("--resume", options_.resume, "go on with the draws that the file holds");
  }

  Result<int> run(const Session& session) override {
    NITER_TRY(const auto study, study::load_study(study_));
    NITER_TRY(const auto model, study::Model::make(study));
    options_.sample.threads = options_.search.threads;
    if (sample_file_.empty()) sample_file_ = "report/" + study.id + ".sample.json";
    if (options_.sample.samples > 0) options_.sample_file = sample_file_;
    NITER_TRY(auto calibration, study::calibrate(study, model, options_, session.monitor));
    if (!calibration) {
      return fail(Error{Code::InvalidInput,
                        "the study has no [[calibrate]] targets",
                        {study_},
                        "add [[calibrate]] fact = \"...\" with sigma"});
    }
    if (session.json) {
      study::StudyResults results;
      results.calibration = *calibration;
      session.print(config::to_json(*study::to_value(study, results, {}).find("calibration")));
      return Success;
    }
    session.print(text(*calibration));
    if (options_.sample.samples > 0) session.print(sample_text(*calibration));
    return Success;
  }

 private:
  std::string sample_text(const study::StudyCalibration& c) const {
    const infer::PosteriorSample& s = c.sample;
    std::string out = fmt::format("\n{:<18} {:>10} {:>10} {:>7} {:>10} {:>10} {:>12}\n", "sample",
                                  "mean", "sd", "R-hat", "bulk ESS", "tail ESS", "generations");
    for (const auto& m : s.marginals)
      out +=
          fmt::format("{:<18} {:>10.4g} {:>10.2g} {:>7.3f} {:>10.0f} {:>10.0f} {:>12.1f}\n", m.name,
                      m.mean, m.sd, m.r_hat, m.bulk_size, m.tail_size, m.autocorrelation_time);
    out += "(of the logarithm where the prior is log-normal; generations: autocorrelation time)\n";
    out += fmt::format(
        "{} of {} ensemble moves and {} of {} walks on the response surface taken ({:.0f} and "
        "{:.0f} %); {} evaluations, {} failed\n",
        s.ensemble_moves.taken, s.ensemble_moves.proposed, s.surface_moves.taken,
        s.surface_moves.proposed, 100 * s.ensemble_moves.share(), 100 * s.surface_moves.share(),
        s.evaluations, s.failed_solves);
    return out + fmt::format("The sample {}.\nIt is kept in {}.\n", s.verdict, sample_file_);
  }

  static std::string text(const study::StudyCalibration& c) {
    const auto& r = c.result;
    std::string out = fmt::format("{:<18} {:>22} {:>22}  {}\n", "parameter", "prior", "posterior",
                                  "posterior/prior sd");
    for (std::size_t i = 0; i < c.unknowns.size(); ++i) {
      const auto& u = c.unknowns[i];
      const auto shown = [&](double mean, double sd) {
        return u.log_normal ? fmt::format("{:.4g} x/ {:.3g}", std::exp(mean), std::exp(sd))
                            : fmt::format("{:.4g} +- {:.2g}", mean, sd);
      };
      out += fmt::format("{:<18} {:>22} {:>22}  {:.2f}\n", u.name, shown(u.prior_mean, u.prior_sd),
                         shown(r.parameters[i], r.posterior_sd[i]), r.posterior_sd[i] / u.prior_sd);
    }
    out +=
        fmt::format("\n{:<18} {:>12} {:>12} {:>8}\n", "target", "reported", "predicted", "sigma");
    for (std::size_t i = 0; i < c.observations.size(); ++i) {
      const auto& o = c.observations[i];
      out += fmt::format("{:<18} {:>12.4g} {:>12.4g} {:>+8.2f}\n", o.name, o.reported,
                         r.predictions[i], (r.predictions[i] - o.reported) / o.sigma);
    }
    out += fmt::format(
        "\nchi2 {:.3f} (data) + {:.3f} (priors); {} starts ended here; {} solves failed on the "
        "way\n",
        r.chi2_data, r.chi2_prior, r.starts_converged, r.failed_solves);
    out += "singular values of the data Jacobian (data sigma per prior sd):\n";
    for (const auto& d : r.directions) {
      out += fmt::format("  {:>9.3g}  {}\n", d.singular_value,
                         d.informed ? "informed by these data" : "not informed by these data");
    }
    return out;
  }

  std::string study_, sample_file_;
  study::CalibrateOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_calibrate() {
  return std::make_unique<Calibrate>();
}

}  // namespace niter::cli
