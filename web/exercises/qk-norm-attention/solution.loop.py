import numpy as np


def normalised(row, gain, eps):
    mean_square = sum(value * value for value in row) / len(row)
    return row / np.sqrt(mean_square + eps) * gain  # (d)


def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    out = np.zeros((B, H, L, d))
    weights = np.zeros((B, H, L, S))
    for b in range(B):
        for h in range(H):
            g = h // (H // G)  # the key head of this query head
            keys = [normalised(k[b, g, j], gain_k, eps) for j in range(S)]
            for i in range(L):
                query = normalised(q[b, h, i], gain_q, eps)
                scores = [query @ key / np.sqrt(d) for key in keys]
                powers = [np.exp(score - max(scores)) for score in scores]
                for j in range(S):
                    weights[b, h, i, j] = powers[j] / sum(powers)
                    out[b, h, i] += weights[b, h, i, j] * v[b, g, j]  # (d)
    return out, weights
