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


def normal_cdf(z):
    return erfc(-z / sqrt(mpf(2))) / 2


def integral(f, low, high, breaks=()):
    mp.dps = 30
    value = quad(f, sorted({low, high, *breaks}))
    mp.dps = 50
    return value


def moments_of(density, low, high, breaks=()):
    mass = integral(density, low, high, breaks)
    mean = integral(lambda x: x * density(x), low, high, breaks) / mass
    return mean, sqrt(integral(lambda x: (x - mean) ** 2 * density(x), low, high, breaks) / mass)


def other_families():
    for k, lam in [(1.5, 10.0), (0.5, 2.0), (0.1, 1.0), (30.0, 4.0), (1000.0, 1.0)]:
        shape, scale = mpf(k), mpf(lam)
        g1, g2 = gamma(1 + 1 / shape), gamma(1 + 2 / shape)
        law("weibull", [("shape", k), ("scale", lam)],
            lambda u, k=shape, s=scale: s * (-log1p(-mpf(u))) ** (1 / k), scale * g1, scale * sqrt(g2 - g1 * g1))
    law("exponential", [("mean", 12.5)], lambda u: -log1p(-mpf(u)) * mpf(12.5), mpf(12.5), mpf(12.5))
    for m, s in [(0.4, 0.5), (0.02, 1.0), (0.5, 3.0), (0.9, 0.01), (0.3, 10.0)]:
        mu, sigma = log(mpf(m) / (1 - mpf(m))), mpf(s)
        breaks = [mpf(k) for k in range(-12, 13)] + [-mu / sigma]
        mean = integral(lambda z: odds_to_x(mu + sigma * z) * npdf(z), mpf(-14), mpf(14), breaks)
        square = integral(lambda z: (odds_to_x(mu + sigma * z) - mean) ** 2 * npdf(z), mpf(-14), mpf(14), breaks)
        law("logit_normal", [("median", m), ("sd", s)],
            lambda u, mu=mu, s=sigma: odds_to_x(mu + s * z_of(u)), mean, sqrt(square))
    for m, s, df in [(0.0, 1.0, 1.0), (3.0, 2.0, 4.0), (100.0, 10.0, 23.0), (0.0, 1.0, 0.5), (0.0, 1.0, 2.0),
                     (5.0, 1.0, 1000.0), (-1.0, 0.5, 2.5)]:
        law("student_t", [("mean", m), ("scale", s), ("df", df)],
            lambda u, m=m, s=s, df=df: mpf(m) + mpf(s) * t_of(mpf(df), u),
            mpf(m) if df > 1 else "none", mpf(s) * sqrt(mpf(df) / (mpf(df) - 2)) if df > 2 else "none")
    for points, low, high in [((10.0, 20.0, 50.0), None, None), ((-3.0, 1.0, 4.5), None, None),
                              ((10.0, 20.0, 50.0), 0.0, None), ((10.0, 40.0, 50.0), None, 60.0),
                              ((0.1, 0.3, 0.6), 0.0, 1.0), ((100.0, 120.0, 160.0), 90.0, 400.0),
                              ((1.0, 8.0, 40.0), 0.0, None), ((1.0, 100.0, 5000.0), 0.0, None)]:
        metalog_law(points, low, high)
    law("discrete", [("values", [5.0, 1.0, 2.0]), ("weights", [0.25, 0.5, 0.25])],
        lambda u: mpf(1 if mpf(u) <= mpf(1) / 2 else 2 if mpf(u) <= mpf(3) / 4 else 5), mpf(9) / 4, sqrt(mpf(43) / 16))
    data = [3.0, 1.5, 9.0, 4.0, 4.0, 7.25, 2.0, 11.0]
    ordered = sorted(data)
    mean = sum(map(mpf, data)) / 8
    law("empirical", [("values", data)], lambda u: mpf(ordered[min(7, int(mp.ceil(mpf(u) * 8)) - 1)]), mean,
        sqrt(sum((mpf(x) - mean) ** 2 for x in data) / 8))


def t_of(df, u):
    """Student's t quantile from that of the beta law."""
    u = mpf(u)
    if 2 * u > 1:
        return -t_of(df, 1 - u)
    if 2 * u == 1:
        return mpf(0)
    return -sqrt(df * exp(-beta_log_odds(df / 2, mpf(1) / 2, 2 * u)))


