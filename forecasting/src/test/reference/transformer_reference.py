"""Reference tensors for the blocks of the Transformer, from the papers' equations in NumPy.

Run:   python transformer_reference.py
With:  Python 3.11, numpy 2.4, printed at the end (another version may draw other weights; outputs follow them)
Writes ../resources/io/almanac/forecasting/neural/transformer/*.json

Sources: V = Vaswani et al. 2017, "Attention Is All You Need"; X = Xiong et al. 2020, "On Layer Normalization in the
Transformer Architecture"; R = Su et al. 2021, "RoFormer". Everything is computed in float64 from inputs and weights of three decimals.
Linear weights are stored as (outputs, inputs), as DJL keeps them; y = x W' + b.
Letters: B batch, T tokens, S memory tokens, F features, E width, N heads, H width of a head, D hidden width.
"""

import json
import math
import platform
from pathlib import Path

import numpy as np

OUT = Path(__file__).parent / "../resources/io/almanac/forecasting/neural/transformer"
B, T, S, F, E, N, D = 2, 4, 5, 3, 6, 2, 10
RE = 8  # width with rotary positions, where heads must be even
EPSILON = 1e-5  # of layer norm; the papers do not name one


def draw(random, *shape, scale=1.0):
    return np.round(random.normal(0.0, scale, shape), 3)


# ---------------------------------------------------------------- the equations


