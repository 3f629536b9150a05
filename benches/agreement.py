"""Says whether the program and the numpy program draw from the same laws: every |z| should stay below 4.

    python3 benches/agreement.py uturn 10_000_000 [SEED [PROGRAM]]
    python3 benches/agreement.py large 1_000_000 [SEED [PROGRAM]]

Compares mean, standard deviation, five quantiles and P(> 0) of net benefit in all and by payer, and mean and five
quantiles of the undiscounted cumulative flow of each year (P(> 0) is the program's probability of break-even). The standard error of a quantile is read off a density taken from its neighbours, so one
a little over 4 is repeated with another seed and four times the draws; a mean or a probability over 4 is a fault.
"""
import json
import math
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROBABILITIES = (0.05, 0.25, 0.50, 0.75, 0.95)
PAYERS = {"uturn": ("municipality", "region", "state"), "large": ("municipality", "region", "state", "fund")}


def output(command):
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def quantile_error(quantiles, k, draws):
    """Standard error of quantile k, with the density as the slope to the neighbour in the thinner direction."""
    slopes = [(quantiles[j + 1] - quantiles[j]) / (PROBABILITIES[j + 1] - PROBABILITIES[j])
              for j in (k - 1, k) if 0 <= j < len(PROBABILITIES) - 1]
    slope = max(slopes)
    if k == len(PROBABILITIES) - 1:
        slope *= 2.5  # the tail beyond the last quantile is longer than what lies before it
    p = PROBABILITIES[k]
    return slope * math.sqrt(p * (1 - p) / draws)


def main():
    workload = sys.argv[1]
    draws = int(float(sys.argv[2].replace("_", "")))
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    program = sys.argv[4] if len(sys.argv) > 4 else HERE.parent / "target/release/vendepunkt"
    scenario = HERE / "scenarios" / f"{workload}.toml"
    ours = output([program, "run", scenario, "--draws", str(draws), "--seed", str(seed), "--outputs", "yearly",
                   "--format", "json", "--quiet"])[0]
    theirs = output([sys.executable, HERE / "reference.py", workload, str(draws), str(seed)])
    inverse = 2 / draws
    scores = []

    def compare(name, ours, theirs, error):
        difference = ours - theirs
        scores.append((abs(difference) / error if error > 0 else (0 if difference == 0 else math.inf), name))

    def compare_quantiles(name, ours, theirs):
        for k, p in enumerate(PROBABILITIES):
            error = math.sqrt(2) * quantile_error(theirs, k, draws)
            compare(f"{name} p{100 * p:.0f}", ours[k], theirs[k], error)

    perspectives = ours["perspectives"]
    for name, other in zip(("public", *PAYERS[workload]), theirs["npv"]):
        net = perspectives[name]["net_benefit"]
        compare(f"{name} mean", net["mean"]["value"], other["mean"], other["sd"] * math.sqrt(inverse))
        # Both samples have the same law, so the error of the difference is √2 that of one.
        compare(f"{name} sd", net["sd"]["value"], other["sd"], math.sqrt(2) * net["sd"]["se"])
        p = other["ppos"]
        gain = perspectives[name]["probability_break_even"]["value"]
        compare(f"{name} P(> 0)", gain, p, math.sqrt(p * (1 - p) * inverse))
        compare_quantiles(name, [net[key]["value"] for key in ("p5", "p25", "p50", "p75", "p95")], other["q"])
    years = perspectives["public"]["cash_flow"]["cumulative_undiscounted"][1:]
    for t, (year, other) in enumerate(zip(years, theirs["cum"]), 1):
        compare(f"year {t} mean", year["value"], other["mean"], other["sd"] * math.sqrt(inverse))
        compare_quantiles(f"year {t}", [year[key]["value"] for key in ("p5", "p25", "p50", "p75", "p95")], other["q"])
    scores.sort(reverse=True)
    print(f"{workload}, {draws} draws, seed {seed}: {len(scores)} comparisons; largest |z|:")
    for score, name in scores[:5]:
        print(f"  {score:5.2f}  {name}")
    sys.exit(scores[0][0] >= 4)


main()
