import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def softcapped_attention(q, k, v, cap):
    """Causal attention with scores between -cap and cap.

    q, k, v: (B, H, L, d). Returns (B, H, L, d).
    """
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)  # (B, H, L, L)
    visible = np.tril(np.ones((L, L), dtype=bool))
    scores = np.where(visible, scores, -np.inf)
    scores = cap * np.tanh(scores / cap)
    return softmax(scores) @ v
