import numpy as np


def top_p_probabilities(logits, p):
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))  # (B, V)
    probs = powers / powers.sum(axis=-1, keepdims=True)  # (B, V) / (B, 1)
    order = np.argsort(-probs, axis=-1, kind="stable")  # (B, V)
    ranked = np.take_along_axis(probs, order, axis=-1)  # (B, V), the largest first
    before = ranked.cumsum(axis=-1) - ranked  # (B, V): the sum of those before each token
    kept = np.where(before < p, ranked, 0.0)  # (B, V), still sorted
    out = np.zeros_like(probs)
    np.put_along_axis(out, order, kept / kept.sum(axis=-1, keepdims=True), axis=-1)
    return out
