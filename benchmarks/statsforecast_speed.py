"""The other side of `Competition speed`: fits and forecasts all series with statsforecast each time a line comes in.

    python statsforecast_speed.py TRAIN.csv.gz MODEL SEASON HORIZON SAMPLE JOBS

TRAIN.csv.gz has the columns unique_id, ds, y. MODEL is a class of statsforecast.models. SAMPLE series, evenly spaced, are
fitted, all if it is 0. The first line that is printed has the versions; after that one with seconds follows each line that is
read: wall clock of one StatsForecast.forecast with JOBS processes and levels 80 and 95, which is all of fit and forecast. The
first one serves as warm-up.

AutoARIMA approximates by the rule of R's auto.arima, series longer than 150 or a season longer than 12 steps, as the longest
series has it. Needs statsforecast and pandas, in a virtual environment of their own.
"""

import platform
import sys
import time
import warnings

import pandas as pd
import statsforecast
from statsforecast import StatsForecast, models


def main(file: str, name: str, season: int, horizon: int, sample: int, jobs: int) -> None:
    warnings.simplefilter("ignore")
    data = pd.read_csv(file, usecols=["unique_id", "y"])
    ids = data["unique_id"].unique()
    if 0 < sample < len(ids):
        ids = [ids[i * len(ids) // sample] for i in range(sample)]
        data = data[data["unique_id"].isin(set(ids))].reset_index(drop=True)
    data["ds"] = data.groupby("unique_id").cumcount() + 1
    options = {"season_length": season}
    approximates = name == "AutoARIMA" and (data["ds"].max() > 150 or season > 12)
    if approximates:
        options["approximation"] = True
    print(
        f"statsforecast {statsforecast.__version__}, Python {platform.python_version()}, {len(ids)} series, {jobs} processes"
        + (", approximation" if approximates else ""),
        flush=True,
    )
    for _ in sys.stdin:
        start = time.perf_counter()
        forecaster = StatsForecast(models=[getattr(models, name)(**options)], freq=1, n_jobs=jobs)
        forecasts = forecaster.forecast(df=data[["unique_id", "ds", "y"]], h=horizon, level=[80, 95])
        seconds = time.perf_counter() - start
        assert len(forecasts) == horizon * len(ids)
        print(seconds, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *(int(number) for number in sys.argv[3:7]))
