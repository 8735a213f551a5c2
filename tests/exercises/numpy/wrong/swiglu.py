import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def silu(z):
    return z * sigmoid(z)


# %% gate-and-up-exchanged: silu of up
def swiglu(x, w_gate, w_up, w_down):
    return ((x @ w_gate.T) * silu(x @ w_up.T)) @ w_down.T


# %% sigmoid-for-silu: GLU
def swiglu(x, w_gate, w_up, w_down):
    return (sigmoid(x @ w_gate.T) * (x @ w_up.T)) @ w_down.T


# %% gelu-for-silu: tanh
def swiglu(x, w_gate, w_up, w_down):
    g = x @ w_gate.T
    gelu = 0.5 * g * (1 + np.tanh(np.sqrt(2 / np.pi) * (g + 0.044715 * g**3)))
    return (gelu * (x @ w_up.T)) @ w_down.T


# %% gelu-for-silu: erf
def swiglu(x, w_gate, w_up, w_down):
    from math import erf

    g = x @ w_gate.T
    gelu = g * 0.5 * (1 + np.vectorize(erf)(g / np.sqrt(2)))
    return (gelu * (x @ w_up.T)) @ w_down.T


# %% other-activation: ReLU
def swiglu(x, w_gate, w_up, w_down):
    return (np.maximum(x @ w_gate.T, 0) * (x @ w_up.T)) @ w_down.T


# %% sign-in-exponential: exp(z)
def swiglu(x, w_gate, w_up, w_down):
    g = x @ w_gate.T
    return (g / (1 + np.exp(g)) * (x @ w_up.T)) @ w_down.T


# %% missing-activation: bilinear
def swiglu(x, w_gate, w_up, w_down):
    return ((x @ w_gate.T) * (x @ w_up.T)) @ w_down.T


# %% added-not-multiplied: plus
def swiglu(x, w_gate, w_up, w_down):
    hidden = silu(x @ w_gate.T) + x @ w_up.T
    return hidden @ w_down.T


# %% activation-after-product: silu of both
def swiglu(x, w_gate, w_up, w_down):
    return silu((x @ w_gate.T) * (x @ w_up.T)) @ w_down.T


# %% both-activated: silu twice
def swiglu(x, w_gate, w_up, w_down):
    return (silu(x @ w_gate.T) * silu(x @ w_up.T)) @ w_down.T


# %% branch-missing: no up
def swiglu(x, w_gate, w_up, w_down):
    return silu(x @ w_gate.T) @ w_down.T


# %% branch-missing: the wrong weight twice
def swiglu(x, w_gate, w_up, w_down):
    gate = x @ w_up.T
    up = x @ w_up.T
    return (silu(gate) * up) @ w_down.T


# %% missing-down-projection: hidden
def swiglu(x, w_gate, w_up, w_down):
    return silu(x @ w_gate.T) * (x @ w_up.T)


# %% residual-added: x +
def swiglu(x, w_gate, w_up, w_down):
    return x + (silu(x @ w_gate.T) * (x @ w_up.T)) @ w_down.T


# %% weights-not-transposed: all
def swiglu(x, w_gate, w_up, w_down):
    return (silu(x @ w_gate) * (x @ w_up)) @ w_down


# %% weights-not-transposed: dot
def swiglu(x, w_gate, w_up, w_down):
    return np.dot(silu(np.dot(x, w_gate.T)) * np.dot(x, w_up.T), w_down)


# %% weights-not-transposed: gate and up
def swiglu(x, w_gate, w_up, w_down):
    return (silu(x @ w_gate) * (x @ w_up)) @ w_down.T


# %% first-entry-only: x[0]
def swiglu(x, w_gate, w_up, w_down):
    out = np.zeros_like(x)
    out[0] = (silu(x[0] @ w_gate.T) * (x[0] @ w_up.T)) @ w_down.T
    return out
