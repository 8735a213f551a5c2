import numpy as np


def softmax(x, axis):
    largest = x.max(axis=axis, keepdims=True)  # (1, m) for axis 0, else (n, 1)
    powers = np.exp(x - largest)  # (n, m), none above one
    return powers / powers.sum(axis=axis, keepdims=True)  # (n, m) / (1, m) or (n, 1)
