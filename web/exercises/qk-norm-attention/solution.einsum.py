import numpy as np


def rms_norm(x, gain, eps):
    mean_square = np.einsum("bhld,bhld->bhl", x, x) / x.shape[-1]  # the sum runs over d
    return x / np.sqrt(mean_square + eps)[..., None] * gain  # (..., d) / (..., 1) * (d)


def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    grouped = rms_norm(q, gain_q, eps).reshape(B, G, H // G, L, d)  # (B, G, R, L, d)

    scores = np.einsum("bgrld,bgsd->bgrls", grouped, rms_norm(k, gain_k, eps)) / np.sqrt(d)  # the keys have no r
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, G, R, L, S)
    out = np.einsum("bgrls,bgsd->bgrld", weights, v)  # (B, G, R, L, d)
    return out.reshape(B, H, L, d), weights.reshape(B, H, L, S)
