// niter audit: the claims of a study against physics and arithmetic.
#include "niter/study/audit.hpp"

#include <algorithm>

#include "cli/verbs.hpp"
#include <fmt/format.h>

#include "niter/study/run.hpp"

namespace niter::cli {
namespace {

class Audit final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("study", study_, "folder of the study");
    flags.option("--rule", rule_, "only the findings of one rule, for example A9");
    flags.flag("--strict", strict_, "end with exit code 6 if anything is inconsistent");
  }

  Result<int> run(const Session& session) override {
    NITER_TRY(const auto study, study::load_study(study_));
    NITER_TRY(auto findings, study::audit(study));
    if (!rule_.empty()) {
      const auto rules = study::audit_rules();
      if (std::none_of(rules.begin(), rules.end(), [&](const auto& r) { return r.key == rule_; })) {
        return fail(Code::NotFound, fmt::format("there is no rule '{}'", rule_),
                    "'niter list rules' shows them");
      }
      std::erase_if(findings, [&](const auto& f) { return f.key != rule_; });
    }
    if (session.json) {
      study::StudyResults results;
      results.findings = findings;
      session.print(config::to_json(*study::to_value(study, results, {}).find("findings")));
    } else {
      session.print(text(findings));
    }
    const bool against = std::any_of(findings.begin(), findings.end(), [](const auto& f) {
      return f.verdict == data::Verdict::Inconsistent;
    });
    return strict_ && against ? FoundAgainst : Success;
  }

 private:
  static std::string text(const std::vector<data::Finding>& findings) {
    std::string out;
    std::map<data::Verdict, int> counts;
    for (const auto& f : findings) {
      ++counts[f.verdict];
      out += fmt::format("{:<4} {:<14} {}\n", f.key, data::to_string(f.verdict), f.title);
      const std::pair<const char*, const std::string*> parts[] = {
          {"", &f.text},           {"formula", &f.formula},
          {"numbers", &f.numbers}, {"tolerance", &f.tolerance},
          {"missing", &f.missing}, {"source", &f.source}};
      for (const auto& [name, part] : parts) {
        if (!part->empty()) out += fmt::format("       {}{}{}\n", name, *name ? ": " : "", *part);
      }
      out += "\n";
    }
    for (const auto& [verdict, count] : counts)
      out += fmt::format("{} {}\n", count, data::to_string(verdict));
    return out;
  }

  std::string study_, rule_;
  bool strict_ = false;
};

}  // namespace

std::unique_ptr<Command> make_audit() {
  return std::make_unique<Audit>();
}

}  // namespace niter::cli
