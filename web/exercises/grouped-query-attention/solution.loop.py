import numpy as np


def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    out = np.zeros((B, H, L, d))
    weights = np.zeros((B, H, L, S))
    for b in range(B):
        for h in range(H):
            g = h // (H // G)  # the key head of this query head
            for i in range(L):
                scores = [q[b, h, i] @ k[b, g, j] / np.sqrt(d) for j in range(S)]
                powers = [np.exp(score - max(scores)) for score in scores]
                for j in range(S):
                    weights[b, h, i, j] = powers[j] / sum(powers)
                    out[b, h, i] += weights[b, h, i, j] * v[b, g, j]  # (d)
    return out, weights
