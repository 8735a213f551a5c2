import numpy as np


def sink_attention(q, k, v, sink):
    B, H, L, d = q.shape
    out = np.zeros((B, H, L, d))
    weights = np.zeros((B, H, L, L))
    for b in range(B):
        for h in range(H):
            for i in range(L):
                scores = [q[b, h, i] @ k[b, h, j] / np.sqrt(d) for j in range(i + 1)]  # visible keys only
                largest = max(*scores, sink[h])
                powers = [np.exp(score - largest) for score in scores]
                total = sum(powers) + np.exp(sink[h] - largest)
                for j in range(i + 1):
                    weights[b, h, i, j] = powers[j] / total
                    out[b, h, i] += weights[b, h, i, j] * v[b, h, j]  # (d)
    return out, weights
