// niter init: a study of one's own from the commented template.
#include "cli/verbs.hpp"
#include <fmt/format.h>

#include "niter/study/study.hpp"

namespace niter::cli {
namespace {

class Init final : public Command {
 public:
  void declare(Flags& flags) override { flags.argument("name", name_, "folder to make"); }

  Result<int> run(const Session& session) override {
    NITER_OK(study::init_study(name_));
    session.print(fmt::format("made {0}/: edit {0}/study.toml, then 'niter run {0}'\n", name_));
    return Success;
  }

 private:
  std::string name_;
};

}  // namespace

std::unique_ptr<Command> make_init() {
  return std::make_unique<Init>();
}

}  // namespace niter::cli
