"""Times the program against a vectorised numpy program that draws from the same laws: whole processes, in pairs, in one run.

    cargo build --release
    python3 benches/compare.py [--pairs 5] [--only WORD] [--program PATH] [--reference PATH]

Prints, for each case, the medians of both, the median of the ratios of the pairs, the same ratio of processor time (which
says more on a busy machine: on a quiet one with two cores the first is nearly twice the second), and the program's peak memory.
Needs Python 3 with numpy and scipy.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

# Name, scenario, draws, instruction set, options; and what it is compared with.
NUMPY, ITSELF_ALONE, FEW_PEOPLE, NOTHING = "numpy", "one thread", "24 people", None


def cases():
    for outputs in ("headline", "yearly"):
        plus = ["--outputs", outputs]
        yield f"uturn 10 M, {outputs}", "uturn", 10_000_000, None, plus, NUMPY
        yield f"uturn 1 M, {outputs}", "uturn", 1_000_000, None, plus, NUMPY
        yield f"uturn 10,000, {outputs}", "uturn", 10_000, None, plus, NUMPY
        yield f"large 100,000, {outputs}", "large", 100_000, None, plus, NUMPY
        yield f"uturn 10 M, avx2, {outputs}", "uturn", 10_000_000, "avx2", plus, NUMPY
        yield f"uturn 10 M, baseline, {outputs}", "uturn", 10_000_000, "baseline", plus, NUMPY
        yield f"uturn 100 M, {outputs}", "uturn", 100_000_000, None, plus, NOTHING
        yield f"second core, uturn 10 M, {outputs}", "uturn", 10_000_000, None, plus, ITSELF_ALONE
        yield f"second core, large 100,000, {outputs}", "large", 100_000, None, plus, ITSELF_ALONE
        many = plus + ["--set", "cohort.participants=5_000_000"]
        yield f"5,000,000 people, uturn 1 M, {outputs}", "uturn", 1_000_000, None, many, FEW_PEOPLE


def measure(command, variables):
    """Wall time and processor time in seconds and peak memory in MiB of a whole process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **variables})
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--only", default="", help="run the cases whose name holds this")
    parser.add_argument("--program", default=HERE.parent / "target/release/vendepunkt", type=Path)
    parser.add_argument("--reference", default=HERE / "reference.py", type=Path)
    options = parser.parse_args()
    print(f"{'case':<38} {'other':>9} {'program':>9} {'× other':>8} {'× cpu':>7} {'peak MiB':>9}   against")
    for name, scenario, draws, isa, extra, other in cases():
        if options.only not in name:
            continue
        file = str(HERE / "scenarios" / f"{scenario}.toml")
        ours = [str(options.program), "run", file, "--draws", str(draws), "--format", "json", "--quiet"]
        variables = {"VENDEPUNKT_ISA": isa} if isa else {}
        theirs, theirs_variables = {
            NUMPY: ([sys.executable, str(options.reference), scenario, str(draws), "1"], ONE_THREAD),
            ITSELF_ALONE: (ours + extra + ["--threads", "1"], variables),
            FEW_PEOPLE: (ours + extra[:2], variables),
            NOTHING: (None, {}),
        }[other]
        pairs = []
        for _ in range(options.pairs):
            reference = measure(theirs, theirs_variables)[:2] if theirs else (float("nan"),) * 2
            pairs.append((*reference, *measure(ours + extra, variables)))
        reference, _, seconds, _, peak = (statistics.median(column) for column in zip(*pairs))
        ratio = statistics.median(pair[0] / pair[2] for pair in pairs)
        processor = statistics.median(pair[1] / pair[3] for pair in pairs)
        milliseconds = [f"{1e3 * x:.1f} ms" if x == x else "–" for x in (reference, seconds)]
        ratio, processor = (f"{x:.2f}" if theirs else "–" for x in (ratio, processor))
        print(
            f"{name:<38} {milliseconds[0]:>9} {milliseconds[1]:>9} {ratio:>8} {processor:>7} {peak:>9.0f}   {other or '–'}",
            flush=True,
        )


main()
