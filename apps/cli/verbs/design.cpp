// niter design: questions to the calibrated cells of a study, each answered with numbers and a
// figure.
#include <algorithm>

#include "cli/results.hpp"
#include "cli/verbs.hpp"
#include "cli/words.hpp"
#include <fmt/format.h>

#include "niter/report/reduction_text.hpp"
#include "niter/report/reduction_value.hpp"
#include "niter/study/design/questions.hpp"
#include "niter/study/simulate.hpp"

namespace niter::cli {
namespace {

class Design final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("question", question_, "'niter design' alone shows them", false);
    flags.option("--draws", draws_, "posterior draws behind bands; 0 leaves them out", 0, 1000);
    flags.option("--threads", threads_, "threads", 1, 256);
    declare_folder(flags, out_, formats_);
    flags.rest(rest_);
  }

  Result<int> run(const Session& session) override {
    if (question_.empty()) {
      session.print(list());
      return Success;
    }
    NITER_TRY(const auto* const question, study::find_question(question_));
    NITER_TRY(const auto words, sort_words(rest_));
    if (words.files.empty()) {
      session.print(fmt::format(
          "{}\n\nniter design {} STUDY [--key value]...   docs/methods/{}\n\n{}", question->title,
          question->name, question->page, keys_text(question->options())));
      return Success;
    }
    if (words.files.size() > 1)
      return fail(Code::InvalidInput, fmt::format("one study is asked, not {}", words.files.size()),
                  "options are written --key value");
    NITER_TRY(const auto study, study::load_study(words.files.front()));
    NITER_TRY(const auto model, study::Model::make(study));
    study::CalibrateOptions settings;
    constexpr int samples = 4000;  // enough that the ensemble has mixed
    settings.sample.samples = draws_ > 0 ? std::max(draws_, samples) : 0;
    settings.sample.threads = settings.search.threads = threads_;
    settings.draws = draws_;
    NITER_TRY(const auto calibration, study::calibrate(study, model, settings, session.monitor));
    const auto values = calibration ? calibration->values : model.nominal();
    const auto draws =
        calibration ? calibration->drawn_values : std::vector<study::ParameterValues>();
    NITER_TRY(
        const auto reduction,
        question->answer({study, model, values, draws, threads_, session.monitor}, words.options));
    NITER_OK(write_folder(out_, formats_, reduction, session));
    session.print(session.json ? config::to_json(report::to_value(reduction))
                               : report::reduction_text(reduction));
    return Success;
  }

 private:
  static std::string list() {
    std::string text;
    for (const auto& one : study::questions())
      text += fmt::format("{:<14} {}\n", one.name, one.title);
    return text + "\nniter design QUESTION shows its options\n";
  }

  std::string question_, out_;
  std::string formats_ = usual_formats;
  std::vector<std::string> rest_;
  int draws_ = 16, threads_ = 2;
};

}  // namespace

std::unique_ptr<Command> make_design() {
  return std::make_unique<Design>();
}

}  // namespace niter::cli
