// The text of every mistake a [[run]] can hold, and what a good one becomes.
#include <algorithm>
#include <variant>

#include "niter/base/testing.hpp"
#include "niter/study/load_testing.hpp"
#include "niter/study/runs/kinds.hpp"

namespace niter::study {
namespace {

constexpr std::string_view run_text = R"([[run]]
id = "lsv"
kind = "voltammogram"
figure = "2a"
title = "A sweep"
experiment = "no3"
catalysts = ["Co/NC"]
cell = "batch"
added = { KCl = "0.01 mol/L" }
volumes = ["30 mL", "0.1 L"]
refresh_every = ["2 h"]
protocol = """
rest for 5 min
sweep 0 to -1.2 V vs RHE at 10 mV/s
"""
)";

// The small study, with a run in a file of its own.
class RunOnDisk : public StudyOnDisk {
 protected:
  void write_run(std::string_view right, std::string_view wrong) {
    reset();
    std::string study(study_text), run(run_text);
    const std::string files = "\"more.toml\"]";
    study.replace(study.find(files), files.size(), "\"more.toml\", \"runs.toml\"]");
    if (const auto at = run.find(right); at != std::string::npos)
      run.replace(at, right.size(), wrong);
    write("study.toml", study);
    write("runs.toml", run);
  }
};

struct Mistake {
  const char* right;
  const char* wrong;
  const char* said;
};
constexpr Mistake mistakes[] = {
    {"kind = \"voltammogram\"", "kind = \"voltamogram\"",
     "runs.toml:3:8: there is no kind of run 'voltamogram'; did you mean 'voltammogram'?"},
    {"kind = \"voltammogram\"\n", "",
     "runs.toml:1:1: 'kind' is missing; add 'kind = ...': how the record is reduced and drawn"},
    {"experiment = \"no3\"", "experiment = \"bat\"",
     "runs.toml:6:14: the experiment 'bat' is not simulated; add it to the cells of [simulate]"},
    {"\"Co/NC\"", "\"Co/N\"", "runs.toml:7:13: there is no catalyst 'Co/N'; did you mean 'Co/NC'?"},
    {"cell = \"batch\"", "cell = \"bath\"",
     "runs.toml:8:8: there is no cell 'bath'; did you mean 'batch'?"},
    {"KCl", "CaCl2",
     "runs.toml:9:9: 'CaCl2' is not a salt niter can take apart into ions; write a salt of K, Na, "
     "Li, Cs, NH4 or H, for example \"K2SO4\""},
    {"\"30 mL\"", "\"0 mL\"",
     "runs.toml:10:11: 'volumes' must be more than zero; leave out what is not there"},
    {"\"2 h\"", "\"2 mL\"",
     "runs.toml:11:18: 'refresh_every' is in 'mL', which does not fit 's'; write it like \"2 s\""},
    {"title = \"A", "titel = \"A",
     "runs.toml:5:1: unknown key 'titel'; did you mean 'title'? known keys: id, kind, title, "
     "experiment, protocol, figure, catalysts, cell, added, volumes, refresh_every, battery, "
     "beside, reported"},
};

TEST_F(RunOnDisk, EveryMistakeIsSaidInFull) {
  NITER_IDENTITY("file, line, column, what is wrong and what to write");
  for (const Mistake& m : mistakes) {
    write_run(m.right, m.wrong);
    EXPECT_EQ(error(), m.said);
  }
}

TEST_F(RunOnDisk, ErrorsOfTheProtocolPointAtTheWord) {
  NITER_IDENTITY("line and column of the file, whichever way the text is written");
  write_run("to -1.2 V", "to -1.2 W");
  EXPECT_TRUE(error().starts_with("runs.toml:14:17:")) << error();
  const std::string text(run_text);
  const auto begin = text.find("protocol");
  write_run(text.substr(begin), "protocol = \"rest for 5 mn\"\n");
  EXPECT_TRUE(error().starts_with("runs.toml:12:24:")) << error();
}

TEST_F(RunOnDisk, AGoodRunIsReadWhole) {
  NITER_IDENTITY("what is written is what is read, in SI");
  write_run("", "");
  const auto study = load_study(folder_);
  ASSERT_TRUE(study) << study.error().text();
  ASSERT_EQ(study->runs.size(), 1u);
  const RunPlan& run = study->runs.front();
  EXPECT_EQ(run.kind, "voltammogram");
  EXPECT_EQ(run.figure, "2a");
  EXPECT_TRUE(run.cell.batch());
  EXPECT_DOUBLE_EQ(run.volumes.at(1).si(), 1e-4);
  EXPECT_DOUBLE_EQ(run.refresh_every.at(0).si(), 7200);
  EXPECT_DOUBLE_EQ(run.added.at("KCl").si(), 10);
  ASSERT_EQ(run.protocol.instructions.size(), 2u);
  EXPECT_EQ(run.protocol.instructions[1].where.line, 14);
  EXPECT_TRUE(std::holds_alternative<twin::protocol::Sweep>(run.protocol.instructions[1].what));
}

TEST_F(RunOnDisk, ARunNeedsAModelAndANameOfItsOwn) {
  NITER_IDENTITY("ids are unique; a protocol without [simulate] has nothing to run on");
  write_run("", "");
  write("runs.toml", std::string(run_text) + std::string(run_text));
  EXPECT_TRUE(error().find("the run 'lsv' is defined twice") != std::string::npos) << error();
  std::string study(study_text);
  study = study.substr(0, study.find("[simulate]"));
  study.replace(study.find("\"more.toml\"]"), 12, "\"more.toml\", \"runs.toml\"]");
  write("study.toml", study);
  write("runs.toml", run_text);
  EXPECT_EQ(error(),
            "runs.toml:1:1: [[run]] without [simulate]; add [simulate]: a protocol needs a model "
            "to run on");
}

}  // namespace
}  // namespace niter::study
