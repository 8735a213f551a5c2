import numpy as np


# %% vector-as-weights: way 1
def compute_attention(x, w):
    out = np.zeros_like(x)
    for i in range(len(x)):
        out[i] = x[i] * w[i]
    return out / np.sum(w)
