import numpy as np


def masked_softmax(scores, visible):
    scores = np.where(visible, scores, -np.inf)
    largest = scores.max(axis=-1, keepdims=True)
    largest = np.where(np.isfinite(largest), largest, 0)  # a row of nothing but padding
    powers = np.exp(scores - largest)
    total = powers.sum(axis=-1, keepdims=True)
    return powers / np.where(total == 0, 1, total)


def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    head_dim = D // num_heads

    def heads(rows, name):  # (B, n, width) to (B, H, n, d)
        projected = rows @ params["w" + name].T + params["b" + name]  # (B, n, D)
        return projected.reshape(B, -1, num_heads, head_dim).transpose(0, 2, 1, 3)

    q = heads(x, "q")  # (B, H, L, d)
    k = heads(memory, "k")  # (B, H, S, d)
    v = heads(memory, "v")  # (B, H, S, d)
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(head_dim)  # (B, H, L, S)
    weights = masked_softmax(scores, memory_mask[:, None, None, :])  # mask: (B, 1, 1, S)
    merged = (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D)  # (B, H, L, d) to (B, L, D)
    return merged @ params["wo"].T + params["bo"], weights
