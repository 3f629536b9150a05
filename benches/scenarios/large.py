"""Writes large.toml: python3 benches/scenarios/large.py > benches/scenarios/large.toml

Fifty inputs that move together, 4 payers, 30 years, a cohort of 10,000. benches/README.md says what it is for.
"""
import math

PAYERS = ("municipality", "region", "state", "fund")
COST_SHARES = (0.55, 0.15, 0.25, 0.05)


def lognormal(mu, sigma):
    """By the mean and standard deviation of the logarithm."""
    mean = math.exp(mu + sigma * sigma / 2)
    return f"lognormal = {{ mean = {mean!r}, sd = {mean * math.sqrt(math.expm1(sigma * sigma))!r} }}"


def inputs():
    """Names and laws in the order of the correlation matrix."""
    yield "success", "beta = { alpha = 6, beta = 9 }"
    yield "leave", "beta = { alpha = 3, beta = 17 }"
    yield "fading", "beta = { alpha = 3, beta = 47 }"
    for j in range(8):
        mode = 10_000 + 2_500 * j
        yield f"course_{j}", f"pert = {{ low = {0.7 * mode!r}, mode = {mode}, high = {1.7 * mode!r} }}"
    for j in range(3):
        yield f"follow_up_{j}", lognormal(math.log(2_000 + 500 * j), 0.4)
    for b in range(36):
        k, line = b % 4, b // 4
        mean = 450.0 * (1 + line) * (1 + 0.25 * k)
        if line % 2 == 0:
            shape = 2 + 0.5 * line
            yield f"gain_{line}_{PAYERS[k]}", f"gamma = {{ shape = {shape}, scale = {mean / shape!r} }}"
        else:
            yield f"gain_{line}_{PAYERS[k]}", lognormal(math.log(mean) - 0.18, 0.6)


def main():
    print('''# Reference workload "large": 50 inputs that move together, 31 counts, 4 payers, 30 years. Written by large.py;
# benches/README.md says how it is compared with a vectorised numpy program. The laws are those of that program.
format = 1
title = "Benchmark: large"
currency = "SEK"
price_year = 2015
horizon = 30

[discount]
rate = 0.035

[payers]
municipality = "Municipality"
region = "Region"
state = "State"
fund = "Fund"
''')
    named = list(inputs())
    for name, law in named:
        print(f"[inputs.{name}]\n{law}")
    names = ", ".join(f'"{name}"' for name, _ in named)
    print(f"\n[correlations.all]\ninputs = [{names}]\nspearman = [")
    for i in range(len(named)):
        row = (1 if i == j else round(0.4 * 0.9 ** abs(i - j), 17) for j in range(len(named)))
        print("    [" + ", ".join(repr(x) for x in row) + "],")
    print("]\n\n[cohort]\nparticipants = 10_000\n")
    print('[outcomes.success]\nrate = "success * (1 - leave)"\ncounterfactual = 0\nonset = 0\nrelapse = "fading"\n')
    shares = "{ " + ", ".join(f"{payer} = {share}" for payer, share in zip(PAYERS, COST_SHARES)) + " }"
    for j in range(8):
        print(f'[costs.course_{j}]\namount = "course_{j}"\nper = "participant"\npaid_by = {shares}\n')
    for j in range(3):
        print(f'# A cost of those who have succeeded.\n[effects.follow_up_{j}]\noutcome = "success"\n'
              f'amount = "-follow_up_{j}"\nyears = {{ from = 1, to = 5 }}\nshares = {shares}\n')
    for b in range(36):
        payer, line = PAYERS[b % 4], b // 4
        print(f'[effects.gain_{line}_{payer}]\noutcome = "success"\namount = "gain_{line}_{payer}"\n'
              f"years = {{ from = {1 + line}, to = {30 - 2 * line} }}\nshares = {{ {payer} = 1 }}\n")


main()
