import numpy as np


def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    B, H, n = q_nope.shape
    S, r = k_rope.shape[1:]
    out = np.zeros((B, H, w_uv.shape[1]))
    for b in range(B):
        for h in range(H):
            scores = []
            for j in range(S):
                key = w_uk[h] @ c[b, j]  # (n, m) @ (m)
                scores.append((q_nope[b, h] @ key + q_rope[b, h] @ k_rope[b, j]) / np.sqrt(n + r))
            powers = [np.exp(score - max(scores)) for score in scores]
            for j in range(S):
                out[b, h] += powers[j] / sum(powers) * (w_uv[h] @ c[b, j])  # (dv, m) @ (m)
    return out
