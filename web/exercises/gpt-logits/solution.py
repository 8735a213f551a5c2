import numpy as np

EPS = 1e-5
BLOCK = "gamma1 beta1 wq bq wk bk wv bv wo bo gamma2 beta2 w1 b1 w2 b2".split()


def gpt_logits(ids, params, num_heads):
    embedding, positions = params["embedding"], params["positions"]  # (V, D), (T, D)
    x = embedding[ids] + positions[: ids.shape[1]]  # (B, L, D) + (L, D)
    for i in range(len(params["wq"])):
        block = {name: params[name][i] for name in BLOCK}
        x = x + attention(layer_norm(x, block["gamma1"], block["beta1"]), block, num_heads)  # (B, L, D)
        x = x + feed_forward(layer_norm(x, block["gamma2"], block["beta2"]), block)
    return layer_norm(x, params["gamma"], params["beta"]) @ embedding.T  # (B, L, D) @ (D, V)


def attention(x, block, num_heads):
    batch, length, dim = x.shape

    def split(name):
        projected = linear(x, block["w" + name], block["b" + name])  # (B, L, D)
        return projected.reshape(batch, length, num_heads, -1).transpose(0, 2, 1, 3)  # (B, H, L, d)

    q, k, v = split("q"), split("k"), split("v")
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(dim // num_heads)  # (B, H, L, L)
    past = np.tril(np.ones((length, length), dtype=bool))
    heads = softmax(np.where(past, scores, -np.inf)) @ v  # (B, H, L, d)
    return linear(heads.transpose(0, 2, 1, 3).reshape(batch, length, dim), block["wo"], block["bo"])


def feed_forward(x, block):
    hidden = linear(x, block["w1"], block["b1"])  # (B, L, 4D)
    return linear(gelu(hidden), block["w2"], block["b2"])  # (B, L, D)


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def linear(x, weight, bias):
    return x @ weight.T + bias


def layer_norm(x, gamma, beta):
    centered = x - x.mean(axis=-1, keepdims=True)
    variance = (centered**2).mean(axis=-1, keepdims=True)
    return gamma * centered / np.sqrt(variance + EPS) + beta


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
