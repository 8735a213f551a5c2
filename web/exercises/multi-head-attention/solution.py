import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    head_dim = D // num_heads

    def heads(projected):  # (B, L, D) to (B, H, L, d)
        return projected.reshape(B, L, num_heads, head_dim).transpose(0, 2, 1, 3)

    q = heads(x @ wq.T + bq)  # (B, L, D) @ (D, D), split to (B, H, L, d)
    k = heads(x @ wk.T + bk)
    v = heads(x @ wv.T + bv)
    weights = softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(head_dim))  # (B, H, L, L)
    side_by_side = (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D)  # (B, H, L, d) to (B, L, H, d) to (B, L, D)
    return side_by_side @ wo.T + bo, weights  # (B, L, D) @ (D, D)
