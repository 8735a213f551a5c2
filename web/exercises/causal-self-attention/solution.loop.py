import math

import numpy as np


def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    merged = np.zeros((B, L, D))  # (B, L, D)
    for b in range(B):
        qkv = [[w_qkv[o] @ x[b, i] + b_qkv[o] for o in range(3 * D)] for i in range(L)]  # (L, 3 D)
        for h in range(num_heads):
            for i in range(L):
                q = qkv[i][h * d : (h + 1) * d]  # (d)
                scores = []  # of the keys 0 to i
                for j in range(i + 1):
                    k = qkv[j][D + h * d : D + (h + 1) * d]  # (d)
                    scores.append(sum(a * c for a, c in zip(q, k)) / math.sqrt(d))
                largest = max(scores)
                powers = [math.exp(score - largest) for score in scores]  # (i + 1)
                for j in range(i + 1):
                    v = qkv[j][2 * D + h * d : 2 * D + (h + 1) * d]  # (d)
                    for c in range(d):
                        merged[b, i, h * d + c] += powers[j] / sum(powers) * v[c]
    return merged @ w_o.T + b_o  # (B, L, D)
