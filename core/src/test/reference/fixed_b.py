"""The fixed-b law of a t statistic with Bartlett weights, and the two polynomials of FixedB.java that stand for it.

Run:   python fixed_b.py        (about two minutes)
With:  Python 3.11, numpy 2.4, scipy 1.17

Kiefer and Vogelsang (2005): with a bandwidth of b T the statistic tends to Z / sqrt(Q(b)). Z is standard normal and Q(b)
is the Bartlett variance of a Brownian bridge, independent of Z. So a tail of the law is the mean over draws of Q of a
normal tail, P(|t| > c) = E[2 Phi(-c sqrt(Q))], which needs far fewer draws than a histogram of t would.

Q is drawn from STEPS standard normal steps, minus their mean: with partial sums S_t and bandwidth M,
sum over |j| < M of (1 - |j|/M) gamma_j = 2 / (M T) (sum S_t^2 - sum S_t S_{t+M}).

The fit: P(|t| > c) is close to the tail of a Student law with nu(b) degrees of freedom at c s(b). For each b the two are
solved for the exact 5 % and 1 % points, then ln(nu b) and ln(s) are fitted by polynomials in b.
"""

import sys

import numpy as np
import scipy
from scipy import optimize, stats

DRAWS, STEPS, SEED, DEGREE = 40_000, 2_000, 20251125, 5
GRID = [0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]


def draw():
    random = np.random.default_rng(SEED)
    q = {b: [] for b in GRID}
    for _ in range(DRAWS // 1000):
        x = random.standard_normal((1000, STEPS))
        x -= x.mean(axis=1, keepdims=True)
        s = np.cumsum(x, axis=1)
        squares = (s * s).sum(axis=1)
        for b in GRID:
            m = round(b * STEPS)
            cross = 0 if m == STEPS else np.einsum("ij,ij->i", s[:, :-m], s[:, m:])
            q[b].append(2 * (squares - cross) / (m * STEPS))
    return {b: np.sqrt(np.concatenate(parts)) for b, parts in q.items()}


def tail(root, c):
    return 2 * stats.norm.sf(c * root).mean()


def critical(root, p):
    return optimize.brentq(lambda c: tail(root, c) - p, 0.1, 200)


def student(root):
    c05, c01 = critical(root, 0.05), critical(root, 0.01)
    nu = optimize.brentq(lambda n: stats.t.isf(0.005, n) / stats.t.isf(0.025, n) - c01 / c05, 1.0, 1e6)
    return nu, stats.t.isf(0.025, nu) / c05


def main():
    print("Python", sys.version.split()[0], "numpy", np.__version__, "scipy", scipy.__version__)
    roots = draw()
    bs = np.array(GRID)
    fits = np.array([student(roots[b]) for b in GRID])
    nu = np.polynomial.Polynomial.fit(bs, np.log(fits[:, 0] * bs), DEGREE).convert().coef
    s = np.polynomial.Polynomial.fit(bs, np.log(fits[:, 1]), DEGREE, w=1 / np.maximum(bs, 0.05)).convert().coef
    print("ln(nu b):", ", ".join(f"{c:.4f}" for c in nu))
    print("ln(s):   ", ", ".join(f"{c:.4f}" for c in s))
    nu, s = np.round(nu, 4), np.round(s, 4)
    print("critical values of |t|; in brackets the p value that the fit gives there")
    for b in GRID:
        df = np.exp(np.polynomial.polynomial.polyval(b, nu)) / b
        scale = np.exp(np.polynomial.polynomial.polyval(b, s))
        cells = []
        for p in (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001):
            c = critical(roots[b], p)
            cells.append(f"{p}: {c:.3f} ({2 * stats.t.sf(c * scale, df):.4f})")
        print(f"b = {b}, nu = {df:.1f}, s = {scale:.3f}  ", "  ".join(cells))


if __name__ == "__main__":
    main()
