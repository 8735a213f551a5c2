import numpy as np


def log_sum_exp(x):
    largest = x.max(axis=-1, keepdims=True)  # (n, 1)
    shift = np.where(np.isinf(largest), 0.0, largest)  # (n, 1): -inf - -inf would be NaN
    with np.errstate(divide="ignore"):  # the logarithm of 0 is wanted
        logs = np.log(np.exp(x - shift).sum(axis=-1, keepdims=True))  # (n, 1)
    return (shift + logs)[:, 0]  # (n)
