import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def cached_attention(q, k_new, v_new, past_k, past_v):
    """Causal attention of L new tokens, with S tokens before them in a cache.

    q, k_new, v_new: (B, H, L, d). past_k, past_v: (B, H, S, d). Returns (B, H, L, d).
    """
    k = np.concatenate([past_k, k_new], axis=2)  # (B, H, S + L, d)
    v = np.concatenate([past_v, v_new], axis=2)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])  # (B, H, L, S + L)
    visible = np.tril(np.ones(scores.shape[-2:], dtype=bool))  # causal
    scores = np.where(visible, scores, -np.inf)
    return softmax(scores) @ v
