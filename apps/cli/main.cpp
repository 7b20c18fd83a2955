// The command line: finds the verb, makes its flags, listens for Ctrl-C, prints errors, chooses the
// exit code.
#include <cstdio>
#include <exception>
#include <thread>

#include "cli/command.hpp"
#include "cli/progress.hpp"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>

#include "niter/base/contract.hpp"

namespace niter::cli {

int exit_code(const Error& error) {
  switch (error.code) {
    case Code::NoConvergence:
    case Code::BeyondLimit:
    case Code::Multiplicity:
      return NoSolution;
    case Code::Io:
    case Code::Process:
      return Environment;
    case Code::Interrupted:
      return Stopped;
    case Code::InvalidInput:
    case Code::NotFound:
    case Code::Unit:
    case Code::Inconsistent:
      return BadInput;
  }
  return Defect;
}

void Session::print(std::string_view text) const {
  fmt::print("{}", text);
}

namespace {

const char* const exit_codes =
    "Exit codes: 0 success, 1 bug in niter, 2 wrong usage, 3 wrong input, 4 no (or no single) "
    "solution,\n"
    "            5 disk or missing program, 6 --strict found an inconsistency, 130 stopped by "
    "Ctrl-C";

class Options final : public Flags {
 public:
  explicit Options(CLI::App& app) : app_(app) {}
  void argument(std::string name, std::string& value, std::string help, bool required) override {
    app_.add_option(name, value, help)->required(required);
  }
  void argument(std::string name, std::vector<std::string>& values, std::string help) override {
    app_.add_option(name, values, help)->required();
  }
  void option(std::string name, std::string& value, std::string help) override {
    app_.add_option(name, value, help)->capture_default_str();
  }
  void option(std::string name, int& value, std::string help, int low, int high) override {
    app_.add_option(name, value, help)->capture_default_str()->check(CLI::Range(low, high));
  }
  void option(std::string name, std::vector<double>& values, std::string help) override {
    app_.add_option(name, values, help);
  }
  void flag(std::string name, bool& value, std::string help) override {
    app_.add_flag(name, value, help);
  }
  void rest(std::vector<std::string>& values) override {
    app_.allow_extras();
    rest_ = &values;
  }
  void take_rest() const {
    if (rest_ != nullptr) *rest_ = app_.remaining();
  }

 private:
  CLI::App& app_;
  std::vector<std::string>* rest_ = nullptr;
};

std::string examples_text(const Verb& verb) {
  std::string text = "Examples:";
  for (const auto& example : verb.examples) text += fmt::format("\n  {}", example);
  return text;
}

// SIGINT and SIGTERM are taken by one thread, so that stopping needs nothing that is unsafe in a
// signal handler.
class Interrupts {
 public:
  Interrupts() {
    ::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), not the end of the program
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGINT);
    ::sigaddset(&set, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::thread([set, source = source_]() mutable {
      int received = 0;
      ::sigwait(&set, &received);
      source.request_stop();
    }).detach();
  }
  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
};

int perform(Command& command, bool json) {
  const Interrupts interrupts;
  Result<int> ended = 0;
  {
    Progress progress;
    const Session session{
        {[&](std::string_view stage, double f) { progress.at(stage, f); }, interrupts.token()},
        json};
    ended = command.run(session);
  }
  if (ended) return *ended;
  fmt::print(stderr, "niter: {}\n", ended.error().text());
  return exit_code(ended.error());
}

int main_with(int argc, char** argv) {
  CLI::App app("niter: bench and digital twin for nitrate and nitrite electroreduction to ammonia",
               "niter");
  app.set_version_flag("--version", "niter " NITER_VERSION);
  app.require_subcommand(1);
  app.footer(exit_codes);
  int result = Success;
  std::vector<std::unique_ptr<Command>> commands;
  bool json = false;
  for (const auto& verb : verbs()) {
    auto* sub = app.add_subcommand(std::string(verb.name), std::string(verb.summary));
    sub->footer(examples_text(verb));
    sub->add_flag("--json", json, "machine-readable output");
    Options flags(*sub);
    auto& command = *commands.emplace_back(verb.make());
    command.declare(flags);
    sub->callback([&, flags] {
      flags.take_rest();
      result = perform(command, json);
    });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Success : Usage;
  }
  return result;
}

}  // namespace
}  // namespace niter::cli

int main(int argc, char** argv) {
  try {
    return niter::cli::main_with(argc, argv);
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "niter: this is a bug in niter, please report it: %s\n", bug.what());
    return niter::cli::Defect;
  }
}
