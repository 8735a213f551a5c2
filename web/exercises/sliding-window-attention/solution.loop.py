import math

import numpy as np


def sliding_window_attention(q, k, v, window):
    B, H, L, d = q.shape
    out = np.zeros((B, H, L, d))
    for b in range(B):
        for h in range(H):
            for i in range(L):
                start = max(0, i - window + 1)
                seen = range(start, i + 1)  # at most `window` keys
                scores = [q[b, h, i] @ k[b, h, j] / math.sqrt(d) for j in seen]  # (d) @ (d) = a number
                largest = max(scores)
                powers = [math.exp(score - largest) for score in scores]
                total = sum(powers)
                for j, power in zip(seen, powers):
                    out[b, h, i] += power / total * v[b, h, j]  # (d)
    return out
