import numpy as np


def cross_entropy(logits, targets):
    shifted = logits - logits.max(axis=-1, keepdims=True)  # (B, L, V)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))  # (B, L, V) - (B, L, 1)
    hot = targets[..., None] == np.arange(logits.shape[-1])  # (B, L, V): rows of -100 are all false
    return -np.einsum("blv,blv->", log_probs, hot.astype(float)) / hot.sum()
