"""Reference values of theta, dynamic-theta and ces, from statsforecast.

Run:   python theta_ces_reference.py                        prints what stands in smoothing/theta-ces.csv
       python theta_ces_reference.py DATA_FOLDER OUT.csv    writes the same for a sample of M3 and M4 hourly

Printed with Python 3.11, statsforecast 2.1.1, numpy, statsmodels and scipy as in the first line of the output.

Rows: method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95. The form of a theta model is its season; its
criterion "mse" is the sum of the squared errors from the fourth step on over the mean of the absolute values, both of the
seasonally adjusted series. "aicc" of ces is as defined there. statsforecast's intervals come from simulation with a
fixed seed, so they are in the second mode only, and the first has the first, the fourth and the last step.

The series of the first mode are made here by plain formulas, so that the tests can make them too; "noise" is the
linear congruential generator x <- (1103515245 x + 12345) mod 2^31 from 1, scaled to [-1, 1).
"""

import csv
import math
import sys

import numpy as np
import scipy
import statsforecast
import statsmodels
from statsforecast.models import AutoCES, AutoTheta

HORIZON = {1: 6, 4: 8, 12: 18, 24: 48}
MODELS = {"STM": "theta", "DOTM": "dynamic-theta"}
FORMS = {"N": "none", "S": "simple", "P": "partial", "F": "full"}


def theta(y, m, variant, levels):
    model = AutoTheta(season_length=m, model=variant).fit(y)
    fitted = model.model_
    form = fitted["decomposition_type"] if fitted.get("decompose") else "none"
    return form, "mse", fitted["mse"], model.predict(HORIZON[m], level=levels)


def ces(y, m, form, levels):
    model = AutoCES(season_length=m, model=form).fit(y)
    fitted = model.model_
    return "CES(%s)" % FORMS[fitted["seasontype"]], "aicc", fitted["aicc"], model.predict(HORIZON[m], level=levels)


def rows(series, y, m, levels, ces_forms):
    fits = [(name, theta(y, m, variant, levels)) for variant, name in MODELS.items()]
    fits += [("ces" if f == "Z" else "ces-" + FORMS[f], ces(y, m, f, levels)) for f in ces_forms]
    for method, (form, criterion, value, forecast) in fits:
        for step in range(HORIZON[m]) if levels else (0, 3, HORIZON[m] - 1):
            intervals = [forecast[k][step] for k in ("lo-80", "hi-80", "lo-95", "hi-95")] if levels else []
            yield [
                method, series, form, criterion, repr(float(value)), step + 1, repr(float(forecast["mean"][step])),
                *(repr(float(x)) for x in intervals),
            ]


def noise():
    state = 1
    while True:
        state = (1103515245 * state + 12345) % 2**31
        yield state / 2**30 - 1


def synthetic():
    """Series of several shapes; each draws its own noise from the start."""
    season = lambda t, m: math.sin(2 * math.pi * t / m)  # noqa: E731
    shapes = {
        "trend": (1, 40, lambda t, e: 50 + 2 * t + 5 * e),
        "short": (1, 14, lambda t, e: 30 + t + 4 * e),
        "curve": (1, 60, lambda t, e: 100 * math.exp(0.03 * t) * (1 + 0.05 * e)),
        "quarterly": (4, 44, lambda t, e: (80 + t) * (1 + 0.2 * season(t, 4) + 0.05 * e)),
        "monthly": (12, 100, lambda t, e: (200 + 1.5 * t) * (1 + 0.3 * season(t, 12) + 0.04 * e)),
        "monthly-additive": (12, 120, lambda t, e: 20 * season(t, 12) + 0.1 * t + 4 * e),
        "monthly-noise": (12, 72, lambda t, e: 500 + 80 * e),
        "hourly": (24, 24 * 14, lambda t, e: 1000 + 300 * season(t, 24) + 60 * season(t, 168) + 40 * e),
    }
    for name, (m, n, shape) in shapes.items():
        draws = noise()
        yield name, m, np.array([shape(t, next(draws)) for t in range(n)])
    draws = noise()
    yield "walk", 12, 300 + np.cumsum([8 * next(draws) for _ in range(90)])
    draws = noise()
    yield "season-walk", 4, 100 + np.cumsum([3 * next(draws) for _ in range(60)]) + [5 * season(t, 4) for t in range(60)]


def bundled():
    with open("../../../../datasets/src/main/resources/io/almanac/datasets/catalog/air-passengers.csv") as f:
        yield "air-passengers", 12, np.array([float(row[-1]) for row in list(csv.reader(f))[1:]])


def sample(folder):
    import pandas as pd

    for part, m, every in [("m3_yearly", 1, 15), ("m3_quarterly", 4, 15), ("m3_monthly", 12, 15), ("m3_other", 1, 15),
                           ("m4_hourly", 24, 20)]:
        data = pd.read_csv("%s/%s/%s_train.csv.gz" % (folder, part[:2], part))
        series = [(name, of.y.to_numpy(float)) for name, of in data.groupby("unique_id", sort=False)]
        for name, y in series[::every]:
            yield name, m, y


def write(out, series, levels, forms):
    writer = csv.writer(out, lineterminator="\n")
    out.write("# statsforecast %s, numpy %s, scipy %s, statsmodels %s\n"
              % (statsforecast.__version__, np.__version__, scipy.__version__, statsmodels.__version__))
    intervals = ["lo80", "hi80", "lo95", "hi95"] if levels else []
    writer.writerow(["method", "unique_id", "form", "criterion", "value", "step", "forecast"] + intervals)
    for name, m, y in series:
        writer.writerows(rows(name, y, m, levels, forms if m > 1 else forms[:1]))


if len(sys.argv) == 3:
    with open(sys.argv[2], "w") as file:
        write(file, sample(sys.argv[1]), [80, 95], "ZNSPF")
else:
    write(sys.stdout, [*bundled(), *synthetic()], None, "ZNSPF")
