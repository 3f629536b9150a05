"""Writes beta_binomial.csv: quantiles of the beta-binomial law, worked out with mpmath to 40 digits.

Rows: n, alpha, beta, u, k, apart as in binomial.csv (see reference.py). The distribution function is the plain sum of its terms. Rows
in which u lies 3 t u or 3 t (1 - u) beside a step are among them, t = 1e-15 max(n, 1000); none is nearer than t min(u, 1 - u).

    python3 tests/counts/beta_reference.py
"""

import random
from bisect import bisect_left
from pathlib import Path

from mpmath import ceil, exp, floor, loggamma, mp, mpf

mp.dps = 40


def on_grid(j):
    return (j + 0.5) / 2.0**52


def steps(n, a, b):
    """P(X <= k) and P(X > k) for k = 0 ... n, by the recurrence from k = 0."""
    term = exp(loggamma(b + n) + loggamma(a + b) - loggamma(b) - loggamma(a + b + n))
    terms = [term]
    for k in range(n):
        term *= (n - k) * (a + k) / ((k + 1) * (n - k - 1 + b))
        terms.append(term)
    below, total = [], mpf(0)
    for term in terms:
        total += term
        below.append(total)
    above, total = [], mpf(0)
    for term in reversed(terms):
        above.append(total)
        total += term
    return below, above[::-1]


def main():
    source = random.Random(21)
    shapes = [(0.35, 0.65), (3.0, 5.5), (6.65, 12.35), (0.01, 0.02), (1.0, 1.0), (40.0, 2.5), (350.0, 650.0), (2e-5, 3.0),
              (1e6, 3e6), (0.5, 1e4), (12.0, 1e-3)]
    trials = [1, 2, 8, 24, 33, 100, 255, 256, 1_000, 4_096, 4_097, 10_000]
    cases = [(n, a, b) for n in trials for a, b in shapes] + [(100_000, 6.65, 12.35), (100_000, 0.35, 0.65), (100_000, 2e3, 1e4)]
    with open(Path(__file__).parent / "beta_binomial.csv", "w") as file:
        file.write("n,alpha,beta,u,k,apart\n")
        for n, a, b in cases:
            below, above = steps(n, mpf(a), mpf(b))
            near = mpf("1e-15") * max(n, 1_000)
            some = [0, 1, 2**22, 2**42, 2**51 - 1, 2**52 - 2**42, 2**52 - 2**22, 2**52 - 2, 2**52 - 1]
            some += [source.randrange(2**52) for _ in range(12)]
            for _ in range(6):
                k = bisect_left(below, mpf(on_grid(source.randrange(2**52))))
                for scale in {below[k], min(below[k], above[k])}:
                    for side in (-1, 1):
                        step = (below[k] + side * 3 * near * scale) * 2**52
                        some.append((int(floor(step)) if side < 0 else int(ceil(step))) + side)
            for j in some:
                if not 0 <= j < 2**52:
                    continue
                u = mpf(on_grid(j))
                reaches = lambda k: below[k] >= u if u < 0.5 else above[k] <= 1 - u
                low, high = -1, n
                while high - low > 1:
                    middle = (low + high) // 2
                    low, high = (low, middle) if reaches(middle) else (middle, high)
                distance = lambda k: abs(below[k] - u) if u < 0.5 else abs(above[k] - (1 - u))
                apart = min(distance(high), distance(high - 1) if high else u)
                if apart > near * min(u, 1 - u):
                    file.write(f"{n},{a!r},{b!r},{on_grid(j)!r},{high},{float(apart):.3g}\n")
            print(n, a, b, flush=True)


if __name__ == "__main__":
    main()
