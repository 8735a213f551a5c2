import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def rotate(x, base):
    """x: (B, H, L, d). Pair i is features i and i + d/2."""
    L, d = x.shape[-2:]
    frequencies = base ** (-2.0 * np.arange(d // 2) / d)  # (d/2)
    angles = np.arange(L)[:, None] * frequencies  # (L, d/2)
    cos, sin = np.cos(angles), np.sin(angles)
    first, second = x[..., : d // 2], x[..., d // 2 :]
    return np.concatenate([first * cos - second * sin, first * sin + second * cos], axis=-1)


def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    """Causal attention of L new tokens, with S tokens before them in a cache, whose keys are rotated already.

    q, k_new, v_new: (B, H, L, d). past_k, past_v: (B, H, S, d). Returns (B, H, L, d).
    """
    L, S = q.shape[2], past_k.shape[2]
    q, k_new = rotate(q, base), rotate(k_new, base)
    k = np.concatenate([past_k, k_new], axis=2)  # (B, H, S + L, d)
    v = np.concatenate([past_v, v_new], axis=2)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])  # (B, H, L, S + L)
    visible = np.tril(np.ones((L, S + L), dtype=bool), k=S)
    return softmax(np.where(visible, scores, -np.inf)) @ v
