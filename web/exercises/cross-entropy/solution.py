import numpy as np


def cross_entropy(logits, targets):
    counts = targets != -100  # (B, L)
    safe = np.where(counts, targets, 0)  # (B, L): -100 is no index
    shifted = logits - logits.max(axis=-1, keepdims=True)  # (B, L, V), none above 0
    log_sums = np.log(np.exp(shifted).sum(axis=-1))  # (B, L)
    chosen = np.take_along_axis(shifted, safe[..., None], axis=-1)[..., 0]  # (B, L)
    losses = log_sums - chosen  # (B, L)
    return np.where(counts, losses, 0.0).sum() / counts.sum()
