#!/usr/bin/env python3
"""Time impedance.py and galvani against niter on the same files, in turn, and print the ratios.

    bench/compare_peers.py --data ../shared/data --programs build/bench/bench --impedance PATH --galvani PATH

PATH is a checkout of the peer. NumPy and SciPy are needed for the peers. Each round runs both, so that a busy
machine slows both; the smallest time of all rounds counts.
"""
import argparse
import contextlib
import io
import json
import pathlib
import subprocess
import sys
import time
import types
import warnings

ROUNDS = 5


def niter(program, name):
    """Milliseconds of one benchmark of one of our programs: the smallest of ten short runs."""
    out = subprocess.run([program, f"--benchmark_filter=^{name}$", "--benchmark_format=json", "--benchmark_min_time=0.02",
                          "--benchmark_repetitions=10"], capture_output=True, text=True, check=True).stdout
    runs = [run for run in json.loads(out)["benchmarks"] if run["run_type"] == "iteration"]
    return min(run["real_time"] * {"ns": 1e-6, "us": 1e-3, "ms": 1}[run["time_unit"]] for run in runs)


def timed(work):
    start = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - start)


def silent(work):
    with contextlib.redirect_stdout(io.StringIO()):
        return work()


def row(what, peer, ours, rounds=ROUNDS):
    best = [min(times) for times in zip(*[(peer(), ours()) for _ in range(rounds)])]
    print(f"{what:<62} {best[0]:10.3f} ms {best[1]:9.4f} ms {best[0] / best[1]:9.1f}", flush=True)


def impedance_rows(args):
    sys.path.insert(0, args.impedance)
    sys.modules.setdefault("altair", types.ModuleType("altair"))  # of its plots, which are not timed
    from impedance import preprocessing
    from impedance.models.circuits import CustomCircuit
    from impedance.validation import linKK
    f, z = preprocessing.readCSV(str(args.data / "eis" / "exampleData.csv"))
    f, z = preprocessing.ignoreBelowX(f, z)
    guess = [.01, .01, 100, .01, .05, 100, 1]
    program = str(args.programs / "circuit_fit_bench")

    def fit(**options):
        return lambda: timed(lambda: CustomCircuit("R0-p(R1,C1)-p(R2-Wo1,C2)", initial_guess=guess).fit(f, z, **options))

    row("7 parameters, one descent from the documented guess, both", fit(), lambda: niter(program, "descent_from_a_guess"))
    row("the same against our search of 100 starts without a guess", fit(), lambda: niter(program, "fit/seven_parameters_unit"))
    row("with modulus weight, against our search without a guess", fit(weight_by_modulus=True),
        lambda: niter(program, "fit/seven_parameters_modulus"))
    row("global search of both", fit(global_opt=True), lambda: niter(program, "fit/seven_parameters_unit"), rounds=1)
    row("lin-KK, c = 0.85", lambda: timed(lambda: silent(lambda: linKK(f, z, c=.85, max_M=100, fit_type="complex", add_cap=True))),
        lambda: niter(program, "chain_of_the_file"))


def galvani_rows(args):
    sys.path.insert(0, args.galvani)
    from galvani import BioLogic
    program = str(args.programs / "readers_bench")
    failed = []
    for path in sorted([*args.data.glob("*/*.mpr")]):
        try:
            timed(lambda: BioLogic.MPRfile(str(path)))
        except Exception as error:  # the peer's own words
            failed.append(f"{path.name}: {error}")
    for name in ["voltammetry/yadg_cv.mpr", "voltammetry/yadg_ca.mpr"]:
        path = args.data / name

        def peer(path=path):
            def work():
                table = BioLogic.MPRfile(str(path)).data
                return [table[column].astype("f8") for column in table.dtype.names]
            return min(timed(work) for _ in range(50))
        row(f"{name}, every column as numbers", peer, lambda name=name: niter(program, "once/" + name))
        row("the same work: without the hash of the file", peer,
            lambda name=name: niter(program, "once/" + name) - niter(program, "hash/" + name))
    print(f"files galvani does not read: {len(failed)}")
    for line in failed:
        print("  " + line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("data", "programs", "impedance", "galvani"):
        parser.add_argument("--" + name, required=True, type=pathlib.Path)
    args = parser.parse_args()
    args.impedance, args.galvani = str(args.impedance), str(args.galvani)
    warnings.simplefilter("ignore")
    print(f"{'':<62} {'peer':>13} {'niter':>12} {'ratio':>9}")
    impedance_rows(args)
    galvani_rows(args)


if __name__ == "__main__":
    main()
