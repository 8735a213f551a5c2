import math

import numpy as np

# %% where isfinite
def log_sum_exp(x):
    m = x.max(axis=1)
    m = np.where(np.isfinite(m), m, 0.0)
    return m + np.log(np.exp(x - m[:, None]).sum(axis=1))


# %% logaddexp
def log_sum_exp(x):
    return np.logaddexp.reduce(x, axis=-1)


# %% a maximum that is never below the least number
def log_sum_exp(x):
    m = np.maximum(np.amax(x, -1, keepdims=True), np.finfo(x.dtype).min)
    return np.squeeze(np.log(np.sum(np.exp(x - m), -1, keepdims=True)) + m, -1)


# %% lists in plain Python
def log_sum_exp(x):
    out = []
    for row in x.tolist():
        m = max(row)
        out.append(m if m == -math.inf else m + math.log(sum(math.exp(v - m) for v in row)))
    return out
