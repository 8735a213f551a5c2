import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def cached_attention(q, k_new, v_new, past_k, past_v):
    k = np.concatenate([past_k, k_new], axis=2)  # (B, H, S + L, d)
    v = np.concatenate([past_v, v_new], axis=2)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])  # (B, H, L, S + L)
    # Query i is token S + i of the sequence.
    visible = np.tril(np.ones(scores.shape[-2:], dtype=bool), k=past_k.shape[2])
    scores = np.where(visible, scores, -np.inf)
    return softmax(scores) @ v
