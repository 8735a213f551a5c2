import math

import numpy as np


def merge_attention(outs, lses):
    P, B, H, L, d = outs.shape
    out = np.zeros((B, H, L, d))
    for b in range(B):
        for h in range(H):
            for i in range(L):
                maximum, total = -math.inf, 0.0
                merged = np.zeros(d)  # (d), not divided by the total yet
                for p in range(P):  # one part after another, as ring attention receives them
                    lse = lses[p, b, h, i]
                    if lse == -math.inf:
                        continue
                    new = max(maximum, lse)
                    old_share, share = math.exp(maximum - new), math.exp(lse - new)
                    merged = merged * old_share + outs[p, b, h, i] * share  # (d)
                    total = total * old_share + share
                    maximum = new
                if total > 0:
                    out[b, h, i] = merged / total
    return out
