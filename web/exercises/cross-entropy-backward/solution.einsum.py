import numpy as np


def cross_entropy_backward(logits, targets):
    counts = targets != -100  # (B, L)
    one_hot = np.eye(logits.shape[-1])[np.where(counts, targets, 0)]  # (B, L, V)
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))  # (B, L, V)
    softmax = np.einsum("blv,bl->blv", powers, 1 / np.einsum("blv->bl", powers))  # (B, L, V)
    return np.einsum("blv,bl->blv", softmax - one_hot, counts / counts.sum())  # (B, L, V)
