import numpy as np


# %% missing-keepdims: way 1
def attention(features, position):
    B, h, w, C = features.shape
    scores = np.sum(features * position, axis=-1)
    flat = scores.reshape(B, -1)
    e = np.exp(flat - flat.max(axis=1, keepdims=True))
    weights = (e / e.sum(axis=1)).reshape(B, h, w)
    out = np.sum(weights[..., np.newaxis] * features, axis=(1, 2))
    return out
