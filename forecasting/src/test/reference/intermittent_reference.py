"""Reference forecasts of intermittent demand, from statsforecast.

Run:   python intermittent_reference.py > ../resources/io/almanac/forecasting/intermittent/intermittent.csv
or:    python intermittent_reference.py DATA_FOLDER OUT.csv

The first prints rows of series,what,step,value for synthetic series made here. The second writes rows of
method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95 for the monthly scripts of pbs and the daily sales of
m5_small (statsforecast has no intervals of its own for these methods).
"""

import sys

import numpy as np
import statsforecast
from statsforecast.models import TSB, CrostonClassic, CrostonOptimized, CrostonSBA

MODELS = {
    "croston": CrostonOptimized(),
    "croston:0.1": CrostonClassic(),
    "sba": CrostonSBA(),
    "tsb": TSB(alpha_d=0.1, alpha_p=0.1),
}


def forecast(model, y):
    return model.forecast(y=np.asarray(y, dtype=float), h=1)["mean"][0]


def golden():
    random = np.random.default_rng(1)
    series = {}
    for name, probability, size in [("rare", 0.1, 3), ("often", 0.4, 20), ("always", 1, 5), ("lumpy", 0.2, 100)]:
        demand = 1 + random.poisson(size, 80)
        series[name] = np.where(random.random(80) < probability, demand, 0)
    series["ending"] = np.where(np.arange(60) < 30, series["often"][:60], 0)
    series["growing"] = np.where(random.random(70) < 0.1 + np.arange(70) / 100, 5 + np.arange(70) // 10, 0)
    series["once"] = np.where(np.arange(20) == 12, 7, 0)
    series["twice"] = np.where(np.isin(np.arange(20), [3, 12]), 7 + np.arange(20), 0)
    series["fractions"] = series["often"] / 8
    print("# statsforecast", statsforecast.__version__, "numpy", np.__version__)
    print("series,what,step,value")
    for name, y in series.items():
        for step, value in enumerate(y):
            print(f"{name},values,{step + 1},{float(value)!r}")
        for what, model in MODELS.items():
            print(f"{name},{what},1,{float(forecast(model, y))!r}")


def real(folder, out):
    import pandas as pd

    pbs = pd.read_csv(f"{folder}/pbs/pbs_monthly.csv.gz").rename(columns={"scripts": "y"})
    m5 = pd.read_csv(f"{folder}/m5_small/m5_sales_exog_small.csv.gz")
    with open(out, "w") as file:
        file.write("method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95\n")
        for data in (pbs, m5):
            for unique_id, group in data.groupby("unique_id"):
                y = group.sort_values("ds")["y"].dropna().to_numpy()
                for name, model in MODELS.items():
                    mean = float(forecast(model, y))
                    file.write(f"{name},{unique_id},,,,1,{mean!r},,,,\n")


if len(sys.argv) == 3:
    real(sys.argv[1], sys.argv[2])
else:
    golden()
