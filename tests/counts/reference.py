"""Writes binomial.csv: quantiles of the binomial law, worked out with mpmath to 40 digits.

Rows: n, p, u, k, apart, with k the smallest whole number for which P(Binomial(n, p) <= k) >= u. Every number is the exact double
that its digits name; u = (j + 1/2) / 2^52; apart is the distance from u to the nearest step of the distribution function. A good
third of the rows are the hardest there are: 3e-13 of u or of 1 - u beside a step (or a few steps of the grid of u, where
that is more). No row is nearer than 1e-13 of min(u, 1 - u).

    python3 tests/counts/reference.py
"""

import random
from pathlib import Path

from mpmath import ceil, erfinv, exp, floor, log, log1p, loggamma, mp, mpf, sqrt

mp.dps = 40
TINY = mpf(10) ** -35


def mass(k, n, p):
    q = 1 - p
    return exp(loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1) + k * log(p) + (n - k) * log(q))


def lower_over_mass(k, n, p):
    """P(X <= k) / P(X = k): the terms added up, or the continued fraction of the incomplete beta function (DLMF 8.17.22)."""
    q = 1 - p
    if n * p * q < 10_000:
        total, term, j = mpf(1), mpf(1), k
        while j > 0 and term > total * TINY:
            term *= j * q / ((n - j + 1) * p)
            total += term
            j -= 1
        return total
    # I_q(a, b), a = n - k, b = k + 1 is q^a p^b / (a B(a, b)) times the fraction, and that over the mass is p.
    a, b, x = n - k, k + 1, q
    c, d = mpf(1), 1 / (1 - (a + b) * x / (a + 1))
    h = d
    m = 0
    while True:
        m += 1
        for t in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + t * d)
            c = 1 + t / c
            h *= c * d
        if abs(c * d - 1) < TINY:
            return h * p


def tails(k, n, p):
    """P(X <= k) and P(X > k)."""
    if k < 0:
        return mpf(0), mpf(1)
    if k >= n:
        return mpf(1), mpf(0)
    if k + p <= n * p:
        lower = mass(k, n, p) * lower_over_mass(k, n, p)
        return lower, 1 - lower
    j = n - k - 1
    upper = mass(j, n, 1 - p) * lower_over_mass(j, n, 1 - p)
    return 1 - upper, upper


def quantile(u, n, p):
    if n == 0 or p == 0:
        return mpf(0)
    if p == 1:
        return n
    q = 1 - p
    z = sqrt(mpf(2)) * erfinv(2 * u - 1)
    k = floor(n * p + z * sqrt(n * p * q) + (q - p) * (z * z - 1) / 6 + mpf(1) / 2 - mpf(1) / 2)
    k = min(max(k, mpf(0)), n)
    reaches = lambda k: (lambda t: t[0] >= u if u < 0.5 else t[1] <= 1 - u)(tails(k, n, p))
    if reaches(k):
        while k > 0 and reaches(k - 1):
            k -= 1
    else:
        while not reaches(k):
            k += 1
    return k


def apart(n, p, u, k):
    """How far u is from the nearest step of the distribution function, the one at k or the one before."""
    if n == 0 or p in (0.0, 1.0):
        return mpf(1)
    n, p, u = mpf(n), mpf(p), mpf(u)
    distance = lambda t: abs(t[0] - u) if t[0] < 0.5 else abs(t[1] - (1 - u))
    return min(distance(tails(k, n, p)), distance(tails(k - 1, n, p)))


def on_grid(j):
    return (j + 0.5) / 2.0**52


def main():
    source = random.Random(20)
    rows = []
    trials = [0, 1, 2, 5, 8, 24, 33, 60, 255, 256, 1_000, 10_000, 1_000_000, 5_000_000, 1_000_000_000]
    chances = [0.0, 1e-12, 1e-6, 0.01, 0.1, 0.35, 0.5, 0.65, 0.99, 1 - 1e-6, 1 - 1e-12, 1.0]
    near_switch = [(n, c / n) for n in (40, 100, 3_000, 10**7) for c in (14.0, 15.9, 16.1, 18.0, 25.0)]
    pairs = [(n, p) for n in trials for p in chances] + near_switch + [(n, 1 - p) for n, p in near_switch]
    extremes = [0, 1, 2**12, 2**22, 2**32, 2**42, 2**51 - 1, 2**51, 2**52 - 2**42, 2**52 - 2**22, 2**52 - 2, 2**52 - 1]
    for n, p in pairs:
        n_, p_ = mpf(n), mpf(p)
        big = n * min(p, 1 - p) > 10_000
        some = extremes + [source.randrange(2**52) for _ in range(4 if big else 8)]
        for u in map(on_grid, some):
            rows.append((n, p, u, quantile(mpf(u), n_, p_)))
        if n == 0 or p in (0.0, 1.0):
            continue
        for _ in range(3 if big else 6):
            k = quantile(mpf(on_grid(source.randrange(2**52))), n_, p_)
            if not 0 <= k < n:
                continue
            below, above = tails(k, n_, p_)
            sides = [(side, scale) for side in (-1, 1) for scale in {below, min(below, above)}]
            for side, scale in sides:
                step = below + side * mpf("3e-13") * scale
                j = int(floor(step * 2**52)) if side < 0 else int(ceil(step * 2**52))
                j += side
                if 0 <= j < 2**52:
                    u = mpf(on_grid(j))
                    rows.append((n, p, on_grid(j), k if (below >= u if u < 0.5 else above <= 1 - u) else k + 1))
        print(n, p, len(rows), flush=True)
    with open(Path(__file__).parent / "binomial.csv", "w") as file:
        file.write("n,p,u,k,apart\n")
        for n, p, u, k in rows:
            distance = apart(n, p, u, k)
            if distance > mpf("1e-13") * min(u, 1 - u):
                file.write(f"{n},{p!r},{u!r},{int(k)},{float(distance):.3g}\n")


if __name__ == "__main__":
    main()
