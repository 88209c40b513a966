"""Metrics of one small panel as utilsforecast, GluonTS, scoringrules and properscoring compute them, and as the
organisers of M4 and M5 define them.

Run:   python metrics_reference.py
With:  Python 3.11, numpy 2.4.6, pandas 2.3.3, utilsforecast 0.2.17, gluonts 0.17.0, scoringrules 0.10.0,
       properscoring 0.1 (the header of values.csv says what ran)
Writes ../resources/io/almanac/core/evaluation/{history,forecasts,values}.csv

The panel: four monthly series of different length and size, 6 steps ahead, two forecasts, "a" with 11 quantiles and 7
sampled paths, "b" with a point only. The points of "a" are its quantile 0.5, because GluonTS scores the median. All
values are drawn once from a seeded generator and rounded to three decimals, so the files hold them exactly.
"""

import csv
import platform
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import properscoring
import scoringrules
import utilsforecast.losses as uf
from gluonts.evaluation import Evaluator
from gluonts.model.forecast import QuantileForecast

OUT = Path(__file__).parent / "../resources/io/almanac/core/evaluation"
SEASON, HORIZON, PATHS = 12, 6, 7
QUANTILES = [0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975]
NINE = QUANTILES[1:-1]
LENGTHS = {"s1": 36, "s2": 50, "s3": 27, "s4": 72}


def panel():
    random = np.random.default_rng(20)
    history, rows = {}, []
    for i, (name, length) in enumerate(LENGTHS.items()):
        level = [8.0, 120.0, 45.0, 900.0][i]
        t = np.arange(length + HORIZON)
        y = level * (1 + 0.3 * np.sin(2 * np.pi * t / SEASON) + 0.15 * random.standard_normal(len(t)))
        y = np.round(y, 3)
        history[name] = y[:length]
        for step in range(HORIZON):
            draws = level * (1 + 0.3 * np.sin(2 * np.pi * t[length + step] / SEASON))
            draws = draws + 0.12 * level * random.standard_normal(400)
            quantiles = [round(float(q), 3) for q in np.quantile(draws, QUANTILES)]
            paths = [round(float(p), 3) for p in draws[:PATHS]]
            b = round(float(level * (1 + 0.2 * random.standard_normal())), 3)
            rows.append((name, step, float(y[length + step]), b, quantiles, paths))
    return history, rows


# ---------------------------------------------------------------- the organisers' definitions


def m4_smape(y, f):
    """Makridakis, Spiliotis, Assimakopoulos 2020, "The M4 Competition: 100,000 time series and 61 forecasting methods"."""
    return np.mean(200 * np.abs(y - f) / (np.abs(y) + np.abs(f)))


def m4_mase(history, y, f, season):
    scale = np.mean(np.abs(history[season:] - history[:-season]))
    return np.mean(np.abs(y - f)) / scale


def m4_msis(history, y, low, high, season, alpha=0.05):
    score = (high - low) + 2 / alpha * (low - y) * (y < low) + 2 / alpha * (y - high) * (y > high)
    return np.mean(score) / np.mean(np.abs(history[season:] - history[:-season]))


def m5_rmsse(history, y, f):
    """Makridakis, Spiliotis, Assimakopoulos 2022, "M5 accuracy competition": one step differences."""
    return np.sqrt(np.mean((y - f) ** 2) / np.mean(np.diff(history) ** 2))


def m5_spl(history, y, q, p):
    """Makridakis et al. 2022, "The M5 uncertainty competition": scaled pinball loss."""
    loss = np.where(y >= q, (y - q) * p, (q - y) * (1 - p))
    return np.mean(loss) / np.mean(np.abs(np.diff(history)))


def organisers(history, rows):
    values = {}
    scores = {label: {"sMAPE": [], "MASE": []} for label in "ab"}
    msis, rmsse, spl = [], [], []
    for name, past in history.items():
        own = [row for row in rows if row[0] == name]
        y = np.array([row[2] for row in own])
        q = np.array([row[4] for row in own])
        f = {"a": q[:, QUANTILES.index(0.5)], "b": np.array([row[3] for row in own])}
        for label in "ab":
            scores[label]["sMAPE"].append(m4_smape(y, f[label]))
            scores[label]["MASE"].append(m4_mase(past, y, f[label], SEASON))
        msis.append(m4_msis(past, y, q[:, 0], q[:, -1], SEASON))
        rmsse.append(m5_rmsse(past, y, f["a"]))
        spl.append(m5_spl(past, y, q[:, QUANTILES.index(0.8)], 0.8))
    for label in "ab":
        for metric in ("sMAPE", "MASE"):
            values[f"{label} {metric}"] = np.mean(scores[label][metric])
    values["a MSIS"] = np.mean(msis)
    values["a RMSSE"] = np.mean(rmsse)
    values["a SPL 0.8"] = np.mean(spl)
    values["a OWA against b"] = 0.5 * (
        values["a sMAPE"] / values["b sMAPE"] + values["a MASE"] / values["b MASE"]
    )
    return values


# ---------------------------------------------------------------- the libraries


