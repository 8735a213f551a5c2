import numpy as np


def chunk_attention(q, k, v, past_k, past_v):
    B, H, L, d = q.shape
    G, P = past_k.shape[1:3]
    out = np.zeros((B, H, L, d))
    for b in range(B):
        for h in range(H):
            g = h // (H // G)
            keys = np.concatenate([past_k[b, g], k[b, g]])  # (P + L, d)
            values = np.concatenate([past_v[b, g], v[b, g]])
            for i in range(L):
                seen = P + i + 1  # the whole past, and the chunk up to token i
                scores = [q[b, h, i] @ keys[j] / np.sqrt(d) for j in range(seen)]
                powers = [np.exp(score - max(scores)) for score in scores]
                for j in range(seen):
                    out[b, h, i] += powers[j] / sum(powers) * values[j]
    return out
