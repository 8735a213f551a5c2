import numpy as np

EPS = 1e-5


def decoder_layer(x, memory, memory_mask, params, num_heads):
    L = x.shape[1]
    causal = np.tril(np.ones((L, L), dtype=bool))  # (L, L)
    real = memory_mask[:, None, None, :]  # (B, 1, 1, S)
    h = x + attention(x, x, causal, params, "", num_heads)  # (B, L, D)
    h = layer_norm(h, params["gamma1"], params["beta1"])
    u = h + attention(h, memory, real, params, "cross_", num_heads)  # (B, L, D)
    u = layer_norm(u, params["gamma2"], params["beta2"])
    return layer_norm(u + feed_forward(u, params), params["gamma3"], params["beta3"])


def attention(x, source, visible, params, prefix, num_heads):
    B, L, D = x.shape
    head_dim = D // num_heads

    def heads(rows, name):  # (B, n, D) to (B, H, n, d)
        projected = linear(rows, params[f"{prefix}w{name}"], params[f"{prefix}b{name}"])
        return projected.reshape(B, -1, num_heads, head_dim).transpose(0, 2, 1, 3)

    q, k, v = heads(x, "q"), heads(source, "k"), heads(source, "v")  # (B, H, L, d), twice (B, H, S, d)
    scores = q @ k.swapaxes(-2, -1) / np.sqrt(head_dim)  # (B, H, L, S)
    merged = (masked_softmax(scores, visible) @ v).transpose(0, 2, 1, 3).reshape(B, L, D)
    return linear(merged, params[f"{prefix}wo"], params[f"{prefix}bo"])


def masked_softmax(scores, visible):
    scores = np.where(visible, scores, -np.inf)
    largest = scores.max(axis=-1, keepdims=True)
    largest = np.where(np.isfinite(largest), largest, 0)  # a row without anything visible
    powers = np.exp(scores - largest)
    total = powers.sum(axis=-1, keepdims=True)
    return powers / np.where(total == 0, 1, total)


def feed_forward(u, params):
    hidden = np.maximum(linear(u, params["w1"], params["b1"]), 0)  # (B, L, F)
    return linear(hidden, params["w2"], params["b2"])  # (B, L, D)


def linear(x, weight, bias):
    return x @ weight.T + bias


def layer_norm(x, gamma, beta):
    mean = x.mean(axis=-1, keepdims=True)  # (B, L, 1)
    variance = x.var(axis=-1, keepdims=True)  # (B, L, 1)
    return gamma * (x - mean) / np.sqrt(variance + EPS) + beta
