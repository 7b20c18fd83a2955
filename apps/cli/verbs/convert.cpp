// niter convert: the parts of instrument files as csv.
#include "niter/study/bench/convert.hpp"

#include "cli/verbs.hpp"
#include <fmt/format.h>

#include "niter/config/value.hpp"
#include "niter/io/readers.hpp"

namespace niter::cli {
namespace {

class Convert final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("files", files_, "any instrument's files");
    flags.option("--out", out_, "folder for the csv files (default: the current one)");
    flags.option("--part", options_.part, "only this part, from 1; 0: all", 0, 1'000'000);
  }

  Result<int> run(const Session& session) override {
    options_.folder = out_;
    if (!out_.empty()) {
      std::error_code ec;
      std::filesystem::create_directories(out_, ec);
    }
    config::Value::Array all;
    for (const auto& file : files_) {
      NITER_OK(session.monitor.check());
      NITER_TRY(const auto recording, io::read_recording(file));
      NITER_TRY(const auto written, study::convert(recording, file, options_));
      for (const auto& path : written) {
        all.emplace_back(path.string());
        if (!session.json) session.print(path.string() + "\n");
      }
      for (const auto& caveat : recording.caveats) {
        if (!session.json) session.print(fmt::format("note: {}: {}\n", file, caveat));
      }
    }
    if (session.json) session.print(config::to_json(config::Value(std::move(all))));
    return Success;
  }

 private:
  std::vector<std::string> files_;
  std::string out_;
  study::ConvertOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_convert() {
  return std::make_unique<Convert>();
}

}  // namespace niter::cli
