// niter reduce: instrument files through one technique, to numbers with budgets.
#include <algorithm>
#include <filesystem>

#include "cli/results.hpp"
#include "cli/verbs.hpp"
#include "cli/words.hpp"
#include <fmt/format.h>

#include "niter/analysis/under_conditions.hpp"
#include "niter/config/read.hpp"
#include "niter/report/reduction_text.hpp"
#include "niter/report/reduction_value.hpp"
#include "niter/study/bench/reduce_files.hpp"

namespace niter::cli {
namespace {

using Keys = std::vector<config::OptionHelp>;

bool has(const Keys& keys, const std::string& key) {
  return std::ranges::any_of(keys, [&](const auto& help) { return help.key == key; });
}

/// What stands between the files: for the technique, for the common door, for reading.
struct Sorted {
  config::Value options = config::Value(config::Value::Table{});
  config::Value conditions = config::Value(config::Value::Table{});
  io::ReadOptions reading;
  std::vector<int> parts;
};

struct ReadingWords {
  std::map<std::string, std::string> columns, units;
  template <class V>
  void visit(V& v) {
    v.optional("columns", columns, "'{ t = \"time/s\" }': word of niter = header in the file");
    v.optional("units", units, "'{ I = \"mA\" }': where the file has none or a wrong one");
  }
};

Result<Sorted> sort(const analysis::Technique& technique, const config::Value& given) {
  const Keys own = technique.options();
  const Keys common = config::describe<analysis::Conditions>();
  Sorted sorted;
  config::Value reading(config::Value::Table{});
  for (const auto& [key, value] : *given.table()) {
    const std::string exact = key == "ph" ? "pH" : key;
    if (exact == "part") {
      const auto read_one = [&](const config::Value& one) -> Status {
        int part = 0;
        NITER_OK(config::read_value(one, part, "part", ""));
        sorted.parts.push_back(part);
        return {};
      };
      if (value.array() == nullptr) NITER_OK(read_one(value));
      for (const auto& one : value.array() == nullptr ? config::Value::Array{} : *value.array()) {
        NITER_OK(read_one(one));
      }
    } else if (exact == "columns" || exact == "units") {
      reading.set(exact, value);
    } else if (has(common, exact)) {
      sorted.conditions.set(exact, value);
    } else {
      sorted.options.set(exact, value);
    }
  }
  ReadingWords words;
  NITER_OK(config::read_value(reading, words, "reading", ""));
  sorted.reading = {std::move(words.columns), std::move(words.units)};
  return sorted;
}

class Reduce final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.argument("technique", technique_, "'niter list techniques' shows them");
    declare_folder(flags, out_, formats_);
    flags.flag("--strict", strict_, "end with exit code 6 if a finding is inconsistent");
    flags.rest(rest_);
  }

  Result<int> run(const Session& session) override {
    NITER_TRY(const auto* const technique, analysis::find_technique(technique_));
    NITER_TRY(const auto words, sort_words(rest_));
    if (words.files.empty()) {
      session.print(help(*technique));
      return Success;
    }
    NITER_TRY(auto sorted, sort(*technique, words.options));
    study::ReduceRequest request{.technique = technique_,
                                 .files = {words.files.begin(), words.files.end()},
                                 .options = std::move(sorted.options),
                                 .conditions = std::move(sorted.conditions),
                                 .reading = std::move(sorted.reading),
                                 .parts = std::move(sorted.parts)};
    NITER_TRY(const auto reduction, study::reduce_files(request, session.monitor));
    NITER_OK(write_folder(out_, formats_, reduction, session));
    session.print(session.json ? config::to_json(report::to_value(reduction))
                               : report::reduction_text(reduction));
    const bool found = std::ranges::any_of(reduction.findings, [](const auto& finding) {
      return finding.verdict == data::Verdict::Inconsistent;
    });
    return strict_ && found ? FoundAgainst : Success;
  }

 private:
  static std::string help(const analysis::Technique& technique) {
    return fmt::format(
        "{}\n\nniter reduce {} FILES... [--key value]...   needs columns {}; docs/methods/{}\n\n"
        "Of this technique\n{}\nOf the records, declared once\n{}\nOf reading\n  {:<24} only this "
        "part of each file; may be repeated\n{}",
        technique.title, technique.name, analysis::needs_text(technique), technique.page,
        keys_text(technique.options()), keys_text(config::describe<analysis::Conditions>()),
        "--part", keys_text(config::describe<ReadingWords>()));
  }

  std::string technique_, out_;
  std::string formats_ = usual_formats;
  std::vector<std::string> rest_;
  bool strict_ = false;
};

}  // namespace

std::unique_ptr<Command> make_reduce() {
  return std::make_unique<Reduce>();
}

}  // namespace niter::cli
