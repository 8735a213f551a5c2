import numpy as np


# %% log-sum-exp, in place on a copy
def softmax(x, axis):
    y = np.array(x)
    y -= np.amax(y, axis=axis, keepdims=True)
    return np.exp(y - np.log(np.exp(y).sum(axis=axis, keepdims=True)))


# %% moves the axis, loops over rows, returns lists
def softmax(x, axis):
    rows = np.moveaxis(x, axis, -1)
    out = np.array([np.exp(row - max(row)) / sum(np.exp(row - max(row))) for row in rows])
    return np.moveaxis(out, -1, axis).tolist()


# %% changes its input in place
def softmax(x, axis):
    x -= x.max(axis, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis, keepdims=True)
    return x


# %% logaddexp along the axis
def softmax(x, axis):
    return np.exp(x - np.logaddexp.reduce(x, axis=axis, keepdims=True))
