import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# %% softmax-gate: over the channels
def squeeze_excitation(x, w1, b1, w2, b2):
    z = relu(x.mean((2, 3)) @ w1.T + b1) @ w2.T + b2
    e = np.exp(z - z.max(-1, keepdims=True))
    gate = e / e.sum(-1, keepdims=True)
    return x * gate[:, :, None, None], gate


# %% averaged-over-channels: axis 1
def squeeze_excitation(x, w1, b1, w2, b2):
    s = x.mean(axis=1)
    gate = sigmoid(relu(s @ w1.T + b1) @ w2.T + b2)
    return x * gate[:, None]


# %% gate-not-expanded: x * gate
def squeeze_excitation(x, w1, b1, w2, b2):
    gate = sigmoid(relu(x.mean((2, 3)) @ w1.T + b1) @ w2.T + b2)
    return x * gate


# %% missing-activation: no relu
def squeeze_excitation(x, w1, b1, w2, b2):
    gate = sigmoid((x.mean((2, 3)) @ w1.T + b1) @ w2.T + b2)
    return x * gate[:, :, None, None], gate


# %% gate-added: plus
def squeeze_excitation(x, w1, b1, w2, b2):
    gate = sigmoid(relu(x.mean((2, 3)) @ w1.T + b1) @ w2.T + b2)
    return x + gate[:, :, None, None], gate


# %% unstable-sigmoid: exp(z) / (1 + exp(z))
def squeeze_excitation(x, w1, b1, w2, b2):
    z = relu(x.mean((2, 3)) @ w1.T + b1) @ w2.T + b2
    gate = np.exp(z) / (1 + np.exp(z))
    return x * gate[:, :, None, None]


# %% unstable-sigmoid: math.exp
def squeeze_excitation(x, w1, b1, w2, b2):
    import math

    z = relu(x.mean((2, 3)) @ w1.T + b1) @ w2.T + b2
    gate = np.array([[1 / (1 + math.exp(-v)) for v in row] for row in z])
    return x * gate[:, :, None, None]


# %% layers-exchanged: nothing transposed
def squeeze_excitation(x, w1, b1, w2, b2):
    gate = sigmoid(relu(x.mean((2, 3)) @ w2 + b1) @ w1 + b2)
    return x * gate[:, :, None, None]


# %% averaged-over-batch: axis (0, 2, 3)
def squeeze_excitation(x, w1, b1, w2, b2):
    gate = sigmoid(relu(x.mean((0, 2, 3)) @ w1.T + b1) @ w2.T + b2)
    return x * gate[:, None, None]
