"""Reference intervals for the conformal methods: from the papers' formulas in NumPy, and where MAPIE has the method, from
MAPIE too; the script fails where the two differ.

Run:   python conformal_reference.py
With:  Python 3.11, numpy 2.4, MAPIE 1.6, scikit-learn 1.9 (it prints the versions that it ran with)
Writes ../resources/io/almanac/forecasting/conformal/methods.json

Sources: L = Lei et al. 2018, "Distribution-Free Predictive Inference for Regression" (split conformal prediction);
R = Romano, Patterson and Candes 2019, "Conformalized Quantile Regression". With n scores, the k-th smallest of them with
k = ceil((n + 1) level) is their (1 - alpha) (1 + 1 / n)-th empirical quantile.

The points are 10, the inner quantiles are 10 + OWN; actual values are skewed, so that the two tails differ.
"""

import json
import platform
import warnings
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import mapie
import numpy as np
import sklearn
from mapie.conformity_scores import AbsoluteConformityScore
from mapie.regression import ConformalizedQuantileRegressor, SplitConformalRegressor
from sklearn.base import BaseEstimator, RegressorMixin

OUT = Path(__file__).parent / "../resources/io/almanac/forecasting/conformal/methods.json"
POINT = 10.0
OWN = {0.025: -1.0, 0.1: -0.75, 0.5: 0.25, 0.9: 1.25, 0.975: 2.0}
SIZES = [4, 19, 20, 39, 59, 100, 237]


class Constant(RegressorMixin, BaseEstimator):
    """A model that forecasts one number."""

    def __init__(self, value=0.0):
        self.value = value

    def fit(self, x, y):
        self.fitted_ = True
        return self

    def predict(self, x):
        return np.full(len(x), self.value)

    def __sklearn_is_fitted__(self):
        return True


def kth(scores, k):
    """The k-th smallest score, counted from 1; None where there is none."""
    return float(np.sort(scores)[k - 1]) if 1 <= k <= len(scores) else None


def exact(p):
    return Fraction(str(p))


def symmetric(actual, p):
    scores = np.abs(actual - POINT)
    if p == 0.5:
        return POINT
    width = kth(scores, ceil((len(scores) + 1) * abs(2 * exact(p) - 1)))
    return None if width is None else POINT + (width if p > 0.5 else -width)


def asymmetric(actual, p):
    errors = actual - POINT
    n = len(errors)
    if p == 0.5:
        return POINT + float(np.median(errors))
    bound = kth(errors, ceil((n + 1) * exact(p)) if p > 0.5 else floor((n + 1) * exact(p)))
    return None if bound is None else POINT + bound


def conformalised(actual, p):
    if p == 0.5:
        return POINT + OWN[0.5]
    low, high = sorted([p, float(1 - exact(p))])
    scores = np.maximum(POINT + OWN[low] - actual, actual - POINT - OWN[high])  # R, the conformity scores E
    width = kth(scores, ceil((len(scores) + 1) * abs(2 * exact(p) - 1)))
    return None if width is None else POINT + OWN[p] + (width if p > 0.5 else -width)


def mapie_interval(method, actual, level):
    x = np.zeros((len(actual), 1))
    if method == "QUANTILES":
        low = float((1 - exact(level)) / 2)
        high = float(1 - exact(low))
        models = [Constant(POINT + OWN[q]).fit(x, actual) for q in (low, high, 0.5)]
        model = ConformalizedQuantileRegressor(estimator=models, confidence_level=level, prefit=True)
        model.conformalize(x, actual)
        _, bounds = model.predict_interval(x[:1], symmetric_correction=True)
    else:
        score = AbsoluteConformityScore(sym=method == "SYMMETRIC")
        model = SplitConformalRegressor(
            estimator=Constant(POINT).fit(x, actual), confidence_level=level, conformity_score=score, prefit=True)
        model.conformalize(x, actual)
        _, bounds = model.predict_interval(x[:1])
    return bounds[0, :, 0]


def main():
    warnings.simplefilter("ignore")
    versions = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "mapie": mapie.__version__,
        "scikit-learn": sklearn.__version__,
    }
    print(versions)
    random = np.random.default_rng(20261125)
    cases = []
    compared = 0
    for n in SIZES:
        actual = np.round(POINT - 0.7 + random.exponential(1.0, n), 3)
        for name, formula in [("SYMMETRIC", symmetric), ("ASYMMETRIC", asymmetric), ("QUANTILES", conformalised)]:
            expected = [formula(actual, p) for p in OWN]
            for level, low, high in [(0.8, 1, 3), (0.95, 0, 4)]:
                if expected[low] is None or expected[high] is None:
                    continue
                try:
                    theirs = mapie_interval(name, actual, level)
                except ValueError:
                    print(f"{name}, {n} scores, level {level}: MAPIE wants one score more and refuses")
                    continue
                if not np.allclose(theirs, [expected[low], expected[high]], rtol=0, atol=1e-9):
                    raise AssertionError(f"{name} {n} {level}: {theirs}, expected {expected[low]}, {expected[high]}")
                compared += 1
            cases.append({"method": name, "actual": actual.tolist(), "expected": expected})
    print(compared, "intervals equal those of MAPIE")
    OUT.write_text(json.dumps({"versions": versions, "point": POINT, "own": list(OWN.values()),
                               "quantiles": list(OWN), "cases": cases}) + "\n")


if __name__ == "__main__":
    main()
