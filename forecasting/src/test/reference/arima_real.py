"""What AutoARIMA of statsforecast makes of a fixed sample of the M3 and of M4 hourly.

    python arima_real.py DATA_FOLDER OUT.csv [SERIES]

DATA_FOLDER holds m3/m3_{yearly,quarterly,monthly}_train.csv.gz and m4/m4_hourly_train.csv.gz with the columns
unique_id, ds, y. Each row of OUT.csv is one step ahead. The rule of R is set for when to approximate.
"""

import csv
import importlib.metadata
import sys
import time
import warnings
from pathlib import Path

import pandas as pd
from statsforecast.models import AutoARIMA

SETS = [
    ("m3/m3_yearly_train.csv.gz", 1, 6, 10),
    ("m3/m3_quarterly_train.csv.gz", 4, 8, 12),
    ("m3/m3_monthly_train.csv.gz", 12, 18, 16),
    ("m4/m4_hourly_train.csv.gz", 24, 48, 28),
]


def form(model) -> str:
    p, q, P, Q, m, d, D = (int(number) for number in model["arma"])
    text = f"ARIMA({p};{d};{q})"
    if m > 1:
        text += f"({P};{D};{Q})[{m}]"
    if "drift" in model["coef"]:
        text += " with drift"
    elif "intercept" in model["coef"]:
        text += " with non-zero mean"
    return text


def main(folder: Path, out: Path) -> None:
    warnings.simplefilter("ignore")
    with out.open("w", newline="", encoding="utf-8") as file:
        file.write(f"# statsforecast {importlib.metadata.version('statsforecast')}\n")
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow("method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95".split(","))
        for name, season, horizon, every in SETS:
            data = pd.read_csv(folder / name)
            seconds = 0.0
            for unique_id in data.unique_id.unique()[::every]:
                y = data.y[data.unique_id == unique_id].to_numpy(float)
                model = AutoARIMA(season_length=season, approximation=len(y) > 150 or season > 12)
                start = time.perf_counter()
                model.fit(y)
                seconds += time.perf_counter() - start
                ahead = model.predict(horizon, level=[80, 95])
                fit = model.model_
                for h in range(horizon):
                    numbers = [ahead[c][h] for c in ("mean", "lo-80", "hi-80", "lo-95", "hi-95")]
                    rows.writerow(
                        ["arima", unique_id, form(fit), "aicc", repr(float(fit["aicc"])), h + 1]
                        + [repr(float(number)) for number in numbers]
                    )
            print(name, round(seconds, 1), "s", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
