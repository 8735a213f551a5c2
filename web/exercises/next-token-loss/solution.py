import numpy as np


def next_token_loss(logits, ids, mask):
    predictions, targets, counts = logits[:, :-1], ids[:, 1:], mask[:, 1:]  # (B, L - 1, V), (B, L - 1), (B, L - 1)
    shifted = predictions - predictions.max(axis=-1, keepdims=True)  # (B, L - 1, V), none above 0
    log_sums = np.log(np.exp(shifted).sum(axis=-1))  # (B, L - 1)
    chosen = np.take_along_axis(shifted, targets[..., None], axis=-1)[..., 0]  # (B, L - 1)
    return (log_sums - chosen)[counts].mean()
