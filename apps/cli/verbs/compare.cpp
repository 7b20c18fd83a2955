// niter compare: mechanisms on the same reported numbers: what they fit, pay and foretell.
#include "cli/verbs.hpp"
#include <fmt/format.h>

#include "niter/study/simulate.hpp"

namespace niter::cli {
namespace {

class Compare final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("study", study_, "folder of the study");
    flags.option("--mechanisms", mechanisms_, "names separated by commas");
    flags.option("--starts", search_.starts, "starting points of each calibration", 1, 1000);
    flags.option("--threads", search_.threads, "threads", 1, 256);
  }

  Result<int> run(const Session& session) override {
    NITER_TRY(const auto study, study::load_study(study_));
    std::vector<std::string> names;
    for (std::size_t at = 0; at <= mechanisms_.size();) {
      const std::size_t comma = std::min(mechanisms_.find(',', at), mechanisms_.size());
      if (comma > at) names.push_back(mechanisms_.substr(at, comma - at));
      at = comma + 1;
    }
    NITER_TRY(const auto all, study::compare_mechanisms(study, names, search_, session.monitor));
    session.print(session.json ? json(all) : text(all));
    return Success;
  }

 private:
  static std::string text(const std::vector<infer::Assessment>& all) {
    std::string out = fmt::format("{:<6} {:>9} {:>10} {:>8} {:>9} {:>8} {:>8} {:>12}\n", "", "chi2",
                                  "chi2", "total", "informed", "k eff", "BIC", "ln evidence");
    out += fmt::format("{:<6} {:>9} {:>10}\n", "", "data", "prior");
    for (const auto& a : all)
      out += fmt::format("{:<6} {:>9.2f} {:>10.2f} {:>8.2f} {:>9} {:>8.2f} {:>8.2f} {:>12.2f}\n",
                         a.name, a.criteria.chi2_data, a.criteria.chi2_prior, a.criteria.total(),
                         a.criteria.informed, a.criteria.effective, a.criteria.bic,
                         a.criteria.ln_evidence);
    const auto foretold = [&](const char* title,
                              const std::vector<infer::Foretold> infer::Assessment::*list) {
      out += fmt::format("\n{}\n", title);
      for (const auto& a : all)
        for (const auto& f : a.*list)
          out += f.failure.empty()
                     ? fmt::format(
                           "  {:<6} {:<16} reported {:>8.4g}  predicted {:>8.4g} +- {:<8.2g} "
                           "off by {:+.1f} sd\n",
                           a.name, f.name, f.reported, f.predicted, f.sd, f.off())
                     : fmt::format("  {:<6} {:<16} {}\n", a.name, f.name, f.failure);
    };
    foretold("Each fitted number, predicted by a fit of all others", &infer::Assessment::left_out);
    foretold("Numbers that were never fitted", &infer::Assessment::held_out);
    out += "\nWhat the data cannot decide\n";
    for (const auto& a : all)
      for (const auto& sentence : infer::in_words(a.identifiability, a.unknowns))
        out += fmt::format("  {:<6} {}\n", a.name, sentence);
    return out;
  }

  static config::Value foretold(const std::vector<infer::Foretold>& list) {
    config::Value::Array out;
    for (const auto& f : list) {
      config::Value one(config::Value::Table{});
      one.set("name", f.name);
      one.set("reported", f.reported);
      one.set("sigma", f.sigma);
      if (f.failure.empty()) {
        one.set("predicted", f.predicted);
        one.set("sd", f.sd);
      } else {
        one.set("failure", f.failure);
      }
      out.push_back(std::move(one));
    }
    return config::Value(std::move(out));
  }

  static std::string json(const std::vector<infer::Assessment>& all) {
    config::Value out(config::Value::Table{});
    for (const auto& a : all) {
      config::Value one(config::Value::Table{});
      one.set("chi2_data", a.criteria.chi2_data);
      one.set("chi2_prior", a.criteria.chi2_prior);
      one.set("informed_directions", a.criteria.informed);
      one.set("effective_parameters", a.criteria.effective);
      if (a.criteria.aicc) one.set("aicc", *a.criteria.aicc);
      one.set("bic", a.criteria.bic);
      one.set("ln_evidence", a.criteria.ln_evidence);
      one.set("left_out", foretold(a.left_out));
      one.set("held_out", foretold(a.held_out));
      config::Value::Array words;
      for (const auto& sentence : infer::in_words(a.identifiability, a.unknowns))
        words.emplace_back(sentence);
      one.set("identifiability", config::Value(std::move(words)));
      out.set(a.name, std::move(one));
    }
    return config::to_json(out);
  }

  std::string study_, mechanisms_ = "c2,v0,v1,cc";
  infer::CalibrationOptions search_;
};

}  // namespace

std::unique_ptr<Command> make_compare() {
  return std::make_unique<Compare>();
}

}  // namespace niter::cli
