import numpy as np


def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    head_dim = D // num_heads

    def heads(rows, name):  # (B, n, width) to (B, n, H, d)
        w = params["w" + name].reshape(num_heads, head_dim, -1)  # (H, d, width)
        return np.einsum("bnm,hcm->bnhc", rows, w) + params["b" + name].reshape(num_heads, head_dim)

    q, k, v = heads(x, "q"), heads(memory, "k"), heads(memory, "v")
    scores = np.einsum("bihc,bjhc->bhij", q, k) / np.sqrt(head_dim)  # (B, H, L, S)
    real = memory_mask[:, None, None, :]  # (B, 1, 1, S)
    scores = np.where(real, scores, np.finfo(scores.dtype).min)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True)) * real  # 0 for padding, whatever the maximum was
    weights = powers / np.maximum(powers.sum(axis=-1, keepdims=True), 1e-30)
    merged = np.einsum("bhij,bjhc->bihc", weights, v).reshape(B, L, D)  # (B, L, H, d) to (B, L, D)
    return np.einsum("bid,od->bio", merged, params["wo"]) + params["bo"], weights
