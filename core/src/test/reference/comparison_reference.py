"""Reference values for core.comparison from SciPy, statsmodels and arch.

Run:   python comparison_reference.py
With:  Python 3.11, numpy 2.4, scipy 1.17, statsmodels 0.15, arch 8.0 (another numpy may draw other losses)
Writes ../resources/io/almanac/core/comparison/losses.csv and resamples.csv; prints what stands in the tests.

The losses are of four labels in 60 folds. Label a is best, d worst; each is a base shared by all plus noise of its own,
both averaged over three neighbours, as where the horizon covers three strides.
"""

import sys
from pathlib import Path

import arch
import numpy as np
import scipy
import statsmodels
from arch.bootstrap import MCS
from scipy import stats
from statsmodels.stats.multitest import multipletests
import statsmodels.api as sm

OUT = Path(__file__).parent / "../resources/io/almanac/core/comparison"
FOLDS, LABELS, REPLICATIONS, BLOCK = 60, "abcd", 100, 3


def averaged(random, scale):
    e = random.normal(0, scale, FOLDS + 2)
    return (e[2:] + e[1:-1] + e[:-2]) / 3


def main():
    print("Python", sys.version.split()[0], "numpy", np.__version__, "scipy", scipy.__version__)
    print("statsmodels", statsmodels.__version__, "arch", arch.__version__)
    random = np.random.default_rng(4)
    base = 1 + averaged(random, 0.5)
    losses = np.round(np.stack([base + 0.05 * i + averaged(random, 0.3) for i in range(4)], axis=1), 3)
    with open(OUT / "losses.csv", "w") as out:
        out.write(",".join(LABELS) + "\n")
        out.writelines(",".join(f"{v:.3f}" for v in row) + "\n" for row in losses)

    d = losses[2::3, 0] - losses[2::3, 2]  # 59 - 57 = 2: the spaced folds counted from the newest
    for side in ("two-sided", "less"):
        t = stats.ttest_1samp(d, 0, alternative=side)
        print("t of a-c over spaced folds,", side, repr(float(t.statistic)), repr(float(t.pvalue)))

    hac = sm.OLS(losses[:, 0] - losses[:, 2], np.ones(FOLDS)).fit(
        cov_type="HAC", cov_kwds={"maxlags": 11, "use_correction": False}
    )
    print("OLS HAC t of a-c, Bartlett, maxlags 11:", repr(float(hac.tvalues[0])))

    print("Holm:", multipletests([0.01, 0.04, 0.03, 0.005], method="holm")[1].tolist())

    plain = losses[:, 0] - losses[:, 1]
    for name, values in (
        ("first 12 of a-b", plain[:12]),
        ("60 of a-b", plain),
    ):
        values = values[values != 0]
        for side in ("two-sided", "less"):
            method = "exact" if len(values) <= 50 else "approx"
            r = stats.wilcoxon(values, alternative=side, method=method)
            print("wilcoxon", name, side, method, len(values), repr(float(r.statistic)), repr(float(r.pvalue)))
    tied = np.array([-3.0, -2, -2, 1, 1, -1, 2, -4, -5, 3])
    for side in ("two-sided", "less"):
        r = stats.wilcoxon(tied, alternative=side, method=stats.PermutationMethod(n_resamples=np.inf))
        print("wilcoxon tied, all permutations", side, repr(float(r.statistic)), repr(float(r.pvalue)))

    mcs = MCS(losses, 0.05, reps=REPLICATIONS, block_size=BLOCK, method="max", bootstrap="circular", seed=1)
    mcs.compute()
    print("MCS T_max:", {LABELS[i]: float(p) for i, p in mcs.pvalues.Pvalue.items()})
    np.savetxt(OUT / "resamples.csv", np.array(mcs._bootstrap_indices), fmt="%d", delimiter=",")

    x = np.array([0.3, -1.2, 2.5, 0.0, 1.1])
    print("quantile .1, .975:", [float(q) for q in np.quantile(x, [0.1, 0.975])])
    n, alpha = 8, 0.05
    print("expanded tail of 8:", repr(float(stats.norm.cdf(np.sqrt(n / (n - 1)) * stats.t.ppf(alpha / 2, n - 1)))))
    print("deviate of 2.5 in 8:", repr(float(stats.norm.isf(stats.t.sf(2.5 * np.sqrt(7 / 8), 7)))))


if __name__ == "__main__":
    main()
