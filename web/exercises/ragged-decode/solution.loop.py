import numpy as np


def ragged_decode(q, k, v, lengths):
    B, H, _, d = q.shape
    G = k.shape[1]
    out = np.zeros((B, H, 1, d))  # a sequence of length 0 keeps its zeros
    for b in range(B):
        n = int(lengths[b])
        for h in range(H):
            g = h // (H // G)
            scores = [q[b, h, 0] @ k[b, g, j] / np.sqrt(d) for j in range(n)]  # slots from n on are never read
            powers = [np.exp(score - max(scores)) for score in scores]
            for j in range(n):
                out[b, h, 0] += powers[j] / sum(powers) * v[b, g, j]  # (d)
    return out
