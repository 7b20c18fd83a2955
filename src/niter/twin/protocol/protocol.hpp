// Protocol: what a potentiostat does, one instruction after the other, as plain data in SI units.
//
// docs/methods/protocols.md is the language on one page: the words here mean what it says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::twin::protocol {

/// What the potentiostat holds. Voltage, power and load are of a battery.
enum class Control { Potential, Current, OpenCircuit, Voltage, Power, Load };

/// One point of control. A potential is on `scale`: "RHE" (of the bulk), "SHE", "OCP" (against the
/// last open-circuit potential), or "" for the scale of the study. Against "Zn" it is the voltage
/// of a battery. Either all setpoints of an instruction name a scale or none does. Currents, power,
/// loads and open circuit have no scale; open circuit has the value 0.
struct Setpoint {
  Control control = Control::Potential;
  double value = 0;  // V, A m-2 (oxidation positive), W m-2 (discharge positive) or ohm m2
  std::string scale = {};

  bool operator==(const Setpoint&) const = default;
};

/// What a stop condition looks at.
enum class Watched {
  Concentration,     // of `species` in the bulk of the catholyte [mol m-3]
  Fraction,          // of `species` against the fresh catholyte (the start of the protocol) [1]
  Current,           // j [A m-2], with its sign
  CurrentMagnitude,  // |j| [A m-2]
  Potential,         // E as the potentiostat shows it [V] on `scale`; vs Zn: of the battery
  Charge,            // |integral of j dt| since the instruction began [C m-2]
  Ph,                // of the bulk of the catholyte [1]
};

enum class Comparison { Below, Above };

/// The instruction ends when the condition holds. `species` is a formula as written ("NO3-"), or
/// "NHx" for NH3 and NH4+ together.
struct Until {
  Watched watched = Watched::Concentration;
  std::string species = {};  // Concentration and Fraction only
  Comparison comparison = Comparison::Below;
  double threshold = 0;
  std::string scale = {};  // Potential only

  bool operator==(const Until&) const = default;
};

/// Keep the setpoint (potential or current) for the duration.
struct Hold {
  Setpoint setpoint;
  double duration = 0;       // s, > 0
  std::vector<Until> until;  // the first that holds ends it

  bool operator==(const Hold&) const = default;
};

/// A straight ramp. Both ends have the same control; their scales may differ.
struct Sweep {
  std::optional<Setpoint> from;  // none: from where the cell is
  Setpoint to;
  double rate = 0;  // V s-1 or A m-2 s-1, > 0
  std::vector<Until> until;

  bool operator==(const Sweep&) const = default;
};

/// Triangles. For each rate in turn: `cycles` times first -> second -> first. A start is left once,
/// towards `first`, at the first rate; without it the cycle begins at `first`.
struct Cycle {
  Setpoint first;
  Setpoint second;
  std::vector<double> rates;  // V s-1 or A m-2 s-1, > 0; at least one
  int cycles = 1;             // per rate
  std::optional<Setpoint> start;

  bool operator==(const Cycle&) const = default;
};

/// A spectrum from f_high down to f_low about a working point.
struct Impedance {
  double f_high = 0;                       // Hz
  double f_low = 0;                        // Hz, > 0, below f_high
  Control perturbed = Control::Potential;  // what the sine is added to: Potential or Current
  double amplitude = 0;                    // zero to peak [V or A m-2], > 0
  Setpoint setpoint;                       // any control
  int points_per_decade = 10;
  bool points_stated = false;  // whether the text says so

  bool operator==(const Impedance&) const = default;
};

/// Open circuit.
struct Rest {
  double duration = 0;  // s, > 0
  std::vector<Until> until;

  bool operator==(const Rest&) const = default;
};

/// Catholyte and anolyte are replaced by fresh ones.
struct Refresh {
  bool operator==(const Refresh&) const = default;
};

/// A sample of the catholyte is taken: its volume shrinks, its concentrations stay.
struct Sample {
  double volume = 0;  // m3, > 0

  bool operator==(const Sample&) const = default;
};

/// From here on: which part of the ohmic drop is compensated, and how.
struct Compensation {
  enum class Kind {
    PositiveFeedback,  // by the potentiostat, while it measures
    Afterwards,        // by subtraction from the recorded potential
  };
  double fraction = 0;  // 0 to 1
  Kind kind = Kind::PositiveFeedback;

  bool operator==(const Compensation&) const = default;
};

/// From here on: how far apart the recorded points are.
struct Record {
  enum class Axis { Time, Potential };
  Axis axis = Axis::Time;
  double interval = 0;  // s or V, > 0

  bool operator==(const Record&) const = default;
};

struct Instruction;

/// The body, `count` times.
struct Repeat {
  int count = 1;  // >= 1
  std::vector<Instruction> body;

  bool operator==(const Repeat&) const;
};

struct Instruction {
  std::variant<Hold, Sweep, Cycle, Impedance, Rest, Refresh, Sample, Compensation, Record, Repeat>
      what;
  Where where = {};       // its first word
  std::string text = {};  // as the author wrote it; of a repeat its first line

  /// Whether both say the same; where and how they were written does not matter.
  bool operator==(const Instruction& other) const { return what == other.what; }
};

struct Protocol {
  std::vector<Instruction> instructions;

  bool operator==(const Protocol&) const = default;
};

inline constexpr std::int64_t most_instructions = 10000;  // as count() counts
inline constexpr int deepest_nesting = 8;                 // of repeats
inline constexpr std::size_t longest_text = 1000000;      // bytes

/// Read a protocol. Values come out finite and within the bounds named above.
/// @param file_name   for error messages: the file, or the key of a study, that holds the text
/// @param first_line  the line of that file where the text begins
/// @error InvalidInput or Unit, pointing at the word: what stands there, what was wanted, what to
/// do
Result<Protocol> parse_protocol(std::string_view text, std::string_view file_name,
                                int first_line = 1);

/// The canonical text: one instruction a line, bodies of repeats indented. Its parse gives a
/// protocol equal to the one that was read, to the last bit of each number.
std::string to_text(const Protocol& protocol);
/// One instruction in canonical words, without a line end; a repeat with its whole body.
std::string to_text(const Instruction& instruction);

/// How many instructions run when all repeats are unrolled; each turn of a cycle counts as one.
/// Stops counting above most_instructions (the answer is then any larger number).
std::int64_t count(const Instruction& instruction);
std::int64_t count(const Protocol& protocol);

/// How long it takes [s], if the text fixes it; stop conditions may end it sooner. Unknown are
/// sweeps from where the cell is, ramps between two scales, and impedance spectra.
std::optional<double> duration(const Instruction& instruction);
std::optional<double> duration(const Protocol& protocol);

}  // namespace niter::twin::protocol
