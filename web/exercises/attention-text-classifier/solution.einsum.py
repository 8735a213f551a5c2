import numpy as np


def classify(ids, mask, params):
    def linear(x, name):
        return np.einsum("...d,od->...o", x, params["w" + name]) + params["b" + name]

    x = params["embedding"][ids]  # (V, D) indexed by (B, L) = (B, L, D)
    q, k, v = (linear(x, name) for name in "qkv")  # (B, L, D)
    scores = np.einsum("bic,bjc->bij", q, k) / np.sqrt(x.shape[-1])  # (B, L, L)
    scores = np.where(mask[:, None, :], scores, -np.inf)  # (B, 1, L): no token attends to padding
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, L, L)
    tokens = linear(np.einsum("bij,bjc->bic", weights, v), "o")  # (B, L, D)
    pooled = np.einsum("bi,bic->bc", mask, tokens) / mask.sum(axis=1, keepdims=True)  # (B, D) / (B, 1)
    return linear(pooled, "c")  # (B, C)