def metalog_law(points, low, high):
    """Keelin (2016), the three-term metalog, the coefficients by solving the three linear equations."""
    def opened(x):
        x = mpf(x)
        if low is not None and high is not None:
            return log((x - mpf(low)) / (mpf(high) - x))
        return log(x - mpf(low)) if low is not None else -log(mpf(high) - x) if high is not None else x

    def closed(m):
        if low is not None and high is not None:
            return (mpf(low) + mpf(high) * exp(m)) / (1 + exp(m))
        return mpf(low) + exp(m) if low is not None else mpf(high) - exp(-m) if high is not None else m

    rows = mp.matrix(3, 3)
    for i, y in enumerate([mpf(1) / 10, mpf(1) / 2, mpf(9) / 10]):
        logit = log(y / (1 - y))
        rows[i, 0], rows[i, 1], rows[i, 2] = 1, logit, (y - mpf(1) / 2) * logit
    a = mp.lu_solve(rows, mp.matrix([opened(x) for x in points]))

    def at(u):
        u = mpf(u)
        logit = log(u) - log1p(-u)
        return closed(a[0] + a[1] * logit + a[2] * (u - mpf(1) / 2) * logit)

    def in_odds(w):
        u = odds_to_x(w)
        return closed(a[0] + a[1] * w + a[2] * (u - mpf(1) / 2) * w)

    weight = lambda w: exp(-abs(w)) / (1 + exp(-abs(w))) ** 2
    heavy = a[1] + a[2] / 2 if low is not None and high is None else \
        a[1] - a[2] / 2 if high is not None and low is None else mpf(0)
    breaks = [mpf(k) for k in range(-60, 61, 4)]
    far = 100 / (1 - heavy) if heavy < 1 else mpf(100)
    breaks += [mpf(k) * far / 60 for k in range(-60, 61, 10)]
    mean = integral(lambda w: in_odds(w) * weight(w), -far, far, breaks) if heavy < 1 else "none"
    far2 = 100 / (1 - 2 * heavy) if 2 * heavy < 1 else mpf(100)
    breaks += [mpf(k) * far2 / 60 for k in range(-60, 61, 5)]
    sd = sqrt(integral(lambda w: (in_odds(w) - mean) ** 2 * weight(w), -far2, far2,
                       [b for b in breaks if abs(b) < far2])) if 2 * heavy < 1 else "none"
    keys = [("p10", points[0]), ("p50", points[1]), ("p90", points[2])]
    keys += [("min", low)] if low is not None else []
    keys += [("max", high)] if high is not None else []
    law("metalog", keys, at, mean, sd)


def cut(family, parameters, low, high, cdf, quantile, density, start, end, breaks=()):
    """A law between two limits."""
    lo, hi = (mpf(low) if low is not None else start), (mpf(high) if high is not None else end)
    below = cdf(lo) if low is not None else mpf(0)
    above = 1 - cdf(hi) if high is not None else mpf(0)
    mass = 1 - below - above
    ends = [("min*", low)] if low is not None else []
    ends += [("max*", high)] if high is not None else []
    mean, sd = moments_of(density, lo, hi, [b for b in breaks if lo < b < hi])
    law(family, parameters + ends, lambda u: quantile(below + mpf(u) * mass), mean, sd,
        [u for u in US if 1e-12 < u < 1 - 1e-12])


def truncated_laws():
    for m, s, low, high in [(0.4, 0.2, 0.0, 1.0), (10.0, 5.0, 0.0, None), (0.0, 1.0, 4.0, None), (0.0, 1.0, None, -1.0),
                            (0.0, 1.0, -0.01, 0.02), (0.0, 1.0, 8.0, 9.0)]:
        mu, sd = mpf(m), mpf(s)
        mp.dps = 80
        cut("normal", [("mean", m), ("sd", s)], low, high, lambda x, mu=mu, sd=sd: normal_cdf((x - mu) / sd),
            lambda u, mu=mu, sd=sd: mu + sd * z_of(u), lambda x, mu=mu, sd=sd: npdf((x - mu) / sd), mu - 40 * sd,
            mu + 40 * sd, [mu + k * sd for k in range(-12, 13)])
    mp.dps = 50
    for a, t, low, high in [(4.0, 50.0, 100.0, 400.0), (2.0, 1.0, None, 1.0)]:
        shape, scale = mpf(a), mpf(t)
        cut("gamma", [("shape", a), ("scale", t)], low, high,
            lambda x, a=shape, t=scale: gammainc(a, 0, x / t, regularized=True),
            lambda u, a=shape, t=scale: t * exp(gamma_ln_quantile(a, u)),
            lambda x, a=shape, t=scale: (x / t) ** (a - 1) * exp(-x / t), mpf(0), scale * 400)
    a, b = mpf(2), mpf(5)
    cut("beta", [("alpha", 2.0), ("beta", 5.0)], 0.1, 0.6, lambda x: betainc(a, b, 0, x, regularized=True),
        lambda u: odds_to_x(beta_log_odds(a, b, u)), lambda x: x ** (a - 1) * (1 - x) ** (b - 1), mpf(0), mpf(1))
    v = log1p(mpf(4))
    mu, sigma = log(mpf(100)) - v / 2, sqrt(v)
    cut("lognormal", [("mean", 100.0), ("sd", 200.0)], 5.0, 1000.0, lambda x: normal_cdf((log(x) - mu) / sigma),
        lambda u: exp(mu + sigma * z_of(u)), lambda x: npdf((log(x) - mu) / sigma) / x, mpf(0), inf,
        [mpf(k) for k in (10, 30, 100, 300)])
    low, mode, high = mpf(10), mpf(20), mpf(50)
    rise, fall = (high - low) * (mode - low), (high - low) * (high - mode)
    cut("triangular", [("low", 10.0), ("mode", 20.0), ("high", 50.0)], 15.0, 45.0,
        lambda x: (x - low) ** 2 / rise if x < mode else 1 - (high - x) ** 2 / fall,
        lambda u: low + sqrt(u * rise) if u * (high - low) < mode - low else high - sqrt((1 - u) * fall),
        lambda x: (x - low) / rise if x < mode else (high - x) / fall, low, high, [mode])


