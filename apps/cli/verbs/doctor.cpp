// niter doctor: what is installed and what is missing.
#include "cli/verbs.hpp"
#include <fmt/format.h>

#include "niter/base/process.hpp"
#include "niter/base/share.hpp"
#include "niter/base/text.hpp"
#include "niter/config/value.hpp"

namespace niter::cli {
namespace {

struct Item {
  std::string name, state, use, remedy;
  bool found = false;
  bool needed = true;
};

Item program(const std::string& name, const std::string& use, const std::string& remedy,
             bool needed) {
  Item item{name, "missing", use, remedy, false, needed};
  if (find_program(name).empty()) return item;
  item.found = true;
  const auto version = run_process({name, "--version"}, "", std::chrono::seconds(5));
  item.state =
      version ? std::string(trim(split(version->out, '\n').front())) : "found, but it does not run";
  return item;
}

Item data_file(const std::string& name, const std::string& use, const std::string& remedy) {
  const auto path = share_file(name);
  return {name, path ? path->string() : "missing", use, remedy, path.has_value(), true};
}

class Doctor final : public Command {
 public:
  void declare(Flags&) override {}

  Result<int> run(const Session& session) override {
    const std::vector<Item> items = {
        {"niter", NITER_VERSION, "this program", "", true, true},
        program("gnuplot", "draws SVG, PDF and PNG figures", "apt-get install gnuplot-nox", true),
        data_file("species.toml", "species, their mobility and free energy",
                  "run tools/setup in niter's folder"),
        data_file("mechanisms/c2.toml", "the default mechanism",
                  "run tools/setup in niter's folder"),
        data_file("report/plotly-basic.min.js", "makes the figures of a report interactive",
                  "run tools/setup in niter's folder"),
        data_file("template/study.toml", "what 'niter init' copies",
                  "run tools/setup in niter's folder"),
    };
    bool well = true;
    std::string text;
    config::Value::Array list;
    for (const auto& item : items) {
      well = well && (item.found || !item.needed);
      text += fmt::format("{:<9} {:<28} {}\n", item.found ? "ok" : "MISSING", item.name,
                          item.found ? item.state : item.use);
      if (!item.found) text += fmt::format("{:<9} {:<28} to mend: {}\n", "", "", item.remedy);
      config::Value row(config::Value::Table{});
      row.set("name", item.name);
      row.set("found", item.found);
      row.set("state", item.state);
      row.set("use", item.use);
      row.set("remedy", item.remedy);
      list.push_back(std::move(row));
    }
    text += well ? "everything niter needs is here\n" : "something is missing: see above\n";
    session.print(session.json ? config::to_json(config::Value(std::move(list))) : text);
    return well ? Success : Environment;
  }
};

}  // namespace

std::unique_ptr<Command> make_doctor() {
  return std::make_unique<Doctor>();
}

}  // namespace niter::cli
