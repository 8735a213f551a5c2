import numpy as np


def masked_softmax(scores, mask):
    """Softmax over the visible keys; a row without any becomes zeros."""
    scores = np.where(mask, scores, -np.inf)  # (B, L, S)
    largest = scores.max(axis=-1, keepdims=True)  # (B, L, 1)
    largest = np.where(np.isfinite(largest), largest, 0.0)  # an empty row: -inf - -inf would be NaN
    powers = np.exp(scores - largest)
    total = powers.sum(axis=-1, keepdims=True)
    return powers / np.where(total > 0, total, 1.0)


def attention_backward(q, k, v, mask, dout):
    # i: query, j: key and value, c: feature of a query or key, m: feature of a value.
    scale = 1 / np.sqrt(q.shape[-1])
    p = masked_softmax(scale * np.einsum("bic,bjc->bij", q, k), mask)  # (B, L, S), as in the forward pass

    dv = np.einsum("bij,bim->bjm", p, dout)  # (B, S, m): a value gathers from all queries i
    dp = np.einsum("bim,bjm->bij", dout, v)  # (B, L, S)
    average = np.einsum("bij,bij->bi", p, dp)  # (B, L): of a row's gradients, by its weights
    dz = p * (dp - average[..., None])  # (B, L, S), back through the softmax
    dq = scale * np.einsum("bij,bjc->bic", dz, k)  # (B, L, d)
    dk = scale * np.einsum("bij,bic->bjc", dz, q)  # (B, S, d)
    return dq, dk, dv
