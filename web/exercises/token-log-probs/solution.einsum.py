import numpy as np


def token_log_probs(logits, ids):
    shifted = logits - logits.max(axis=-1, keepdims=True)  # (B, L, V)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))  # (B, L, V) - (B, L, 1)
    one_hot = np.eye(logits.shape[-1])[ids]  # (B, L, V): row ids[b, i] of the identity
    return np.einsum("blv,blv->bl", log_probs, one_hot)  # (B, L)
