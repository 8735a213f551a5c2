import numpy as np


def query_pooling(queries, x, mask, params, num_heads):
    N, D = queries.shape
    head_dim = D // num_heads

    def heads(rows, name):  # (..., D) to (..., H, d)
        w = params["w" + name].reshape(num_heads, head_dim, D)  # (H, d, D)
        return np.einsum("...m,hcm->...hc", rows, w) + params["b" + name].reshape(num_heads, head_dim)

    q, k, v = heads(queries, "q"), heads(x, "k"), heads(x, "v")  # (N, H, d), then twice (B, S, H, d)
    scores = np.einsum("nhc,bjhc->bhnj", q, k) / np.sqrt(head_dim)  # (B, H, N, S)
    real = mask[:, None, None, :]  # (B, 1, 1, S)
    scores = np.where(real, scores, np.finfo(scores.dtype).min)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True)) * real  # 0 for padding, whatever the maximum was
    weights = powers / np.maximum(powers.sum(axis=-1, keepdims=True), 1e-30)
    merged = np.einsum("bhnj,bjhc->bnhc", weights, v).reshape(len(x), N, D)  # (B, N, H, d) to (B, N, D)
    return np.einsum("bnd,od->bno", merged, params["wo"]) + params["bo"], weights
