"""Reference tensors for the LSTM, from the cell's equations in NumPy, one window, step and gate at a time.

Run:   python lstm_reference.py
With:  Python 3.11, numpy 2.4, printed at the end (another version may draw other weights; outputs follow them)
Writes ../resources/io/almanac/forecasting/neural/recurrent/lstm.json

Sources: Hochreiter & Schmidhuber 1997, "Long Short-Term Memory"; the forget gate is of Gers, Schmidhuber & Cummins 2000,
"Learning to Forget". Everything is computed in float64 from inputs and weights of three decimals.
A layer's four gates lie in one matrix in the order i, f, g, o, and each has two biases, as DJL keeps them.
Gradients are central differences. Letters: B windows, T steps, F numbers in a step, E width, L layers.
"""

import json
import math
import platform
from pathlib import Path

import numpy as np

OUT = Path(__file__).parent / "../resources/io/almanac/forecasting/neural/recurrent"
B, T, F, E, L = 2, 5, 3, 4, 2
STEP = 1e-6


def draw(random, *shape, scale=1.0):
    return np.round(random.normal(0.0, scale, shape), 3)


def logistic(x):
    return 1 / (1 + math.exp(-x))


def cell(w, layer, x, h, c):
    """One step of one window: the new h and c."""
    new_h, new_c = np.zeros(E), np.zeros(E)
    for e in range(E):
        before = {}
        for k, gate in enumerate("ifgo"):
            row = k * E + e
            before[gate] = (
                w[f"cells_l_{layer}_i2h_WEIGHT"][row] @ x
                + w[f"cells_l_{layer}_i2h_BIAS"][row]
                + w[f"cells_l_{layer}_h2h_WEIGHT"][row] @ h
                + w[f"cells_l_{layer}_h2h_BIAS"][row]
            )
        new_c[e] = logistic(before["f"]) * c[e] + logistic(before["i"]) * math.tanh(before["g"])
        new_h[e] = logistic(before["o"]) * math.tanh(new_c[e])
    return new_h, new_c


def last(w, windows):
    """What the topmost layer says after the last step (B, E)."""
    result = np.zeros((B, E))
    for b in range(B):
        steps = list(windows[b])
        for layer in range(L):
            h, c = np.zeros(E), np.zeros(E)
            for t in range(T):
                h, c = cell(w, layer, steps[t], h, c)
                steps[t] = h
        result[b] = steps[-1]
    return result


def gradient(w, name, windows, direction):
    """Of the sum of last * direction, for each weight of a parameter."""
    result = np.zeros(w[name].shape)
    for place in np.ndindex(w[name].shape):
        sums = []
        for sign in (1, -1):
            moved = w[name].copy()
            moved[place] += sign * STEP
            sums.append((last(w | {name: moved}, windows) * direction).sum())
        result[place] = (sums[0] - sums[1]) / (2 * STEP)
    return result


def tensor(x):
    x = np.asarray(x, dtype=np.float64)
    return {"shape": list(x.shape), "data": [float(f"{v:.9g}") for v in x.ravel()]}


def main():
    random = np.random.default_rng(1997)
    w = {}
    for layer in range(L):
        w[f"cells_l_{layer}_i2h_WEIGHT"] = draw(random, 4 * E, F if layer == 0 else E, scale=0.6)
        w[f"cells_l_{layer}_h2h_WEIGHT"] = draw(random, 4 * E, E, scale=0.6)
        w[f"cells_l_{layer}_i2h_BIAS"] = draw(random, 4 * E, scale=0.3)
        w[f"cells_l_{layer}_h2h_BIAS"] = draw(random, 4 * E, scale=0.3)
    windows, direction = draw(random, B, T, F), draw(random, B, E)
    tensors = {"steps": windows, "last": last(w, windows), "direction": direction}
    for name in w:
        tensors["gradient_" + name] = gradient(w, name, windows, direction)

    content = {
        "weights": {k: tensor(v) for k, v in w.items()},
        "tensors": {k: tensor(v) for k, v in tensors.items()},
    }
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, separators=(",", ":")).replace('},"', '},\n"')
    (OUT / "lstm.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    print("Python", platform.python_version(), "numpy", np.__version__)


if __name__ == "__main__":
    main()