def positions(tokens, width):
    """V section 3.5."""
    table = np.zeros((tokens, width))
    for pos in range(tokens):
        for i in range((width + 1) // 2):
            angle = pos / 10000 ** (2 * i / width)
            table[pos, 2 * i] = math.sin(angle)
            if 2 * i + 1 < width:
                table[pos, 2 * i + 1] = math.cos(angle)
    return table


def softmax(scores):
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def rotation(position, width):
    """R equation 15, one block [cos -sin; sin cos] for each pair; i from 0 here, from 1 there."""
    matrix = np.zeros((width, width))
    for i in range(width // 2):
        angle = position * 10000 ** (-2 * i / width)
        c, s = math.cos(angle), math.sin(angle)
        matrix[2 * i : 2 * i + 2, 2 * i : 2 * i + 2] = [[c, -s], [s, c]]
    return matrix


def turned(x):
    """R equation 14: each row by the rotation of its position."""
    return np.stack([rotation(position, len(row)) @ row for position, row in enumerate(x)])


def attention(w, x, memory, allowed=None, rotary=False):
    """V section 3.2, one batch element and one head at a time. allowed: (B, T, S) of 0 and 1."""
    batch, t, s = x.shape[0], x.shape[1], memory.shape[1]
    H = x.shape[2] // N
    output, weights = np.zeros_like(x), np.zeros((batch, N, t, s))
    for b in range(batch):
        heads = []
        for n in range(N):
            rows = slice(n * H, (n + 1) * H)
            q = x[b] @ w["query_weight"][rows].T
            k = memory[b] @ w["key_weight"][rows].T
            v = memory[b] @ w["value_weight"][rows].T
            if rotary:
                q, k = turned(q), turned(k)
            scores = q @ k.T / math.sqrt(H)
            if allowed is not None:
                scores = np.where(allowed[b] == 1, scores, -np.inf)
            weights[b, n] = softmax(scores)
            heads.append(weights[b, n] @ v)
        output[b] = np.concatenate(heads, axis=-1) @ w["output_weight"].T
    return output, weights


def relu(x):
    return np.maximum(0.0, x)


def gelu(x):
    return x * 0.5 * (1.0 + np.vectorize(math.erf)(x / math.sqrt(2.0)))


def feed_forward(w, x, activation):
    """V equation 2."""
    hidden = activation(x @ w["expand_weight"].T + w["expand_bias"])
    return hidden @ w["contract_weight"].T + w["contract_bias"]


def norm(w, x):
    """Layer norm of each token: Ba et al. 2016, equations 3 and 4, with the biased variance."""
    mean = x.mean(axis=-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
    return w["gamma"] * (x - mean) / np.sqrt(variance + EPSILON) + w["beta"]


def post_layer(w, x, activation, allowed=None, rotary=False):
    """V sections 3.1 and 5.4, dropout off."""
    attended, weights = attention(sub(w, "attention"), x, x, allowed, rotary)
    x = norm(sub(w, "attentionNorm"), x + attended)
    return norm(sub(w, "feedForwardNorm"), x + feed_forward(sub(w, "feedForward"), x, activation)), weights


def pre_layer(w, x, activation, allowed=None, rotary=False):
    """X figure 1b, dropout off."""
    normed = norm(sub(w, "attentionNorm"), x)
    attended, weights = attention(sub(w, "attention"), normed, normed, allowed, rotary)
    x = x + attended
    return x + feed_forward(sub(w, "feedForward"), norm(sub(w, "feedForwardNorm"), x), activation), weights


def post_decoder_layer(w, x, memory, activation, self_allowed=None, memory_allowed=None):
    """V section 3.1, "Decoder", dropout off."""
    attended, self_weights = attention(sub(w, "selfAttention"), x, x, self_allowed)
    x = norm(sub(w, "selfAttentionNorm"), x + attended)
    attended, cross_weights = attention(sub(w, "crossAttention"), x, memory, memory_allowed)
    x = norm(sub(w, "crossAttentionNorm"), x + attended)
    x = norm(sub(w, "feedForwardNorm"), x + feed_forward(sub(w, "feedForward"), x, activation))
    return x, self_weights, cross_weights


def pre_decoder_layer(w, x, memory, activation, self_allowed=None, memory_allowed=None):
    """The same with each norm before its sub-layer, as in X figure 1b; the memory is not normed again."""
    normed = norm(sub(w, "selfAttentionNorm"), x)
    attended, self_weights = attention(sub(w, "selfAttention"), normed, normed, self_allowed)
    x = x + attended
    normed = norm(sub(w, "crossAttentionNorm"), x)
    attended, cross_weights = attention(sub(w, "crossAttention"), normed, memory, memory_allowed)
    x = x + attended
    x = x + feed_forward(sub(w, "feedForward"), norm(sub(w, "feedForwardNorm"), x), activation)
    return x, self_weights, cross_weights


def encoder(w, tokens, layer, activation, table, allowed=None, rotary=False):
    """V figure 1, left side; with pre-norm layers also the last norm of X."""
    x = tokens @ w["embedding_weight"].T + w["embedding_bias"] + table
    maps = []
    for i in (1, 2):
        x, weights = layer(sub(w, f"layer{i}"), x, activation, allowed, rotary)
        maps.append(weights)
    if "finalNorm_gamma" in w:
        x = norm(sub(w, "finalNorm"), x)
    return x, maps


def decoder(w, tokens, memory, layer, activation, table, self_allowed=None, memory_allowed=None):
    """V figure 1, right side, up to the linear map; with pre-norm layers also the last norm of X."""
    x = tokens @ w["embedding_weight"].T + w["embedding_bias"] + table
    maps = {}
    for i in (1, 2):
        x, maps[f"self{i}"], maps[f"cross{i}"] = layer(
            sub(w, f"layer{i}"), x, memory, activation, self_allowed, memory_allowed
        )
    if "finalNorm_gamma" in w:
        x = norm(sub(w, "finalNorm"), x)
    return {"output": x} | maps


def sub(w, block):
    return {k[len(block) + 1:]: v for k, v in w.items() if k.startswith(block + "_")}


# ---------------------------------------------------------------- the weights


def attention_weights(random, width=E):
    return {f"{m}_weight": draw(random, width, width, scale=0.6) for m in ("query", "key", "value", "output")}


def feed_forward_weights(random, width=E):
    return {
        "expand_weight": draw(random, D, width, scale=0.5),
        "expand_bias": draw(random, D, scale=0.3),
        "contract_weight": draw(random, width, D, scale=0.5),
        "contract_bias": draw(random, width, scale=0.3),
    }


def norm_weights(random, width=E):
    return {"gamma": 1 + draw(random, width, scale=0.2), "beta": draw(random, width, scale=0.2)}


def prefixed(block, w):
    return {f"{block}_{k}": v for k, v in w.items()}


def layer_weights(random, width=E):
    return (
        prefixed("attention", attention_weights(random, width))
        | prefixed("attentionNorm", norm_weights(random, width))
        | prefixed("feedForward", feed_forward_weights(random, width))
        | prefixed("feedForwardNorm", norm_weights(random, width))
    )


def decoder_layer_weights(random, width=E):
    return (
        prefixed("selfAttention", attention_weights(random, width))
        | prefixed("selfAttentionNorm", norm_weights(random, width))
        | prefixed("crossAttention", attention_weights(random, width))
        | prefixed("crossAttentionNorm", norm_weights(random, width))
        | prefixed("feedForward", feed_forward_weights(random, width))
        | prefixed("feedForwardNorm", norm_weights(random, width))
    )


def stack_weights(random, learned, final_norm, layer=layer_weights, width=E):
    w = {"embedding_weight": draw(random, width, F), "embedding_bias": draw(random, width, scale=0.3)}
    if learned:
        w["positions_learned"] = draw(random, T, width, scale=0.5)
    for i in (1, 2):
        w |= prefixed(f"layer{i}", layer(random, width))
    return w | (prefixed("finalNorm", norm_weights(random, width)) if final_norm else {})


# ---------------------------------------------------------------- the files


def tensor(x):
    x = np.asarray(x, dtype=np.float64)
    return {"shape": list(x.shape), "data": [float(f"{v:.9g}") for v in x.ravel()]}


def write(name, weights, tensors):
    content = {
        "weights": {k: tensor(v) for k, v in weights.items()},
        "tensors": {k: tensor(v) for k, v in tensors.items()},
    }
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, separators=(",", ":")).replace('},"', '},\n"')
    (OUT / name).write_text(text + "\n", encoding="utf-8", newline="\n")


def main():
    random = np.random.default_rng(2017)
    causal = np.broadcast_to(np.tril(np.ones((T, T))), (B, T, T))

    write("positions.json", {}, {"even": positions(40, 6), "odd": positions(40, 5)})

    w, x, memory = attention_weights(random), draw(random, B, T, E), draw(random, B, S, E)
    present = np.array([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    results = {"x": x, "memory": memory, "present": present}
    for name, arguments in {
        "self": (x, x),
        "causal": (x, x, causal),
        "cross": (x, memory),
        "padded": (x, memory, np.repeat(present[:, None, :], T, axis=1)),
    }.items():
        results[name], results[name + "Weights"] = attention(w, *arguments)
    write("attention.json", w, results)

    w, x = feed_forward_weights(random), draw(random, B, T, E)
    write("feed-forward.json", w, {"x": x, "relu": feed_forward(w, x, relu), "gelu": feed_forward(w, x, gelu)})

    w, x = layer_weights(random), draw(random, B, T, E)
    results = {"x": x}
    results["post"], results["postWeights"] = post_layer(w, x, relu)
    results["pre"], results["preWeights"] = pre_layer(w, x, relu)
    write("layer.json", w, results)

    w, tokens = stack_weights(random, learned=False, final_norm=False), draw(random, B, T, F)
    output, maps = encoder(w, tokens, post_layer, relu, positions(T, E))
    write("encoder-post.json", w, {"tokens": tokens, "output": output, "weights1": maps[0], "weights2": maps[1]})

    w, tokens = stack_weights(random, learned=True, final_norm=True), draw(random, B, T, F)
    output, maps = encoder(w, tokens, pre_layer, gelu, positions(T, E) + w["positions_learned"], causal)
    write("encoder-pre.json", w, {"tokens": tokens, "output": output, "weights1": maps[0], "weights2": maps[1]})

    w, x = attention_weights(random, RE), draw(random, B, T, RE)
    results = {"x": x, "keys": draw(random, B, N, T, RE // N)}
    results["turnedKeys"] = np.stack([[turned(head) for head in heads] for heads in results["keys"]])
    results["self"], results["selfWeights"] = attention(w, x, x, rotary=True)
    results["causal"], results["causalWeights"] = attention(w, x, x, causal, rotary=True)
    write("rotary.json", w, results)

    padded = np.repeat(np.array([[1, 1, 1, 1], [0, 1, 1, 1]])[:, None, :], T, axis=1)
    w, tokens = stack_weights(random, learned=False, final_norm=True, width=RE), draw(random, B, T, F)
    output, maps = encoder(w, tokens, pre_layer, gelu, 0, padded, rotary=True)
    results = {"present": padded[:, 0], "tokens": tokens, "output": output}
    write("encoder-rotary.json", w, results | {"weights1": maps[0], "weights2": maps[1]})

    present = np.repeat(present[:, None, :], T, axis=1)
    w, x, memory = decoder_layer_weights(random), draw(random, B, T, E), draw(random, B, S, E)
    results = {"x": x, "memory": memory, "present": present[:, 0]}
    for name, layer in {"post": post_decoder_layer, "pre": pre_decoder_layer}.items():
        output, self_weights, cross_weights = layer(w, x, memory, relu, causal, present)
        results |= {name: output, name + "Self": self_weights, name + "Cross": cross_weights}
    write("decoder-layer.json", w, results)

    w = stack_weights(random, learned=False, final_norm=False, layer=decoder_layer_weights)
    tokens, memory = draw(random, B, T, F), draw(random, B, S, E)
    results = {"tokens": tokens, "memory": memory, "present": present[:, 0]}
    results |= decoder(w, tokens, memory, post_decoder_layer, relu, positions(T, E), causal, present)
    write("decoder-post.json", w, results)

    w = stack_weights(random, learned=True, final_norm=True, layer=decoder_layer_weights)
    tokens, memory = draw(random, B, T, F), draw(random, B, S, E)
    results = {"tokens": tokens, "memory": memory}
    results |= decoder(w, tokens, memory, pre_decoder_layer, gelu, w["positions_learned"])
    write("decoder-pre.json", w, results)

    print("Python", platform.python_version(), "numpy", np.__version__)


if __name__ == "__main__":
    main()
