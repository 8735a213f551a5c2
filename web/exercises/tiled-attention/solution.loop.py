import math

import numpy as np


def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S, dv = v.shape[-2:]
    out = np.zeros((B, H, L, dv))
    lse = np.full((B, H, L), -np.inf)
    for b in range(B):
        for h in range(H):
            for i in range(L):
                seen = min(S, i + S - L + 1) if causal else S  # the query sees keys 0 to seen - 1
                maximum, total, acc = -math.inf, 0.0, np.zeros(dv)
                for start in range(0, seen, block):
                    end = min(start + block, seen)
                    scores = k[b, h, start:end] @ q[b, h, i] / math.sqrt(d)  # (n, d) @ (d) = (n), n <= block
                    new = max(maximum, scores.max())
                    factor = math.exp(maximum - new)
                    powers = np.exp(scores - new)  # (n)
                    total = total * factor + powers.sum()
                    acc = acc * factor + powers @ v[b, h, start:end]  # (n) @ (n, dv) = (dv)
                    maximum = new
                if total > 0:
                    out[b, h, i] = acc / total
                    lse[b, h, i] = maximum + math.log(total)
    return out, lse
