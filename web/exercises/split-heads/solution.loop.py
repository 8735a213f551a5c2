import numpy as np


def split_heads(x, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    out = np.zeros((B, num_heads, L, d))  # (B, H, L, d)
    for b in range(B):
        for h in range(num_heads):
            for i in range(L):
                for c in range(d):
                    out[b, h, i, c] = x[b, i, h * d + c]  # x: (B, L, D)
    return out
