"""Reference values of ets, ses, holt and damped, from statsforecast.

Run:   python ets_reference.py DATA_FOLDER OUT.csv    for every tenth series of the M3 and every tenth of M4 hourly

Rows: method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95. Versions stand in the first line. The values of
the golden test come from ets_reference.R.

statsforecast 2.1.1 differs from R and from the papers in three ways. It sums the damping of several steps as phi + phi +
phi² + ..., so that its damped trends are steeper. Its beta is at most 0.2, or 0.2 over the season as soon as a seasonal
form with a trend has been tried. And its optimiser knows no bound between parameters: gamma may be above 1 - alpha, and beta
above alpha.
"""

import csv
import sys

import numpy as np
import pandas as pd
import statsforecast
from statsforecast.ets import ets_f, forecast_ets

PARTS = [("m3_yearly", 1, 6), ("m3_quarterly", 4, 8), ("m3_monthly", 12, 18), ("m3_other", 1, 8), ("m4_hourly", 24, 48)]
EVERY = 10
MODELS = [("ets", "ZZZ", None), ("ses", "ANN", False), ("holt", "AAN", False), ("damped", "AAN", True)]


def form(components):
    error, trend, season, damped = components
    return error + trend + ("d" if damped == "D" else "") + season


def rows(name, y, m, horizon):
    for method, model, damped in MODELS:
        try:
            fit = ets_f(y, m=m if method == "ets" else 1, model=model, damped=damped)
            ahead = forecast_ets(fit, h=horizon, level=[80, 95])
        except Exception as e:  # it refuses short series
            print(name, method, e, file=sys.stderr)
            continue
        columns = [ahead[k] for k in ("mean", "lo-80", "hi-80", "lo-95", "hi-95")]
        for step in range(horizon):
            values = [repr(float(column[step])) for column in columns]
            yield [method, name, form(fit["components"]), "aicc", repr(float(fit["aicc"])), step + 1, *values]


def main(folder, out):
    with open(out, "w") as file:
        file.write("# statsforecast %s, numpy %s\n" % (statsforecast.__version__, np.__version__))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow("method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95".split(","))
        for part, m, horizon in PARTS:
            data = pd.read_csv("%s/%s/%s_train.csv.gz" % (folder, part[:2], part))
            series = [(name, of.y.to_numpy(float)) for name, of in data.groupby("unique_id", sort=False)]
            for name, y in series[::EVERY]:
                writer.writerows(rows(name, y, m, horizon))


main(sys.argv[1], sys.argv[2])
