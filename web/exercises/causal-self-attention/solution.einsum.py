import numpy as np


def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    head_dim = D // num_heads
    w = w_qkv.reshape(3, num_heads, head_dim, D)  # rows as (3, H, d)
    b = b_qkv.reshape(3, num_heads, 1, head_dim)  # (3, H, 1, d)
    q, k, v = np.einsum("bid,thcd->tbhic", x, w) + b[:, None]  # each (B, H, L, d)
    scores = np.einsum("bhic,bhjc->bhij", q, k) / np.sqrt(head_dim)  # (B, H, L, L)
    scores = np.where(np.tri(L, dtype=bool), scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, H, L, L)
    heads = np.einsum("bhij,bhjc->bihc", weights, v)  # (B, L, H, d): ready to be merged
    return np.einsum("bid,od->bio", heads.reshape(B, L, D), w_o) + b_o  # (B, L, D)
