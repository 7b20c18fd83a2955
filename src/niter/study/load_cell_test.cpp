// The text of every mistake a [[cell]] can hold, and what a good one becomes.
#include "niter/base/testing.hpp"
#include "niter/study/load_testing.hpp"

namespace niter::study {
namespace {

// The small study, with a cell in a file of its own.
class CellFile : public StudyOnDisk {
 protected:
  void put(std::string_view cell) {
    reset();
    std::string study(study_text);
    const std::string files = "\"more.toml\"]";
    study.replace(study.find(files), files.size(), "\"more.toml\", \"cells.toml\"]");
    write("study.toml", study);
    write("cells.toml", cell);
  }
};

TEST_F(CellFile, AGoodCellIsReadWhole) {
  NITER_IDENTITY("what is written is what is read, in SI");
  put(R"([[cell]]
id = "disc"
geometry = "rotating disc"
rotation = "1600 rpm"
viscosity = "0.01 cm2/s"
level = "fick"
equilibria = "finite rates"
activities = "ideal"
cpe_admittance = "30 uS/cm2"
cpe_exponent = 0.9
cpe_times = ["1 us", "100 s"]
zero_charge = "-0.1 V vs RHE"
segments = 20
pore_resistance = "2 ohm cm2"
intervals = 80
[[cell]]
id = "h"
geometry = "batch"
membrane = "anion exchange"
[[cell]]
id = "thin"
geometry = "thin layer"
level = "fick"
thickness = "50 um"
[[cell]]
id = "open"
geometry = "semi-infinite"
duration = "2 min"
[[cell]]
id = "charged"
level = "poisson"
capacitance = "20 uF/cm2"
ions = "points"
)");
  const auto study = load_study(folder_);
  ASSERT_TRUE(study) << study.error().text();
  ASSERT_EQ(study->cells.size(), 5u);
  const CellPlan& disc = study->cells[0];
  EXPECT_EQ(disc.geometry, CellPlan::Geometry::RotatingDisc);
  EXPECT_NEAR(disc.rotation, 167.5516, 1e-4);
  EXPECT_DOUBLE_EQ(disc.viscosity, 1e-6);
  EXPECT_EQ(disc.level, CellPlan::Level::Fick);
  EXPECT_EQ(disc.equilibria, CellPlan::Equilibria::FiniteRates);
  EXPECT_EQ(disc.activities, CellPlan::Activities::Ideal);
  EXPECT_DOUBLE_EQ(disc.cpe_admittance, 0.3);
  EXPECT_DOUBLE_EQ(disc.cpe_exponent, 0.9);
  EXPECT_DOUBLE_EQ(disc.cpe_fastest, 1e-6);
  EXPECT_DOUBLE_EQ(disc.cpe_slowest, 100);
  EXPECT_DOUBLE_EQ(disc.zero_charge, -0.1);
  EXPECT_EQ(disc.segments, 20);
  EXPECT_DOUBLE_EQ(disc.pore_resistance, 2e-4);
  EXPECT_EQ(disc.intervals, 80);
  EXPECT_TRUE(study->cells[1].batch());
  EXPECT_EQ(study->cells[1].membrane, twin::Membrane::AnionExchange);
  EXPECT_DOUBLE_EQ(study->cells[2].thickness, 5e-5);
  EXPECT_DOUBLE_EQ(study->cells[3].duration.value(), 120);
  EXPECT_DOUBLE_EQ(study->cells[4].capacitance.value(), 0.2);
  EXPECT_EQ(study->cells[4].ions, CellPlan::Ions::Points);
}

struct Mistake {
  const char* cell;  // behind [[cell]] and an id
  const char* said;
};
constexpr Mistake mistakes[] = {
    {"geometry = \"disk\"",
     "cells.toml:3:12: 'geometry' cannot be 'disk'; known words: film, batch, rotating disc, "
     "semi-infinite, thin layer"},
    {"level = \"poison\"",
     "cells.toml:3:9: 'level' cannot be 'poison'; did you mean 'poisson'? known words: fick, "
     "nernst-planck, poisson"},
    {"geometry = \"batch\"\nmembrane = \"nafion\"",
     "cells.toml:4:12: 'membrane' cannot be 'nafion'; known words: cation exchange, anion "
     "exchange, bipolar"},
    {"geometry = \"rotating disc\"\nviscosity = \"0.01 cm2/s\"",
     "cells.toml:3:12: a rotating disc needs 'rotation'; add rotation = \"1600 rpm\""},
    {"geometry = \"rotating disc\"\nrotation = \"1600 rpm\"",
     "cells.toml:3:12: a rotating disc needs 'viscosity'; add viscosity = \"0.01 cm2/s\""},
    {"geometry = \"rotating disc\"\nviscosity = \"0.01 cm2/s\"\nrotation = \"27 Hz\"",
     "cells.toml:5:12: 'rotation' in Hz can be read as turns or as radians; write it in rpm or "
     "rad/s"},
    {"geometry = \"rotating disc\"\nviscosity = \"1 mPa s\"\nrotation = \"1600 rpm\"",
     "cells.toml:4:13: 'viscosity' is in 'mPa s', which does not fit 'm2/s'; write it like \"1 "
     "m2/s\""},
    {"geometry = \"rotating disc\"\nviscosity = \"0.01 cm2/s\"\nrotation = \"-1600 rpm\"",
     "cells.toml:5:12: 'rotation' = -1600 rpm must be more than zero; leave out what is not there"},
    {"rotation = \"1600 rpm\"",
     "cells.toml:3:12: 'rotation' belongs to a cell with geometry = \"rotating disc\", not to a "
     "film; remove it, or change the geometry"},
    {"thickness = \"50 um\"",
     "cells.toml:3:13: 'thickness' belongs to a cell with geometry = \"thin layer\", not to a "
     "film; "
     "remove it; the film of an experiment is an assumption of [simulate]"},
    {"geometry = \"thin layer\"\nthickness = \"50 um\"",
     "cells.toml:3:12: a thin layer is solved without migration only; write level = \"fick\", for "
     "an experiment with supporting electrolyte"},
    {"ions = \"points\"",
     "cells.toml:3:8: 'ions' belongs to a cell with level = \"poisson\"; remove it, or change the "
     "level"},
    {"level = \"poisson\"",
     "cells.toml:3:9: the poisson level needs the capacitance of the Stern layer; add capacitance "
     "= \"20 uF/cm2\""},
    {"level = \"poisson\"\ngeometry = \"batch\"\ncapacitance = \"20 uF/cm2\"",
     "cells.toml:3:9: the poisson level resolves the double layer of a film, not of a batch; leave "
     "the geometry out, or write level = \"nernst-planck\""},
    {"cpe_exponent = 0.9",
     "cells.toml:3:16: 'cpe_admittance' and 'cpe_exponent' belong together; write Q in S s^n of a "
     "fit as cpe_admittance = \"30 uS/cm2\", its value at 1 rad/s, and n as cpe_exponent = 0.9"},
    {"cpe_admittance = \"30 uS/cm2\"\ncpe_exponent = 0.3",
     "cells.toml:4:16: 'cpe_exponent' = 0.3 must be between 0.5 and 1; 1 is a capacitor"},
    {"cpe_admittance = \"30 uS/cm2\"\ncpe_exponent = 0.9\ncapacitance = \"20 uF/cm2\"",
     "cells.toml:5:15: a double layer is a capacitance or a constant phase element; keep one of "
     "the two"},
    {"cpe_times = [\"1 us\", \"1 s\"]",
     "cells.toml:3:13: 'cpe_times' belongs to a constant phase element; remove it, or add "
     "cpe_admittance and cpe_exponent"},
    {"cpe_admittance = \"30 uS/cm2\"\ncpe_exponent = 0.9\ncpe_times = [\"1 s\", \"1 us\"]",
     "cells.toml:5:13: 'cpe_times' must be two times, a decade or more apart; write cpe_times = "
     "[\"10 us\", \"1000 s\"]"},
    {"segments = 20",
     "cells.toml:3:12: 'segments' and 'pore_resistance' belong together; a porous film has both: "
     "segments = 20, pore_resistance = \"2 ohm cm2\""},
    {"segments = 1\npore_resistance = \"2 ohm cm2\"",
     "cells.toml:3:12: 'segments' = 1 is not possible; write a number from 2 to 200"},
    {"intervals = 0",
     "cells.toml:3:13: 'intervals' = 0 is not possible; write a number from 4 to 2000"},
    {"zero_charge = \"0.1 V vs SHE\"",
     "cells.toml:3:15: 'zero_charge' is vs SHE, but the twin is driven vs RHE; convert it and "
     "write it like \"0.1 V vs RHE\""},
    {"capacitance = 20",
     "cells.toml:3:15: 'capacitance' must be a text with a unit, like \"20 F/m2\""},
    {"id = \"batch\"", ""},  // a key twice: said by the reader of TOML
};

TEST_F(CellFile, EveryMistakeIsSaidInFull) {
  NITER_IDENTITY("file, line, column, what is wrong and what to write");
  for (const Mistake& m : mistakes) {
    put("[[cell]]\nid = \"mine\"\n" + std::string(m.cell) + "\n");
    if (*m.said != 0) {
      EXPECT_EQ(error(), m.said);
    } else {
      EXPECT_NE(error(), "no error");
    }
  }
  put("[[cell]]\nid = \"batch\"\n");
  EXPECT_EQ(error(),
            "cells.toml:2:6: 'batch' is a cell already; it is the one without options: give yours "
            "another name");
}

}  // namespace
}  // namespace niter::study
