import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    B, H, d = q.shape
    G, W = ring_k.shape[1:3]
    slot = position % W
    ring_k, ring_v = ring_k.copy(), ring_v.copy()  # a real cache is written in place
    ring_k[:, :, slot] = k_new  # (B, G, d): the oldest token, if there is one, is gone
    ring_v[:, :, slot] = v_new

    filled = min(position + 1, W)
    k, v = ring_k[:, :, :filled], ring_v[:, :, :filled]  # (B, G, n, d), with n filled slots
    queries = q.reshape(B, G, H // G, d)  # the heads of a group take the place of positions
    weights = softmax(queries @ k.swapaxes(-1, -2) / np.sqrt(d))  # (B, G, H/G, d) @ (B, G, d, n)
    return (weights @ v).reshape(B, H, d)  # (B, G, H/G, n) @ (B, G, n, d)
