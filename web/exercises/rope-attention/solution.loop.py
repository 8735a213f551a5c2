import math

import numpy as np


def rotate(vector, position, base):  # (d) to (d)
    d = len(vector)
    half = d // 2
    out = np.empty(d)
    for i in range(half):  # pair i: features i and i + d/2
        angle = position * base ** (-2 * i / d)
        cos, sin = math.cos(angle), math.sin(angle)
        out[i] = vector[i] * cos - vector[i + half] * sin
        out[i + half] = vector[i] * sin + vector[i + half] * cos
    return out


def rope_attention(q, k, v, q_positions, k_positions, base):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    weights = np.zeros((B, H, L, S))
    out = np.zeros((B, H, L, d))
    for b in range(B):
        for h in range(H):
            g = h * G // H  # the key head of query head h
            for i in range(L):
                visible = [j for j in range(S) if k_positions[b, j] <= q_positions[b, i]]
                if not visible:
                    continue  # before every key: zeros
                query = rotate(q[b, h, i], int(q_positions[b, i]), base)
                scores = [query @ rotate(k[b, g, j], int(k_positions[b, j]), base) / math.sqrt(d) for j in visible]
                powers = [math.exp(score - max(scores)) for score in scores]
                for j, power in zip(visible, powers):
                    weights[b, h, i, j] = power / sum(powers)
                    out[b, h, i] += weights[b, h, i, j] * v[b, g, j]  # (d)
    return out, weights
