// niter faradaic: one electrolysis, from its file to efficiency, yields and energy with budgets.
#include <algorithm>

#include "cli/verbs.hpp"

#include "niter/study/electrolysis_file.hpp"

namespace niter::cli {
namespace {

class Faradaic final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("file", file_, "electrolysis file (docs/methods/faradaic-efficiency.md)");
    flags.flag("--strict", strict_, "end with exit code 6 if a finding is inconsistent");
  }

  Result<int> run(const Session& session) override {
    NITER_TRY(const auto report, study::faradaic_file(file_));
    session.print(session.json ? config::to_json(analysis::to_value(report))
                               : analysis::report_text(report));
    const auto against = [](const auto& findings) {
      return std::any_of(findings.begin(), findings.end(),
                         [](const auto& f) { return f.verdict == data::Verdict::Inconsistent; });
    };
    const bool found =
        against(report.findings) || std::any_of(report.runs.begin(), report.runs.end(),
                                                [&](const auto& r) { return against(r.findings); });
    return strict_ && found ? FoundAgainst : Success;
  }

 private:
  std::string file_;
  bool strict_ = false;
};

}  // namespace

std::unique_ptr<Command> make_faradaic() {
  return std::make_unique<Faradaic>();
}

}  // namespace niter::cli
