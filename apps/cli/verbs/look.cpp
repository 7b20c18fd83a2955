// niter look: what a file is, what is in it, what can be done with it.
#include "niter/study/bench/look.hpp"

#include "cli/verbs.hpp"

#include "niter/io/readers.hpp"

namespace niter::cli {
namespace {

class Look final : public Command {
 public:
  void declare(Flags& flags) override { flags.argument("files", files_, "any instrument's files"); }

  Result<int> run(const Session& session) override {
    config::Value::Array all;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      NITER_OK(session.monitor.check());
      NITER_TRY(const auto recording, io::read_recording(files_[i]));
      if (session.json) {
        all.push_back(study::to_value(recording, files_[i]));
      } else {
        session.print((i == 0 ? "" : "\n") + study::look_text(recording, files_[i]));
      }
    }
    if (session.json) session.print(config::to_json(config::Value(std::move(all))));
    return Success;
  }

 private:
  std::vector<std::string> files_;
};

}  // namespace

std::unique_ptr<Command> make_look() {
  return std::make_unique<Look>();
}

}  // namespace niter::cli
