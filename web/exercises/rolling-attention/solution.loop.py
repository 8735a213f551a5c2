import numpy as np


def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    B, H, d = q.shape
    G, W = ring_k.shape[1:3]
    out = np.zeros((B, H, d))
    for b in range(B):
        for h in range(H):
            g = h // (H // G)
            keys, values = list(ring_k[b, g]), list(ring_v[b, g])  # W rows of (d)
            keys[position % W], values[position % W] = k_new[b, g], v_new[b, g]
            filled = min(position + 1, W)
            scores = [q[b, h] @ keys[j] / np.sqrt(d) for j in range(filled)]
            powers = [np.exp(score - max(scores)) for score in scores]
            for j in range(filled):
                out[b, h] += powers[j] / sum(powers) * values[j]
    return out
