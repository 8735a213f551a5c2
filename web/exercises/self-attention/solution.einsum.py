import numpy as np


def linear(x, weight, bias):
    return np.einsum("bid,od->bio", x, weight) + bias  # (B, L, D) + (D)


def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    q, k, v = linear(x, wq, bq), linear(x, wk, bk), linear(x, wv, bv)  # (B, L, D)
    scores = np.einsum("bic,bjc->bij", q, k) / np.sqrt(x.shape[-1])  # (B, L, L)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, L, L), over the keys
    averages = np.einsum("bij,bjc->bic", weights, v)  # (B, L, D): the sum runs over the keys j
    return linear(averages, wo, bo), weights
