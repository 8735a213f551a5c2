import numpy as np


def topk_attention(q, k, v, top):
    B, H, L, d = q.shape
    out = np.zeros((B, H, L, d))
    weights = np.zeros((B, H, L, L))
    for b in range(B):
        for h in range(H):
            for i in range(L):
                scores = [q[b, h, i] @ k[b, h, j] / np.sqrt(d) for j in range(i + 1)]  # visible keys only
                kept = sorted(range(i + 1), key=lambda j: -scores[j])[:top]  # all, if they are fewer
                powers = {j: np.exp(scores[j] - scores[kept[0]]) for j in kept}  # the first is the largest
                for j in kept:
                    weights[b, h, i, j] = powers[j] / sum(powers.values())
                    out[b, h, i] += weights[b, h, i, j] * v[b, h, j]  # (d)
    return out, weights
