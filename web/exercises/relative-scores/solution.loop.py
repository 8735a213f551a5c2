import numpy as np


def relative_scores(q, r):
    B, H, L, d = q.shape
    out = np.zeros((B, H, L, L))
    for b in range(B):
        for h in range(H):
            for i in range(L):
                for j in range(L):
                    out[b, h, i, j] = q[b, h, i] @ r[j - i + L - 1]  # (d) @ (d)
    return out
