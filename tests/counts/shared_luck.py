"""Works out the series of src/distribution/counts/shared_luck.rs.

X is beta-binomial, B ~ Beta(A + 1, S - A + 1) with distribution function G, Y ~ Beta(N m, N (1 - m)), N = n + 1, e = 1/(N + 1). Solves
E G(Y) = G(y) for m = y + d1 e + d2 e^2 + d3 e^3 + ...

    python3 tests/counts/shared_luck.py
"""

import sympy as sp

ORDER = 3
y, m, A, S, e = sp.symbols("y m A S e")
d = sp.symbols(f"d1:{ORDER + 1}")


def cut(x):
    x = sp.expand(x)
    return sum(x.coeff(e, i) * e**i for i in range(ORDER + 1))


# G^(j)/G' at y.
slope = (A - S * y) / (y * (1 - y))
ratios = [None, sp.Integer(1)]
for _ in range(2, 2 * ORDER + 1):
    ratios.append(sp.simplify(sp.together(sp.diff(ratios[-1], y) + ratios[-1] * slope)))

# Central moments of Y.
total = 1 / e - 1
raw = [sp.Integer(1)]
for j in range(2 * ORDER):
    raw.append(raw[-1] * (total * m + j) / (total + j))
shift = sum(d[i] * e ** (i + 1) for i in range(ORDER))
central = {}
for j in range(2 * ORDER + 1):
    moment = sum(sp.binomial(j, i) * raw[i] * (-m) ** (j - i) for i in range(j + 1))
    moment = sp.series(sp.simplify(sp.together(moment)), e, 0, ORDER + 1).removeO()
    central[j] = cut(sp.expand(moment).subs(m, y + shift))

equation = 0
for j in range(1, 2 * ORDER + 1):
    power = sum(sp.binomial(j, i) * central[i] * shift ** (j - i) for i in range(j + 1))
    equation += ratios[j] * cut(power) / sp.factorial(j)
equation = sp.expand(equation)
known = {}
for k in range(1, ORDER + 1):
    found = sp.solve(equation.coeff(e, k).subs(known), d[k - 1])[0]
    known[d[k - 1]] = sp.factor(sp.simplify(found))
    print(d[k - 1], "=", known[d[k - 1]], flush=True)
