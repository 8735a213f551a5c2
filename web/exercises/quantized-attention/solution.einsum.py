import numpy as np


def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    B, H, L, d = q.shape
    G = k_codes.shape[1]
    # The scale of a key belongs to a feature: it moves into the query. Its zero shifts all scores of a row alike.
    queries = q.reshape(B, G, H // G, L, d) * k_scale[:, :, None] / np.sqrt(d)  # (B, G, R, L, d), with R = H / G
    scores = np.einsum("bgrld,bgsd->bgrls", queries, k_codes)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, G, R, L, S)

    # The scale of a value belongs to a token: it moves into the weights, and here the zero stays.
    shares = weights * v_scale.swapaxes(-1, -2)[:, :, None]  # times (B, G, 1, 1, S)
    sums = np.einsum("bgrls,bgsd->bgrld", shares, v_codes)
    shifts = np.einsum("bgrls,bgsi->bgrli", shares, v_zero)  # (B, G, R, L, 1)
    return (sums - shifts).reshape(B, H, L, d)
