import math

import numpy as np


def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    S = memory.shape[1]
    d = D // num_heads
    merged = np.zeros((B, L, D))  # (B, L, D)
    for b in range(B):
        real = [j for j in range(S) if memory_mask[b, j]]
        q = [params["wq"] @ x[b, i] + params["bq"] for i in range(L)]  # (L, D)
        k = [params["wk"] @ memory[b, j] + params["bk"] for j in range(S)]  # (S, D)
        v = [params["wv"] @ memory[b, j] + params["bv"] for j in range(S)]  # (S, D)
        for h in range(num_heads):
            own = range(h * d, (h + 1) * d)
            for i in range(L):
                if not real:
                    continue  # nothing to read: zeros
                scores = [sum(q[i][c] * k[j][c] for c in own) / math.sqrt(d) for j in real]
                largest = max(scores)
                powers = [math.exp(score - largest) for score in scores]
                for power, j in zip(powers, real):
                    for c in own:
                        merged[b, i, c] += power / sum(powers) * v[j][c]
    return merged @ params["wo"].T + params["bo"]  # (B, L, D)
