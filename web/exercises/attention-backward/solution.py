import numpy as np


def masked_softmax(scores, mask):
    """Softmax over the visible keys; a row without any becomes zeros."""
    scores = np.where(mask, scores, -np.inf)  # (B, L, S)
    largest = scores.max(axis=-1, keepdims=True)  # (B, L, 1)
    largest = np.where(np.isfinite(largest), largest, 0.0)  # an empty row: -inf - -inf would be NaN
    powers = np.exp(scores - largest)  # (B, L, S) - (B, L, 1)
    total = powers.sum(axis=-1, keepdims=True)  # (B, L, 1)
    return powers / np.where(total > 0, total, 1.0)


def attention_backward(q, k, v, mask, dout):
    scale = 1 / np.sqrt(q.shape[-1])
    p = masked_softmax(q @ k.transpose(0, 2, 1) * scale, mask)  # (B, L, S), as in the forward pass

    dv = p.transpose(0, 2, 1) @ dout  # (B, S, L) @ (B, L, m): a value gathers from all queries
    dp = dout @ v.transpose(0, 2, 1)  # (B, L, m) @ (B, m, S)
    dz = p * (dp - (p * dp).sum(axis=-1, keepdims=True))  # (B, L, S), back through the softmax
    dq = scale * dz @ k  # (B, L, S) @ (B, S, d)
    dk = scale * dz.transpose(0, 2, 1) @ q  # (B, S, L) @ (B, L, d)
    return dq, dk, dv
