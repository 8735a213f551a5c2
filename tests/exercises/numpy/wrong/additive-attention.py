import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% missing-tanh: linear
def additive_attention(q, k, v, wq, wk, u):
    return softmax(((q @ wq.T)[:, :, None] + (k @ wk.T)[:, None]) @ u) @ v


# %% stacked-instead-of-added: tanh twice
def additive_attention(q, k, v, wq, wk, u):
    return softmax((np.tanh(q @ wq.T)[:, :, None] + np.tanh(k @ wk.T)[:, None]) @ u) @ v


# %% tanh-after-u: of the score
def additive_attention(q, k, v, wq, wk, u):
    return softmax(np.tanh(((q @ wq.T)[:, :, None] + (k @ wk.T)[:, None]) @ u)) @ v


# %% unwanted-scale: root of h
def additive_attention(q, k, v, wq, wk, u):
    scores = np.tanh((q @ wq.T)[:, :, None] + (k @ wk.T)[:, None]) @ u / np.sqrt(len(u))
    return softmax(scores) @ v


# %% crossed-by-the-wrong-axis: axes exchanged
def additive_attention(q, k, v, wq, wk, u):
    scores = np.tanh((q @ wq.T)[:, None] + (k @ wk.T)[:, :, None]) @ u
    return softmax(scores) @ v


# %% crossed-by-the-wrong-axis: not crossed
def additive_attention(q, k, v, wq, wk, u):
    scores = np.tanh(q @ wq.T + k @ wk.T) @ u
    return softmax(scores)[:, :, None] * v


# %% weights-not-transposed: as they are
def additive_attention(q, k, v, wq, wk, u):
    return softmax(np.tanh((q @ wq)[:, :, None] + (k @ wk)[:, None]) @ u) @ v


# %% multiplied-not-added: dot products of the projections
def additive_attention(q, k, v, wq, wk, u):
    return softmax((q @ wq.T) @ (k @ wk.T).swapaxes(1, 2)) @ v


# %% softmax-over-queries: axis 1
def additive_attention(q, k, v, wq, wk, u):
    weights = softmax(np.tanh((q @ wq.T)[:, :, None] + (k @ wk.T)[:, None]) @ u, axis=1)
    return weights @ v, weights
