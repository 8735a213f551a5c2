import numpy as np


def masked_softmax(scores, visible):
    scores = np.where(visible, scores, -np.inf)
    largest = scores.max(axis=-1, keepdims=True)
    largest = np.where(np.isfinite(largest), largest, 0)  # a row of nothing but padding
    powers = np.exp(scores - largest)
    total = powers.sum(axis=-1, keepdims=True)
    return powers / np.where(total == 0, 1, total)


def query_pooling(queries, x, mask, params, num_heads):
    head_dim = queries.shape[-1] // num_heads

    def heads(rows, name):  # (..., n, D) to (..., H, n, d)
        projected = rows @ params["w" + name].T + params["b" + name]  # (..., n, D)
        return projected.reshape(*rows.shape[:-1], num_heads, head_dim).swapaxes(-3, -2)

    q = heads(queries, "q")  # (H, N, d): no batch axis
    k = heads(x, "k")  # (B, H, S, d)
    v = heads(x, "v")  # (B, H, S, d)
    scores = q @ k.swapaxes(-2, -1) / np.sqrt(head_dim)  # (H, N, d) @ (B, H, d, S) to (B, H, N, S)
    weights = masked_softmax(scores, mask[:, None, None, :])  # mask: (B, 1, 1, S)
    merged = (weights @ v).transpose(0, 2, 1, 3).reshape(len(x), *queries.shape)  # (B, H, N, d) to (B, N, D)
    return merged @ params["wo"].T + params["bo"], weights
