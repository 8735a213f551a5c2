import numpy as np


def cross_entropy_backward(logits, targets):
    counts = targets != -100  # (B, L)
    safe = np.where(counts, targets, 0)[..., None]  # (B, L, 1)
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))  # (B, L, V)
    gradient = powers / powers.sum(axis=-1, keepdims=True)  # (B, L, V): the softmax
    at_target = np.take_along_axis(gradient, safe, axis=-1)  # (B, L, 1)
    np.put_along_axis(gradient, safe, at_target - 1, axis=-1)
    gradient[~counts] = 0  # whole rows of V
    return gradient / counts.sum()
