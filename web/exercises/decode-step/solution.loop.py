import numpy as np


def decode_step(q, k_new, v_new, past_k, past_v):
    B, H, _, d = q.shape
    G, S = past_k.shape[1:3]
    out = np.zeros((B, H, 1, d))
    for b in range(B):
        for h in range(H):
            g = h // (H // G)
            keys = [past_k[b, g, j] for j in range(S)] + [k_new[b, g, 0]]  # S + 1 rows of (d)
            values = [past_v[b, g, j] for j in range(S)] + [v_new[b, g, 0]]
            scores = [q[b, h, 0] @ key / np.sqrt(d) for key in keys]
            powers = [np.exp(score - max(scores)) for score in scores]
            for power, value in zip(powers, values):
                out[b, h, 0] += power / sum(powers) * value
    return out
