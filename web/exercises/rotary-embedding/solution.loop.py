import math

import numpy as np


def rotary_embedding(x, base):
    B, H, L, d = x.shape
    half = d // 2
    out = np.empty_like(x)  # (B, H, L, d)
    for b in range(B):
        for h in range(H):
            for p in range(L):  # the position
                for i in range(half):  # the pair: features i and i + d/2
                    angle = p * base ** (-2 * i / d)
                    cos, sin = math.cos(angle), math.sin(angle)
                    first, second = x[b, h, p, i], x[b, h, p, i + half]
                    out[b, h, p, i] = first * cos - second * sin
                    out[b, h, p, i + half] = first * sin + second * cos
    return out
