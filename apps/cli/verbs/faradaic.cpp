// niter faradaic: one electrolysis, from its file to efficiency, yields and energy with budgets.
#include <algorithm>

#include "cli/verbs.hpp"

#include "niter/study/electrolysis_file.hpp"
#include "niter/study/electrolysis_sheets.hpp"

namespace niter::cli {
namespace {

class Faradaic final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("file", file_, "electrolysis file (docs/methods/faradaic-efficiency.md)");
    flags.option("--xlsx", xlsx_, "also write a spreadsheet in which every step is a formula");
    flags.flag("--strict", strict_, "end with exit code 6 if a finding is inconsistent");
  }

  Result<int> run(const Session& session) override {
    NITER_TRY(const auto electrolysis, study::electrolysis_file(file_));
    const auto& report = electrolysis.report;
    if (!xlsx_.empty()) {
      NITER_TRY(const auto sheets, study::electrolysis_sheets(electrolysis.input, report));
      NITER_OK(io::write_xlsx(xlsx_, sheets));
    }
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
  std::string xlsx_;
  bool strict_ = false;
};

}  // namespace

std::unique_ptr<Command> make_faradaic() {
  return std::make_unique<Faradaic>();
}

}  // namespace niter::cli
