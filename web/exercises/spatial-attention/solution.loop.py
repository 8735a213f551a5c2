import math

import numpy as np


def attention(features, position):
    B, h, w, C = features.shape
    out = np.zeros((B, C))
    weights = np.zeros((B, h, w))
    for b in range(B):
        pixels = [(i, j) for i in range(h) for j in range(w)]  # all positions of the image
        scores = [sum(features[b, i, j, c] * position[i, j, c] for c in range(C)) for i, j in pixels]  # h * w numbers
        largest = max(scores)
        powers = [math.exp(score - largest) for score in scores]
        for (i, j), power in zip(pixels, powers):
            weights[b, i, j] = power / sum(powers)
            for c in range(C):
                out[b, c] += weights[b, i, j] * features[b, i, j, c]
    return out, weights
