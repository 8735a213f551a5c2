import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    grouped = q.reshape(B, G, H // G, L, d)  # neighbouring query heads share a group
    keys = k[:, :, None]  # (B, G, 1, S, d): broadcasts over the heads of a group, nothing is copied
    values = v[:, :, None]

    scores = grouped @ keys.swapaxes(-1, -2) / np.sqrt(d)  # (B, G, H/G, L, d) @ (B, G, 1, d, S)
    weights = softmax(scores)  # (B, G, H/G, L, S), over the keys
    out = weights @ values  # (B, G, H/G, L, S) @ (B, G, 1, S, d)
    return out.reshape(B, H, L, d), weights.reshape(B, H, L, S)
