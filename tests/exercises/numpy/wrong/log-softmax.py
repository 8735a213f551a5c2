import math

import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% log-of-softmax: np.log
def log_softmax(x):
    return np.log(softmax(x))


# %% log-of-softmax: 1e-10
def log_softmax(x):
    return np.log(softmax(x) + 1e-10)


# %% log-of-softmax: math.log
def log_softmax(x):
    return np.array([[math.log(p) for p in row] for row in softmax(x)])


# %% only-shifted: less the maximum
def log_softmax(x):
    return x - x.max(axis=-1, keepdims=True)


# %% probabilities-returned: softmax
def log_softmax(x):
    return softmax(x)


# %% unstable-softmax: log of the sum
def log_softmax(x):
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


# %% global-maximum: x.max()
def log_softmax(x):
    x = x - x.max()
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


# %% softmax-over-batch: axis 0
def log_softmax(x):
    x = x - x.max(axis=0)
    return x - np.log(np.exp(x).sum(axis=0))


# %% softmax-over-batch: no axis
def log_softmax(x):
    x = x - x.max()
    return x - np.log(np.exp(x).sum())


# %% missing-keepdims: sum
def log_softmax(x):
    x = x - x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=-1))


# %% maximum-not-added-back: only inside exp
def log_softmax(x):
    return x - np.log(np.exp(x - x.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True))


# %% log-sum-exp-returned: forgotten
def log_softmax(x):
    m = x.max(axis=-1, keepdims=True)
    return m + np.log(np.exp(x - m).sum(axis=-1, keepdims=True))


# %% scores-clipped: 88
def log_softmax(x):
    x = np.clip(x, -88, 88)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))
