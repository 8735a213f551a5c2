import numpy as np


def classify(ids, mask, params):
    def linear(x, name):
        return x @ params["w" + name].T + params["b" + name]

    x = params["embedding"][ids]  # (V, D) indexed by (B, L) = (B, L, D)
    q, k, v = (linear(x, name) for name in "qkv")  # (B, L, D)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])  # (B, L, D) @ (B, D, L)
    weights = softmax(np.where(mask[:, None, :], scores, -np.inf))  # (B, 1, L) masks keys: (B, L, L)
    tokens = linear(weights @ v, "o")  # (B, L, L) @ (B, L, D)
    pooled = np.einsum("bl,bld->bd", mask, tokens) / mask.sum(axis=1, keepdims=True)  # (B, D) / (B, 1)
    return linear(pooled, "c")  # (B, C)


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
