#include "cli/verbs.hpp"

namespace niter::cli {

std::span<const Verb> verbs() {
  static const std::vector<Verb> table = {
      {"run",
       "simulate, calibrate, audit and report a study",
       {"niter run studies/feco-nc --out report/feco-nc",
        "niter run studies/template --no-figures --json"},
       make_run},
      {"simulate",
       "steady operating points of a catalyst at given potentials",
       {"niter simulate studies/feco-nc --experiment no3 --potentials -0.8 -1.0 -1.2",
        "niter simulate studies/feco-nc --experiment no2 --catalyst Co/NC --potentials -1.0 "
        "--json",
        "niter simulate studies/feco-nc --raw raw-data --seed 7"},
       make_simulate},
      {"protocol",
       "take a cell through a protocol; record it ideally or by a potentiostat",
       {"niter protocol studies/feco-nc --text \"sweep 0 to -1.2 V at 10 mV/s\" --out lsv",
        "niter protocol studies/feco-nc --text \"hold -1.0 V for 10 min\" --cell batch "
        "--instrument "
        "biologic-sp300 --seed 7 --out electrolysis --json"},
       make_protocol},
      {"calibrate",
       "fit the model to the reported numbers and say what they inform",
       {"niter calibrate studies/feco-nc", "niter calibrate studies/feco-nc --starts 2 --json",
        "niter calibrate studies/feco-nc --starts 1 --samples 60 --sample-file draws.json"},
       make_calibrate},
      {"compare",
       "variants on the same numbers: what they fit, pay and foretell",
       {"niter compare studies/feco-nc --variants C2 --starts 2"},
       make_compare},
      {"look",
       "what a file is, what is in it, what can be done with it",
       {"niter look examples/05-impedance/peis.DTA",
        "niter look examples/01-faradaic-efficiency/it.csv --json"},
       make_look},
      {"convert",
       "instrument files to csv with names, units and comments",
       {"niter convert examples/04-voltammogram/cv.csv --out converted"},
       make_convert},
      {"reduce",
       "instrument files through a technique, to numbers with budgets",
       {"niter reduce eis examples/05-impedance/peis.DTA --circuit \"R0-p(R1,C1)\"",
        "niter reduce cdl examples/06-capacitance/cv-050.txt examples/06-capacitance/cv-100.txt "
        "--area \"1.00 +- 0.01 cm2\" --out capacitance",
        "niter reduce drt examples/05-impedance/peis.DTA --json", "niter reduce lsv"},
       make_reduce},
      {"faradaic",
       "Faradaic efficiency, yield and energy of an electrolysis, with budget",
       {"niter faradaic examples/01-faradaic-efficiency/electrolysis.toml",
        "niter faradaic examples/01-faradaic-efficiency/electrolysis.toml --json",
        "niter faradaic examples/01-faradaic-efficiency/electrolysis.toml --xlsx fe.xlsx"},
       make_faradaic},
      {"fit",
       "numbers of a cell from measured voltammograms, with errors and verdicts",
       {"niter fit examples/04-voltammogram/fit.toml",
        "niter fit examples/04-voltammogram/fit.toml --out fitted --no-figures --json"},
       make_fit},
      {"audit",
       "check the claims of a study against physics and arithmetic",
       {"niter audit studies/feco-nc", "niter audit studies/feco-nc --rule A11 --json"},
       make_audit},
      {"init",
       "start a study of your own from the commented template",
       {"niter init my-study"},
       make_init},
      {"list",
       "what niter knows: mechanisms, rules, measures, species, electrodes",
       {"niter list", "niter list rules", "niter list mechanisms --json"},
       make_list},
      {"doctor", "what is installed and what is missing", {"niter doctor"}, make_doctor},
  };
  return table;
}

}  // namespace niter::cli