def utilsforecast(history, rows):
    def frame(row):
        columns = {f"q{p}": value for p, value in zip(QUANTILES, row[4])}
        columns["a"] = columns["q0.5"]
        columns |= {f"a-lo-{level}": columns[f"q{low}"] for level, low in ((80, 0.1), (95, 0.025))}
        columns |= {f"a-hi-{level}": columns[f"q{high}"] for level, high in ((80, 0.9), (95, 0.975))}
        return {"unique_id": row[0], "ds": 1000 + row[1], "y": row[2], **columns}

    df = pd.DataFrame([frame(row) for row in rows])
    train = pd.DataFrame(
        [{"unique_id": name, "ds": t, "y": y} for name, past in history.items() for t, y in enumerate(past)]
    )
    q = {"a": [f"q{p}" for p in NINE]}
    nine = np.array(NINE)
    scaled = {"seasonality": SEASON, "train_df": train}
    results = {
        "mae": uf.mae(df, ["a"]),
        "mse": uf.mse(df, ["a"]),
        "rmse": uf.rmse(df, ["a"]),
        "bias": uf.bias(df, ["a"]),
        "mape": uf.mape(df, ["a"]),
        "smape": uf.smape(df, ["a"]),
        "nd": uf.nd(df, ["a"]),
        "mase": uf.mase(df, ["a"], **scaled),
        "rmsse": uf.rmsse(df, ["a"], **scaled),
        "quantile_loss 0.1": uf.quantile_loss(df, {"a": "q0.1"}, q=0.1),
        "quantile_loss 0.9": uf.quantile_loss(df, {"a": "q0.9"}, q=0.9),
        "scaled_quantile_loss 0.9": uf.scaled_quantile_loss(df, {"a": "q0.9"}, q=0.9, **scaled),
        "mqloss": uf.mqloss(df, q, quantiles=nine),
        "scaled_mqloss": uf.scaled_mqloss(df, q, quantiles=nine, **scaled),
        "scaled_crps": uf.scaled_crps(df, q, quantiles=nine),
        "coverage 80": uf.coverage(df, ["a"], level=80),
        "winkler_score 80": uf.winkler_score(df, ["a"], level=80),
        "winkler_score 95": uf.winkler_score(df, ["a"], level=95),
        "calibration 0.9": uf.calibration(df, {"a": "q0.9"}),
    }
    # One value for each series; the mean over series is what its evaluate(agg_fn="mean") gives.
    return {name: result["a"].mean() for name, result in results.items()}


def gluonts(history, rows):
    actuals, forecasts = [], []
    for name, past in history.items():
        own = [row for row in rows if row[0] == name]
        start = pd.Period("2000-01", freq="M")
        values = np.concatenate([past, [row[2] for row in own]])
        actuals.append(pd.Series(values, index=pd.period_range(start, periods=len(values), freq="M")))
        forecasts.append(
            QuantileForecast(
                forecast_arrays=np.array([row[4] for row in own]).T,
                forecast_keys=[str(p) for p in QUANTILES],
                start_date=start + len(past),
                item_id=name,
            )
        )
    evaluator = Evaluator(quantiles=NINE, seasonality=SEASON, alpha=0.05, num_workers=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        totals, _ = evaluator(iter(actuals), iter(forecasts))
    wanted = ["MAPE", "sMAPE", "ND", "MASE", "MSIS", "mean_wQuantileLoss"]
    wanted += [f"{kind}[{p}]" for kind in ("wQuantileLoss", "Coverage") for p in (0.1, 0.9)]
    values = {name: totals[name] for name in wanted}
    # Not its own MAE_Coverage: 0.17.0 compares every quantile with the coverage of the last one.
    values["mean |Coverage[p] - p|"] = np.mean([abs(totals[f"Coverage[{p}]"] - p) for p in NINE])
    return values


def rules(rows):
    y = np.array([row[2] for row in rows])
    paths = np.array([row[5] for row in rows])
    q = np.array([row[4][1:-1] for row in rows])
    return {
        ("scoringrules", "crps_ensemble fair"): scoringrules.crps_ensemble(y, paths, estimator="fair").mean(),
        ("scoringrules", "crps_ensemble nrg"): scoringrules.crps_ensemble(y, paths, estimator="nrg").mean(),
        ("scoringrules", "crps_quantile"): scoringrules.crps_quantile(y, q, np.array(NINE)).mean(),
        ("properscoring", "crps_ensemble"): properscoring.crps_ensemble(y, paths).mean(),
    }


def main():
    history, rows = panel()
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / "history.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["series", "y"])
        out.writerows((name, float(y)) for name, past in history.items() for y in past)
    with open(OUT / "forecasts.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(
            ["series", "y", "b"] + [f"a-q-{p}" for p in QUANTILES] + [f"a-path-{i}" for i in range(PATHS)]
        )
        out.writerows([name, y, b, *quantiles, *paths] for name, _, y, b, quantiles, paths in rows)

    values = {("organisers", name): value for name, value in organisers(history, rows).items()}
    values |= {("utilsforecast", name): value for name, value in utilsforecast(history, rows).items()}
    values |= {("gluonts", name): value for name, value in gluonts(history, rows).items()}
    values |= rules(rows)
    packages = ("numpy", "pandas", "utilsforecast", "gluonts", "scoringrules", "properscoring")
    ran = ", ".join(f"{name} {version(name)}" for name in packages)
    with open(OUT / "values.csv", "w", newline="") as file:
        file.write(f"# Python {platform.python_version()}, {ran}\n")
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["source", "name", "value"])
        out.writerows((source, name, repr(float(value))) for (source, name), value in values.items())


if __name__ == "__main__":
    main()
