import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def top_p_probabilities(logits, p):
    """Probabilities to sample the next token from. logits: (B, V). Returns (B, V)."""
    probs = softmax(logits)
    order = np.argsort(-probs, axis=-1)  # the likeliest first
    sorted_probs = np.take_along_axis(probs, order, axis=-1)
    cumulative = np.cumsum(sorted_probs, axis=-1)
    kept = np.where(cumulative <= p, sorted_probs, 0.0)
    kept /= kept.sum(axis=-1, keepdims=True)
    out = np.zeros_like(probs)
    np.put_along_axis(out, order, kept, axis=-1)
    return out
