import numpy as np


def softmax(x, axis):
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    """Each position attends to every position of its sequence.

    x: a sequence, (L, D), or a batch of them, (B, L, D). Returns the shape of x.
    """
    q = x @ wq.T + bq
    k = x @ wk.T + bk
    v = x @ wv.T + bv
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    weights = softmax(scores, axis=1)  # each row sums to one
    return weights @ v @ wo.T + bo
