import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    head_dim = D // num_heads
    qkv = x @ w_qkv.T + b_qkv  # (B, L, 3 D)
    qkv = qkv.reshape(B, L, 3, num_heads, head_dim)  # (B, L, 3, H, d)
    q, k, v = qkv.transpose(2, 0, 3, 1, 4)  # each (B, H, L, d)
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(head_dim)  # (B, H, L, L)
    past = np.tri(L, dtype=bool)  # (L, L), true where key j is not after query i
    weights = softmax(np.where(past, scores, -np.inf))  # (B, H, L, L); no row is empty
    merged = (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D)  # (B, H, L, d) to (B, L, D)
    return merged @ w_o.T + b_o, weights
