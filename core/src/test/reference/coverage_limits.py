"""How often the confidence limits of a coverage hold it, by simulation.

Run:   python coverage_limits.py
With:  Python 3.11, numpy 2.4, scipy 1.17
Prints the golden values of CoverageLimitsTest and the table in docs/metrics.md.

Points of a fold are dependent: an equicorrelated Gaussian with correlation rho says which of a fold's 24 points are
covered. Compared are limits that take all points for independent (Clopper-Pearson), a t interval of the folds'
coverages, and what Almanac does (Korn and Graubard 1998). Nominal: 95 %.
"""

import numpy as np
from scipy import stats

RUNS, POINTS = 4000, 24


def clopper_pearson(hits, n):
    lower = np.where(hits > 0, stats.beta.ppf(0.025, hits, n - hits + 1), 0.0)
    upper = np.where(hits < n, stats.beta.ppf(0.975, hits + 1, n - hits), 1.0)
    return np.nan_to_num(lower, nan=0.0), np.nan_to_num(upper, nan=1.0)


def fold_limits(shares):
    """shares: (runs, folds), equal points in each fold."""
    folds = shares.shape[1]
    mean = shares.mean(axis=1)
    variance = shares.var(axis=1, ddof=1) / folds
    n = folds * POINTS
    shrink = (stats.t.ppf(0.975, n - 1) / stats.t.ppf(0.975, folds - 1)) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = np.where(variance > 0, mean * (1 - mean) / variance * shrink, folds)
    effective = np.minimum(effective, n)
    return clopper_pearson(mean * effective, effective)


def unit_limits(covered, points):
    """Units of any size: what the class CoverageLimits does."""
    covered, points = np.array(covered, float), np.array(points, float)
    units, n = (points > 0).sum(), points.sum()
    share = covered.sum() / n
    variance = units / (units - 1) * ((covered - share * points) ** 2).sum() / n**2
    effective = float(units)
    if variance > 0:
        shrink = stats.t.ppf(0.975, n - 1) / stats.t.ppf(0.975, units - 1)
        effective = min(n, share * (1 - share) / variance * shrink**2)
    return clopper_pearson(share * effective, effective)


def t_limits(shares):
    folds = shares.shape[1]
    half = stats.t.ppf(0.975, folds - 1) * np.sqrt(shares.var(axis=1, ddof=1) / folds)
    mean = shares.mean(axis=1)
    return np.clip(mean - half, 0, 1), np.clip(mean + half, 0, 1)


def main():
    for covered, points in (
        ([80, 90, 100, 70, 95], [100] * 5),
        ([8, 19, 31], [10, 20, 40]),
        ([24, 24, 24], [24, 24, 24]),
        ([20, 20], [24, 24]),
        ([0, 24], [24, 24]),
    ):
        low, high = unit_limits(covered, points)
        print(covered, points, f"{100 * low:.10f} {100 * high:.10f}")
    random = np.random.default_rng(1)
    print("| coverage | correlation | folds | points as units | t over folds | Korn-Graubard | its mean width |")
    print("|---|---|---|---|---|---|---|")
    for share in (0.8, 0.95):
        for rho in (0.0, 0.3, 0.8):
            for folds in (2, 5, 20):
                common = random.standard_normal((RUNS, folds, 1))
                own = random.standard_normal((RUNS, folds, POINTS))
                latent = np.sqrt(rho) * common + np.sqrt(1 - rho) * own
                shares = (latent < stats.norm.ppf(share)).mean(axis=2)
                mean = shares.mean(axis=1)
                n = folds * POINTS
                cells = []
                width = 0.0
                for limits in (clopper_pearson(mean * n, n), t_limits(shares), fold_limits(shares)):
                    held = ((limits[0] <= share) & (share <= limits[1])).mean()
                    cells.append(f"{100 * held:.0f} %")
                    width = 100 * (limits[1] - limits[0]).mean()
                print(f"| {100 * share:.0f} % | {rho} | {folds} | " + " | ".join(cells) + f" | {width:.0f} |")


if __name__ == "__main__":
    main()
