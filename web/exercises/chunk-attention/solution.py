import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def chunk_attention(q, k, v, past_k, past_v):
    B, H, L, d = q.shape
    k = np.concatenate([past_k, k], axis=2)  # (B, G, S, d), with S = P + L
    v = np.concatenate([past_v, v], axis=2)
    G, S = k.shape[1:3]

    grouped = q.reshape(B, G, H // G, L, d)  # neighbouring query heads share a group
    scores = grouped @ k[:, :, None].swapaxes(-1, -2) / np.sqrt(d)  # (B, G, H/G, L, d) @ (B, G, 1, d, S)
    visible = np.tri(L, S, S - L, dtype=bool)  # (L, S): query i is token P + i
    weights = softmax(np.where(visible, scores, -np.inf))  # (B, G, H/G, L, S)
    out = weights @ v[:, :, None]  # (B, G, H/G, L, S) @ (B, G, 1, S, d)
    return out.reshape(B, H, L, d), weights.reshape(B, H, L, S)
