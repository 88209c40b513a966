"""Reference forecasts of ridge, from scikit-learn's Ridge on windows that are really made.

Run:   python ridge_reference.py
Prints the numbers that RidgeForecasterTest holds. Printed with Python 3.11.7, numpy 2.4.6, scikit-learn 1.9.1.

Two channels of a formula, one with a missing value. Each is divided by its population deviation, windows are centred
on the mean of their context, and the penalty counts in means of the diagonal of X'X.
"""

import numpy as np
import sklearn
from sklearn.linear_model import Ridge

L, H, PENALTY = 6, 3, 0.01
t = np.arange(40)
first = (t * t * 7 + 3 * t) % 23 + t / 4
second = 100.0 * ((t * t * t + 5 * t) % 17)
second[15] = np.nan

inputs, targets = [], []
for y in (first, second):
    scaled = (y - np.nanmean(y)) / np.nanstd(y)
    for i in range(len(y) - L - H + 1):
        window = scaled[i : i + L + H]
        if not np.isnan(window).any():
            window = window - window[:L].mean()
            inputs.append(window[:L])
            targets.append(window[L:])
x, z = np.array(inputs), np.array(targets)
model = Ridge(alpha=PENALTY * np.trace(x.T @ x) / L, fit_intercept=False, solver="cholesky").fit(x, z)

print("numpy", np.__version__, "scikit-learn", sklearn.__version__, "windows", len(x))
for name, y in (("first", first), ("second", second)):
    mean = y[-L:].mean()
    print(name, (mean + model.predict((y[-L:] - mean)[None])[0]).tolist())
