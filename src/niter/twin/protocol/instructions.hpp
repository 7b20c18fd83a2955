// Instructions: how each one is read and written. One file holds both directions of an instruction;
// grammar.cpp and to_text.cpp name it. Used only inside this folder.
#pragma once

#include <string>

#include "niter/base/result.hpp"
#include "niter/twin/protocol/protocol.hpp"
#include "niter/twin/protocol/reader.hpp"

namespace niter::twin::protocol {

using Payload = decltype(Instruction::what);

// Each starts behind the keyword and ends behind its last word. @error InvalidInput or Unit
Result<Payload> read_hold(Reader& reader);
Result<Payload> read_sweep(Reader& reader);
Result<Payload> read_cycle(Reader& reader);
Result<Payload> read_impedance(Reader& reader);
Result<Payload> read_rest(Reader& reader);
Result<Payload> read_refresh(Reader& reader);
Result<Payload> read_sample(Reader& reader);
Result<Payload> read_compensation(Reader& reader);
Result<Payload> read_record(Reader& reader);

std::string write(const Hold& hold);
std::string write(const Sweep& sweep);
std::string write(const Cycle& cycle);
std::string write(const Impedance& impedance);
std::string write(const Rest& rest);
std::string write(const Refresh& refresh);
std::string write(const Sample& sample);
std::string write(const Compensation& compensation);
std::string write(const Record& record);

inline constexpr double longest_duration = 10 * 365.25 * 86400;  // s: ten years

/// The words behind "for". @error Unit; InvalidInput if it is not above zero or above ten years
Result<double> read_duration(Reader& reader);

}  // namespace niter::twin::protocol
