// Command: what a verb of the command line declares and does. One file per verb, one row in
// verbs.cpp.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"

namespace niter::cli {

/// Flags a verb accepts. main.cpp makes command-line options from them.
class Flags {
 public:
  virtual ~Flags() = default;
  virtual void argument(std::string name, std::string& value, std::string help,
                        bool required = true) = 0;
  /// Everything that stands there without a flag, one or more.
  virtual void argument(std::string name, std::vector<std::string>& values, std::string help) = 0;
  virtual void option(std::string name, std::string& value, std::string help) = 0;
  virtual void option(std::string name, int& value, std::string help, int low, int high) = 0;
  virtual void option(std::string name, std::vector<double>& values, std::string help) = 0;
  virtual void flag(std::string name, bool& value, std::string help) = 0;
  /// All else on the line, in its order: for a verb whose flags depend on an argument.
  virtual void rest(std::vector<std::string>& values) = 0;
};

/// How the program ends; `niter --help` prints this table.
enum ExitCode : int {
  Success = 0,
  Defect = 1,        // a bug in niter
  Usage = 2,         // unknown verb or flag
  BadInput = 3,      // a file or value of the user
  NoSolution = 4,    // a solver did not converge, or has several solutions
  Environment = 5,   // disk, missing program
  FoundAgainst = 6,  // --strict: the audit or reduction found an inconsistency
  Stopped = 130,     // Ctrl-C
};
int exit_code(const Error& error);

/// What a running verb may use: progress, stop request, and where to print.
struct Session {
  Monitor monitor;
  bool json = false;

  void print(std::string_view text) const;  // to standard output
};

class Command {
 public:
  virtual ~Command() = default;
  virtual void declare(Flags& flags) = 0;
  virtual Result<int> run(const Session& session) = 0;
};

struct Verb {
  std::string_view name;
  std::string_view summary;
  std::vector<std::string_view> examples;  // run as tests in a folder that holds the studies
  std::unique_ptr<Command> (*make)();
};
std::span<const Verb> verbs();

}  // namespace niter::cli
