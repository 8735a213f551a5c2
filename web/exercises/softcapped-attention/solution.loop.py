import numpy as np


def softcapped_attention(q, k, v, cap):
    B, H, L, d = q.shape
    out = np.zeros((B, H, L, d))
    weights = np.zeros((B, H, L, L))
    for b in range(B):
        for h in range(H):
            for i in range(L):
                scores = [q[b, h, i] @ k[b, h, j] / np.sqrt(d) for j in range(i + 1)]  # visible keys only
                powers = [np.exp(cap * np.tanh(score / cap) - cap) for score in scores]  # no score is above cap
                for j in range(i + 1):
                    weights[b, h, i, j] = powers[j] / sum(powers)
                    out[b, h, i] += weights[b, h, i, j] * v[b, h, j]  # (d)
    return out, weights
