"""The reference workloads in vectorised numpy, on one thread: python3 benches/reference.py uturn|large DRAWS SEED

Draws in chunks that stay in the cache, keeps every output column, and summarises them: mean, standard deviation, exact
quantiles and P(> 0) of each, as JSON. Needs numpy, and scipy for `large`.
"""
import json
import math
import sys

import numpy as np

V = 1 / 1.035
PROBABILITIES = (0.05, 0.25, 0.50, 0.75, 0.95)


def pert_shapes(low, mode, high):
    return 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)


class Uturn:
    """Seven independent inputs, 24 people, three payers, six years."""

    payers, years, chunk = 3, 6, 65_536
    shares = (0.60, 0.15, 0.25)

    def draw(self, rng, net, running, at):
        n = at.stop - at.start
        success, leave, fading = rng.beta(6, 9, n), rng.beta(3, 17, n), rng.beta(3, 22, n)
        low, mode, high = 120e3, 170e3, 290e3
        cost = 24 * (low + (high - low) * rng.beta(*pert_shapes(low, mode, high), n))
        gains = rng.gamma(4, 13_750, n), rng.lognormal(math.log(28_000), 0.5, n), rng.gamma(2.5, 32_000, n)
        gain = gains[0] + gains[1] + gains[2]
        people = rng.binomial(24, success * (1 - leave))
        stay = 1 - fading
        years, discounted = np.zeros(n), np.zeros(n)
        for t in range(1, self.years + 1):
            people = rng.binomial(people, stay)
            years += people
            discounted += people * V**t
            running[t - 1][at] = gain * years - cost
        for k in range(self.payers):
            net[k + 1][at] = gains[k] * discounted - self.shares[k] * cost
        net[0][at] = gain * discounted - cost


class Large:
    """Fifty inputs that move together, 10,000 people, four payers, thirty years."""

    payers, years, chunk = 4, 30, 16_384
    shares = (0.55, 0.15, 0.25, 0.05)

    def __init__(self):
        from scipy import special

        def beta(a, b):
            return lambda z: special.betaincinv(a, b, special.ndtr(z))

        def pert(low, mode, high):
            a, b = pert_shapes(low, mode, high)
            return lambda z: low + (high - low) * special.betaincinv(a, b, special.ndtr(z))

        def lognormal(mu, sigma):
            return lambda z: np.exp(mu + sigma * z)

        def gamma(shape, scale):
            return lambda z: scale * special.gammaincinv(shape, special.ndtr(z))

        self.laws = [beta(6, 9), beta(3, 17), beta(3, 47)]
        self.laws += [pert(0.7 * m, m, 1.7 * m) for m in (10_000 + 2_500 * j for j in range(8))]
        self.laws += [lognormal(math.log(2_000 + 500 * j), 0.4) for j in range(3)]
        for b in range(36):
            k, line = b % 4, b // 4
            mean = 450.0 * (1 + line) * (1 + 0.25 * k)
            shape = 2 + 0.5 * line
            even = line % 2 == 0
            self.laws.append(gamma(shape, mean / shape) if even else lognormal(math.log(mean) - 0.18, 0.6))
        i = np.arange(50)
        spearman = 0.4 * 0.9 ** np.abs(i[:, None] - i[None, :])
        np.fill_diagonal(spearman, 1)
        self.factor = np.linalg.cholesky(2 * np.sin(np.pi * spearman / 6)).T
        year = np.arange(1, 31)
        self.active = np.array([((year >= 1 + l) & (year <= 30 - 2 * l)).astype(float) for l in range(9)])

    def draw(self, rng, net, running, at):
        n = at.stop - at.start
        z = rng.standard_normal((n, 50)) @ self.factor
        x = [law(z[:, i]) for i, law in enumerate(self.laws)]
        cost = 10_000 * sum(x[3:11])
        follow_up = x[11] + x[12] + x[13]
        stay = 1 - x[2]
        people = rng.binomial(10_000, x[0] * (1 - x[1]))
        gains = [np.stack(x[14 + k : 50 : 4], axis=1) @ self.active for k in range(4)]
        present = [-share * cost for share in self.shares]
        total = -cost
        for t in range(1, self.years + 1):
            people = rng.binomial(people, stay)
            all_payers = 0.0
            for k, share in enumerate(self.shares):
                flow = people * (gains[k][:, t - 1] - (share * follow_up if t <= 5 else 0.0))
                present[k] += flow * V**t
                all_payers = all_payers + flow
            total = total + all_payers
            running[t - 1][at] = total
        for k in range(4):
            net[k + 1][at] = present[k]
        net[0][at] = present[0] + present[1] + present[2] + present[3]


def summary(x):
    return {
        "mean": float(x.mean()),
        "sd": float(x.std(ddof=1)),
        "q": [float(q) for q in np.quantile(x, PROBABILITIES)],
        "ppos": float((x > 0).mean()),
    }


def main():
    workload, draws, seed = {"uturn": Uturn, "large": Large}[sys.argv[1]](), int(sys.argv[2]), int(sys.argv[3])
    net = [np.empty(draws) for _ in range(1 + workload.payers)]
    running = [np.empty(draws) for _ in range(workload.years)]
    chunks = [slice(i, min(i + workload.chunk, draws)) for i in range(0, draws, workload.chunk)]
    for at, child in zip(chunks, np.random.SeedSequence(seed).spawn(len(chunks))):
        workload.draw(np.random.Generator(np.random.SFC64(child)), net, running, at)
    print(json.dumps({"npv": [summary(x) for x in net], "cum": [summary(x) for x in running]}))


main()
