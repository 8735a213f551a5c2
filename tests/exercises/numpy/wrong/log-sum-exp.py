import math

import numpy as np

# %% unstable-softmax: log of the sum
def log_sum_exp(x):
    return np.log(np.sum(np.exp(x), axis=-1))


# %% unstable-softmax: math.exp
def log_sum_exp(x):
    return np.array([math.log(s) if (s := sum(math.exp(v) for v in row)) > 0 else -np.inf for row in x])


# %% empty-row-nan: the usual four lines
def log_sum_exp(x):
    m = np.max(x, axis=-1, keepdims=True)
    return (m + np.log(np.sum(np.exp(x - m), axis=-1, keepdims=True))).squeeze(-1)


# %% empty-row-nan: math.log of 0
def log_sum_exp(x):
    out = []
    for row in x:
        m = max(row)
        m = m if math.isfinite(m) else 0.0
        out.append(m + math.log(sum(math.exp(v - m) for v in row)))
    return np.array(out)


# %% empty-row-finite: nan_to_num
def log_sum_exp(x):
    m = x.max(1)
    return np.nan_to_num(m + np.log(np.exp(x - m[:, None]).sum(1)), nan=0.0, neginf=-np.inf)


# %% maximum-not-added-back: forgotten
def log_sum_exp(x):
    return np.log(np.exp(x - x.max(axis=-1, keepdims=True)).sum(axis=-1))


# %% global-maximum: np.max(x)
def log_sum_exp(x):
    m = np.max(x)
    return m + np.log(np.exp(x - m).sum(axis=-1))


# %% log-of-mean: mean
def log_sum_exp(x):
    m = x.max(axis=-1)
    return m + np.log(np.exp(x - m[:, None]).mean(axis=-1))


# %% summed-over-other-axis: axis 0
def log_sum_exp(x):
    m = x.max(axis=0)
    return m + np.log(np.exp(x - m).sum(axis=0))


# %% axis-kept: keepdims
def log_sum_exp(x):
    m = x.max(axis=-1, keepdims=True)
    return m + np.log(np.exp(x - m).sum(axis=-1, keepdims=True))


# %% missing-keepdims: (n, 1) and (n)
def log_sum_exp(x):
    m = x.max(axis=-1, keepdims=True)
    return m + np.log(np.exp(x - m).sum(axis=-1))


# %% missing-keepdims: the maximum
def log_sum_exp(x):
    m = x.max(axis=-1)
    return m + np.log(np.exp(x - m).sum(axis=-1))


# %% log-softmax-returned: minus the log of the sum
def log_sum_exp(x):
    m = x.max(axis=-1, keepdims=True)
    return x - m - np.log(np.exp(x - m).sum(axis=-1, keepdims=True))
