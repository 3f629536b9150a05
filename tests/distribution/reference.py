"""Writes the reference values of the distribution tests: quantiles, means and standard deviations at 50 digits.

    python3 tests/distribution/reference.py > tests/distribution/reference.tsv

Needs mpmath. One line per law and figure: family, parameters, what (mean, sd, or the probability u as the exact
decimal of a double), value. Everything is worked out from the textbook definitions in multiple precision (CDF by
mpmath, quantile by bisection and Newton on it), not with the formulas of the program.
"""

import sys
from mpmath import mp, mpf, log, exp, sqrt, pi, erfinv, gammainc, betainc, gamma, quad, inf, ncdf, npdf, beta as B
from mpmath import loggamma, hyp2f1, hyp1f1, erfc, log1p, expm1

mp.dps = 50

# Exact doubles, written as such; the last are as near to 1 as a double u of 52 bits usefully gets.
CENTRAL = [0.001, 0.01, 0.05, 0.1, 0.25, 0.4, 0.499, 0.5, 0.501, 0.6, 0.75, 0.9, 0.95, 0.99, 0.999]
TAILS = [1e-9, 3.3e-8, 1e-6, 3e-5, 1 - 3e-5, 1 - 1e-6, 1 - 3.3e-8, 1 - 1e-9]
BEYOND = [2.0 ** -53, 1e-12, 1 - 1e-12, 1 - 2.0 ** -52]
US = sorted(CENTRAL + TAILS + BEYOND)


def z_of(u):
    """Standard normal quantile by Newton on erfc."""
    u = mpf(u)
    if u > mpf(1) / 2:
        return -z_of(1 - u)
    z = -sqrt(-2 * log(u)) + mpf(1) / 10 if u < mpf("0.02") else sqrt(mpf(2)) * erfinv(2 * u - 1)
    for _ in range(100):
        step = (erfc(-z / sqrt(mpf(2))) / 2 - u) / npdf(z)
        z -= step
        if abs(step) < mpf(10) ** -45 * (1 + abs(z)):
            return z
    raise ValueError(u)


def invert(tails, density, u, start, low=-inf, high=inf):
    """x with tails(x)[0] = u: Newton on the logarithm of the smaller tail, kept in a bracket."""
    u = mpf(u)
    lower = 2 * u <= 1
    target = u if lower else 1 - u
    x = start
    for _ in range(400):
        below, above = tails(x)
        tail = below if lower else above
        if (tail < target) == lower:
            low = x
        else:
            high = x
        step = log(target / tail) * tail / density(x) * (1 if lower else -1)
        nxt = x + step
        if not low <= nxt <= high:
            nxt = (low + high) / 2 if low > -inf and high < inf else x + (1 if low == x else -1) * 20
        if abs(nxt - x) < mpf(10) ** -42 * (1 + abs(x)):
            return nxt
        x = nxt
    raise ValueError((u, start))


def gamma_ln_quantile(a, u):
    """ln x of the gamma law with scale 1."""

    def tails(v):
        x = exp(v)
        if x < a:
            # P = x^a e^-x M(1, a+1, x)/Γ(a+1)
            term, total, k = mpf(1), mpf(1), 0
            while term > total * mpf(10) ** -52:
                k += 1
                term *= x / (a + k)
                total += term
            below = exp(a * v - x - loggamma(a + 1)) * total
            return below, 1 - below
        if x < a + 40 * sqrt(a) + 200 and a < 5000:
            mp.dps += 20
            term, total, k = mpf(1), mpf(1), 0
            while term > total * mpf(10) ** -(mp.dps + 2):
                k += 1
                term *= x / (a + k)
                total += term
            below = exp(a * v - x - loggamma(a + 1)) * total
            above = 1 - below
            mp.dps -= 20
            return below, max(above, mpf(10) ** -60)
        above = upper_fraction(a, x) * exp(a * v - x - loggamma(a))
        return 1 - above, above

    def density(v):
        return exp(a * v - exp(v) - loggamma(a))

    z = z_of(u)
    root = 1 - 1 / (9 * a) + z / (3 * sqrt(a))
    if a > mpf("0.5") and root > mpf("0.2"):
        start = log(a) + 3 * log(root)
    else:
        start = (log(mpf(u)) + loggamma(a + 1)) / a
    return invert(tails, density, u, start)


