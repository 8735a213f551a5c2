import numpy as np


def token_log_probs(logits, ids):
    shifted = logits - logits.max(axis=-1, keepdims=True)  # (B, L, V), none above 0
    log_sums = np.log(np.exp(shifted).sum(axis=-1))  # (B, L)
    chosen = np.take_along_axis(shifted, ids[..., None], axis=-1)[..., 0]  # (B, L, 1), then (B, L)
    return chosen - log_sums
