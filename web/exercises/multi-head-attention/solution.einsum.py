import numpy as np


def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    D = x.shape[-1]
    head_dim = D // num_heads

    def heads(weight, bias):  # (B, L, D) to (B, L, H, d)
        w = weight.reshape(num_heads, head_dim, D)  # rows as (H, d): a view
        return np.einsum("bid,hcd->bihc", x, w) + bias.reshape(num_heads, head_dim)

    q, k, v = heads(wq, bq), heads(wk, bk), heads(wv, bv)  # (B, L, H, d)
    scores = np.einsum("bihc,bjhc->bhij", q, k) / np.sqrt(head_dim)  # (B, H, L, L)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, H, L, L), over the keys
    averages = np.einsum("bhij,bjhc->bihc", weights, v)  # (B, L, H, d)
    w = wo.reshape(D, num_heads, head_dim)  # columns as (H, d): the sum over h and c merges the heads
    return np.einsum("bihc,ohc->bio", averages, w) + bo, weights  # (B, L, D)