def upper_fraction(a, x):
    """Γ(a, x) e^x x^-a by the continued fraction, in more digits than asked for."""
    b = x + 1 - a
    c, d = mpf(10) ** 400, 1 / b
    h, i = d, 0
    while True:
        i += 1
        an = -i * (i - a)
        b += 2
        d = 1 / (an * d + b)
        c = b + an / c
        delta = c * d
        h *= delta
        if abs(delta - 1) < mpf(10) ** -51:
            return h


def beta_fraction(a, b, x):
    """I_x(a, b) over its leading factor x^a (1-x)^b/(a B) by the continued fraction DLMF 8.17.22."""
    c, d = mpf(1), 1 / (1 - (a + b) * x / (a + 1))
    h, m = d, 0
    while True:
        m += 1
        for num in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                    -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + num * d)
            c = 1 + num / c
            delta = c * d
            h *= delta
        if abs(delta - 1) < mpf(10) ** -50:
            return h / a


def beta_log_odds(a, b, u):
    """ln(x/(1-x)) of the beta law."""
    ln_b = loggamma(a) + loggamma(b) - loggamma(a + b)

    def logs(v):
        return (-log1p(exp(-v)), -v - log1p(exp(-v))) if v > 0 else (v - log1p(exp(v)), -log1p(exp(v)))

    def density(v):
        lx, ly = logs(v)
        return exp(a * lx + b * ly - ln_b)

    def tails(v):
        lx, ly = logs(v)
        x, y = exp(lx), exp(ly)
        if x * (a + b + 2) < a + 1:
            below = density(v) * beta_fraction(a, b, x)
            return below, 1 - below
        above = density(v) * beta_fraction(b, a, y)
        return 1 - above, above

    u = mpf(u)
    if 2 * u > 1:
        return -beta_log_odds(b, a, 1 - u)
    lead = (log(u) + log(a) + ln_b) / a
    centre = log(a / b)
    start = lead if a < 1 and (lead < centre or (b < 1 and lead < 0)) else centre + z_of(u) * sqrt(1 / a + 1 / b) \
        if a > 1 and b > 1 else min(lead, centre)
    return invert(tails, density, u, start)


def odds_to_x(v):
    return 1 / (1 + exp(-v))


LAWS = []


def law(family, parameters, quantile, mean=None, sd=None, us=US):
    """parameters: list of (key, double or list of doubles); mean, sd: mpf, or 'none' where infinite."""
    written = ";".join(f"{k}={','.join(map(repr, v)) if isinstance(v, list) else repr(v)}" for k, v in parameters)
    LAWS.append((family, written, quantile, mean, sd, us))


def beta_law(parameters, a, b, low=0, high=1, family="beta"):
    low, high = mpf(low), mpf(high)
    n = a + b
    law(family, parameters, lambda u: low + (high - low) * odds_to_x(beta_log_odds(a, b, u)),
        low + (high - low) * a / n, (high - low) * sqrt(a * b / (n + 1)) / n)


def gamma_law(parameters, a, scale):
    law("gamma", parameters, lambda u: scale * exp(gamma_ln_quantile(a, u)), a * scale, sqrt(a) * scale)


