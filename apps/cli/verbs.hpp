// The makers of every verb, one a file.
#pragma once

#include <memory>

#include "cli/command.hpp"

namespace niter::cli {

std::unique_ptr<Command> make_look();
std::unique_ptr<Command> make_convert();
std::unique_ptr<Command> make_reduce();
std::unique_ptr<Command> make_run();
std::unique_ptr<Command> make_simulate();
std::unique_ptr<Command> make_protocol();
std::unique_ptr<Command> make_calibrate();
std::unique_ptr<Command> make_compare();
std::unique_ptr<Command> make_faradaic();
std::unique_ptr<Command> make_fit();
std::unique_ptr<Command> make_audit();
std::unique_ptr<Command> make_design();
std::unique_ptr<Command> make_init();
std::unique_ptr<Command> make_list();
std::unique_ptr<Command> make_doctor();

}  // namespace niter::cli
