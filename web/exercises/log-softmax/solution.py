import numpy as np


def log_softmax(x):
    shifted = x - x.max(axis=-1, keepdims=True)  # (n, m) - (n, 1), none above 0
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))  # (n, m) - (n, 1)
