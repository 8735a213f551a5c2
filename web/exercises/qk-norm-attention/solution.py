import numpy as np


def rms_norm(x, gain, eps):
    mean_square = np.mean(x**2, axis=-1, keepdims=True)  # (..., d) to (..., 1): each row of each head alone
    return x / np.sqrt(mean_square + eps) * gain  # (..., d) / (..., 1) * (d)


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    q = rms_norm(q, gain_q, eps).reshape(B, G, H // G, L, d)  # neighbouring query heads share a group
    k = rms_norm(k, gain_k, eps)[:, :, None]  # (B, G, 1, S, d): broadcasts over the heads of a group
    v = v[:, :, None]

    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)  # (B, G, R, L, d) @ (B, G, 1, d, S) = (B, G, R, L, S)
    weights = softmax(scores)  # (B, G, R, L, S), over the keys
    out = weights @ v  # (B, G, R, L, S) @ (B, G, 1, S, d) = (B, G, R, L, d)
    return out.reshape(B, H, L, d), weights.reshape(B, H, L, S)
