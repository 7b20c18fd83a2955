// niter compare: the variants of a study on the same reported numbers: what they fit, pay and
// foretell.
#include "niter/study/compare.hpp"

#include <algorithm>

#include "cli/verbs.hpp"
#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::cli {
namespace {

class Compare final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("study", study_, "folder of the study");
    flags.option("--variants", variants_, "ids separated by commas (default: all it declares)");
    flags.option("--starts", search_.starts, "starting points of each calibration", 1, 1000);
    flags.option("--threads", search_.threads, "threads", 1, 256);
  }

  Result<int> run(const Session& session) override {
    NITER_TRY(const auto study, study::load_study(study_));
    std::vector<std::string> ids;
    for (const auto& id : split(variants_, ','))
      if (!trim(id).empty()) ids.emplace_back(trim(id));
    NITER_TRY(const auto all, study::compare_variants(study, ids, search_, session.monitor));
    session.print(session.json ? config::to_json(study::to_value(all)) : text(study, all));
    return Success;
  }

 private:
  // every row begins with the id of its variant
  struct Rows {
    std::size_t width = 0;
    std::string text;

    template <class... Args>
    void add(std::string_view id, fmt::format_string<Args...> format, Args&&... args) {
      text += fmt::format("{:<{}}", id, width) + fmt::format(format, std::forward<Args>(args)...);
      text += '\n';
    }
  };

  static void add_foretold(Rows& rows, const infer::Assessment& a,
                           const std::vector<infer::Foretold>& list) {
    for (const auto& f : list) {
      if (!f.failure.empty()) {
        rows.add(a.name, "{:<16} {}", f.name, f.failure);
        continue;
      }
      rows.add(a.name, "{:<16} reported {:>8.4g}  predicted {:>8.4g} +- {:<8.2g} off by {:+.1f} sd",
               f.name, f.reported, f.predicted, f.sd, f.off());
    }
  }

  static std::string text(const study::Study& study, const std::vector<infer::Assessment>& all) {
    Rows rows;
    for (const auto& a : all) rows.width = std::max(rows.width, a.name.size() + 2);
    for (const auto& v : study.variants) {
      const auto compared = [&](const infer::Assessment& a) { return a.name == v.id; };
      if (std::ranges::any_of(all, compared)) rows.add(v.id, "{}", v.title);
    }

    rows.text += '\n';
    rows.add("", "{:>9} {:>10} {:>7} {:>8} {:>6} {:>6} {:>6} {:>6} {:>8}", "chi2 data",
             "chi2 prior", "total", "informed", "k", "AIC", "AICc", "BIC", "ln Z");
    const auto words = study::evidence_in_words(all);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto& c = all[i].criteria;
      const auto corrected = c.aicc ? fmt::format("{:.1f}", *c.aicc) : std::string("none");
      rows.add(all[i].name,
               "{:>9.2f} {:>10.2f} {:>7.2f} {:>8} {:>6.2f} {:>6.1f} {:>6} {:>6.1f} {:>8.2f}  {}",
               c.chi2_data, c.chi2_prior, c.total(), c.informed, c.effective, c.aic, corrected,
               c.bic, c.ln_evidence, words[i]);
    }
    rows.text += "\nEach fitted number, predicted by a fit of all others\n";
    for (const auto& a : all) add_foretold(rows, a, a.left_out);
    rows.text += "\nNumbers that were never fitted\n";
    for (const auto& a : all) add_foretold(rows, a, a.held_out);
    rows.text += "\nWhat the data cannot decide\n";
    for (const auto& a : all)
      for (const auto& sentence : infer::in_words(a.identifiability, a.unknowns))
        rows.add(a.name, "{}", sentence);
    return rows.text;
  }

  std::string study_, variants_;
  infer::CalibrationOptions search_{.starts = study::comparison_starts};
};

}  // namespace

std::unique_ptr<Command> make_compare() {
  return std::make_unique<Compare>();
}

}  // namespace niter::cli