def fits():
    """Two quantiles: medians and means where the two equations are solved in closed form or by mpmath."""
    for p, x, q, y in [(5, 20.0, 95, 80.0), (10, 1.0, 50, 3.0)]:
        zp, zq = z_of(mpf(p) / 100), z_of(mpf(q) / 100)
        sigma = (log(mpf(y)) - log(mpf(x))) / (zq - zp)
        mu = log(mpf(x)) - sigma * zp
        law("lognormal", [(f"p{p}", x), (f"p{q}", y)], lambda u, m=mu, s=sigma: exp(m + s * z_of(u)),
            exp(mu + sigma ** 2 / 2), exp(mu + sigma ** 2 / 2) * sqrt(expm1(sigma ** 2)))
        sd = (mpf(y) - mpf(x)) / (zq - zp)
        law("normal", [(f"p{p}", x), (f"p{q}", y)], lambda u, s=sd, m=mpf(x) - sd * zp: m + s * z_of(u),
            mpf(x) - sd * zp, sd)
        slope = (mpf(y) - mpf(x)) / (mpf(q - p) / 100)
        law("uniform", [(f"p{p}", x), (f"p{q}", y)],
            lambda u, s=slope, l=mpf(x) - slope * p / 100: l + s * mpf(u), mpf(x) + slope * (50 - p) / 100)
        ep, eq = -log1p(-mpf(p) / 100), -log1p(-mpf(q) / 100)
        k = (log(eq) - log(ep)) / (log(mpf(y)) - log(mpf(x)))
        lam = mpf(x) / ep ** (1 / k)
        law("weibull", [(f"p{p}", x), (f"p{q}", y)],
            lambda u, k=k, s=lam: s * (-log1p(-mpf(u))) ** (1 / k), lam * gamma(1 + 1 / k))
        t5 = [t_of(mpf(5), mpf(w) / 100) for w in (p, q)]
        scale = (mpf(y) - mpf(x)) / (t5[1] - t5[0])
        law("student_t", [(f"p{p}", x), (f"p{q}", y), ("df", 5.0)],
            lambda u, s=scale, m=mpf(x) - scale * t5[0]: m + s * t_of(mpf(5), u), mpf(x) - scale * t5[0])
    lp, lq = log(mpf("0.2") / mpf("0.8")), log(mpf("0.6") / mpf("0.4"))
    lp, lq = log(mpf(0.2) / (1 - mpf(0.2))), log(mpf(0.6) / (1 - mpf(0.6)))
    s = (lq - lp) / (z_of(mpf(9) / 10) - z_of(mpf(1) / 10))
    law("logit_normal", [("p10", 0.2), ("p90", 0.6)],
        lambda u: odds_to_x(lp + s * (z_of(u) - z_of(mpf(1) / 10))))


def main():
    first_eight()
    other_families()
    truncated_laws()
    fits()
    for family, written, quantile, mean, sd, us in LAWS:
        for what, value in (("mean", mean), ("sd", sd)):
            if value is not None:
                print(family, written, what, value if value == "none" else mp.nstr(value, 25), sep="\t")
        for u in us:
            print(family, written, repr(u), mp.nstr(quantile(u), 25), sep="\t")
        print(family, written, file=sys.stderr)


if __name__ == "__main__":
    main()
