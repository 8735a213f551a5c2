import numpy as np


# %% softmax-over-everything: way 1
def softmax(x, axis):
    x_max = np.max(x, axis=axis, keepdims=True)
    e_x = np.exp(x - x_max)
    return e_x / e_x.sum()


# %% unstable-softmax: way 1
def softmax(x, axis):
    x_max = np.max(x, axis=axis, keepdims=True)
    e_x = np.exp(x.astype(np.float32))
    return e_x / np.sum(e_x, axis=axis, keepdims=True)


# %% unstable-softmax: way 2
def softmax(x, axis):
    x_max = np.mean(x, axis=axis, keepdims=True)
    e_x = np.exp(x - x_max)
    return e_x / np.sum(e_x, axis=axis, keepdims=True)
