import numpy as np


def scaled_dot_product_attention(q, k, v):
    scores = np.einsum("bic,bjc->bij", q, k) / np.sqrt(q.shape[-1])  # (B, L, S)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, L, S), over the keys
    return np.einsum("bij,bjc->bic", weights, v), weights  # (B, L, d_v): the sum runs over the keys j
