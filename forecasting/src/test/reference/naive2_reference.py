"""Reference forecasts of naive2 (M4), from statsmodels' autocorrelation and decomposition.

Run:   python naive2_reference.py
Prints the numbers that Naive2Test holds. Printed with Python 3.11.7, numpy 2.4.6, pandas 3.1.1, statsmodels 0.15.0.

Source of the steps: "Benchmarks and Evaluation.R" in github.com/Mcompetitions/M4-methods.
"""

import numpy as np
import statsmodels
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import acf


def naive2(y, m, horizon):
    n = len(y)
    r = acf(y, nlags=m, fft=False, adjusted=False)
    limit = 1.645 * np.sqrt((1 + 2 * np.sum(r[1:m] ** 2)) / n)
    if n < 3 * m or not abs(r[m]) > limit:
        return r[m], limit, np.repeat(y[-1], horizon)
    index = seasonal_decompose(y, model="multiplicative", period=m).seasonal  # of each step
    return r[m], limit, y[-1] / index[-1] * index[(n + np.arange(horizon)) % m]


def even(n):
    t = np.arange(n)
    return 20.0 + t + np.array([5, -3, 8, 0])[t % 4] + t * t % 5


def odd(n):
    t = np.arange(n)
    return 30.0 + np.array([4, -6, 1])[t % 3] + t * t % 7


def noise(n):
    t = np.arange(n)
    return 30.0 + t * t * t % 11


print("numpy", np.__version__, "statsmodels", statsmodels.__version__)
for name, y, m in [("even", even(22), 4), ("odd", odd(20), 3), ("noise", noise(22), 4)]:
    r, limit, forecast = naive2(y, m, 6)
    print(name, "r(m) %.4f limit %.4f" % (r, limit), forecast.tolist())