def first_eight():
    law("fixed", [("fixed", 3.25)], lambda u: mpf(3.25), mpf(3.25), mpf(0))
    for lo, hi in [(0.0, 1.0), (-3.0, 7.5), (100000.0, 160000.0)]:
        low, high = mpf(lo), mpf(hi)
        law("uniform", [("min", lo), ("max", hi)], lambda u, l=low, h=high: l + (h - l) * mpf(u),
            (low + high) / 2, (high - low) / sqrt(mpf(12)))
    for lo, mo, hi in [(0.0, 0.3, 1.0), (10.0, 20.0, 50.0), (0.0, 0.0, 2.0), (-5.0, 1.0, 1.0)]:
        l, m, h = mpf(lo), mpf(mo), mpf(hi)
        law("triangular", [("low", lo), ("mode", mo), ("high", hi)],
            lambda u, l=l, m=m, h=h: l + sqrt(mpf(u) * (h - l) * (m - l)) if mpf(u) * (h - l) < m - l
            else h - sqrt((1 - mpf(u)) * (h - l) * (h - m)),
            (l + m + h) / 3, sqrt((l * l + m * m + h * h - l * m - l * h - m * h) / 18))
    for lo, mo, hi, lam in [(10.0, 20.0, 50.0, None), (100000.0, 129000.0, 160000.0, None), (0.0, 0.0, 1.0, None),
                            (-2.0, 3.0, 4.0, 10.0), (0.0, 1.0, 1.0, 0.5)]:
        l, m, h = mpf(lo), mpf(mo), mpf(hi)
        k = mpf(4 if lam is None else lam)
        beta_law([("low", lo), ("mode", mo), ("high", hi)] + ([("lambda", lam)] if lam is not None else []),
                 1 + k * (m - l) / (h - l), 1 + k * (h - m) / (h - l), l, h, "pert")
    for m, s in [(0.0, 1.0), (179167.0, 18000.0), (-2.5, 1e-3)]:
        law("normal", [("mean", m), ("sd", s)], lambda u, m=m, s=s: mpf(m) + mpf(s) * z_of(u), mpf(m), mpf(s))
    for m, s in [(179167.0, 18000.0), (1.0, 1.0), (50.0, 200.0), (3.0, 1e-3), (1.0, 1e6)]:
        v = log1p((mpf(s) / mpf(m)) ** 2)
        law("lognormal", [("mean", m), ("sd", s)],
            lambda u, m=m, v=v: exp(log(mpf(m)) - v / 2 + sqrt(v) * z_of(u)), mpf(m), mpf(s))
    for m, s in [(0.42, 0.08), (0.01, 0.02), (0.5, 0.45), (0.999, 0.0005), (0.3, 1e-4)]:
        n = mpf(m) * (1 - mpf(m)) / mpf(s) ** 2 - 1
        beta_law([("mean", m), ("sd", s)], mpf(m) * n, (1 - mpf(m)) * n)
    for a, b in [(0.01, 0.01), (0.01, 5.0), (0.3, 0.7), (0.5, 0.5), (1.0, 1.0), (2.0, 3.0), (1.0, 20.0), (9.9, 10.1),
                 (49.0, 51.0), (30.0, 1000.0), (500.0, 2.0), (2000.0, 3000.0), (1e6, 3e6), (0.5, 1e6), (1e6, 15.0)]:
        beta_law([("alpha", a), ("beta", b)], mpf(a), mpf(b))
    for s, t in [(19.0, 24.0), (0.0, 10.0), (24.0, 24.0)]:
        beta_law([("successes", s), ("trials", t)], mpf(s) + mpf("0.5"), mpf(t) - mpf(s) + mpf("0.5"))
    for m, n in [(0.25, 12.0), (0.7, 1e5)]:
        beta_law([("mean", m), ("n", n)], mpf(m) * mpf(n), (1 - mpf(m)) * mpf(n))
    for m, s in [(500.0, 120.0), (2.0, 3.0), (1.0, 1.0)]:
        gamma_law([("mean", m), ("sd", s)], (mpf(m) / mpf(s)) ** 2, mpf(s) ** 2 / mpf(m))
    for k, t in [(0.01, 1.0), (0.3, 2.0), (0.9, 1.0), (2.5, 4.0), (59.0, 1.0), (61.0, 1.0), (400.0, 0.5), (1e4, 3.0),
                 (1e6, 1.0)]:
        gamma_law([("shape", k), ("scale", t)], mpf(k), mpf(t))


def main():
    first_eight()
    for family, written, quantile, mean, sd, us in LAWS:
        for what, value in (("mean", mean), ("sd", sd)):
            if value is not None:
                print(family, written, what, value if value == "none" else mp.nstr(value, 25), sep="\t")
        for u in us:
            print(family, written, repr(u), mp.nstr(quantile(u), 25), sep="\t")
        print(family, written, file=sys.stderr)


if __name__ == "__main__":
    main()
