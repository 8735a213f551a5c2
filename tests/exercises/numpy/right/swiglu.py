import math

import numpy as np

# %% x times a sigmoid
def swiglu(x, w_gate, w_up, w_down):
    sigmoid = lambda z: 1.0 / (1.0 + np.exp(-z))
    gate = np.matmul(x, w_gate.T)
    up = np.matmul(x, w_up.T)
    return np.matmul(gate * sigmoid(gate) * up, w_down.T)


# %% loops, math.exp
def swiglu(x, w_gate, w_up, w_down):
    out = np.zeros_like(x)
    for b in range(x.shape[0]):
        for i in range(x.shape[1]):
            h = []
            for wg, wu in zip(w_gate, w_up):
                g = float(np.dot(wg, x[b, i]))
                h.append(g / (1 + math.exp(-g)) * float(np.dot(wu, x[b, i])))
            out[b, i] = w_down @ np.array(h)
    return out


# %% a sigmoid in two halves
def swiglu(x, w_gate, w_up, w_down):
    g = x @ w_gate.T
    e = np.exp(-np.abs(g))
    s = np.where(g >= 0, 1 / (1 + e), e / (1 + e))
    return (g * s * (x @ w_up.T)) @ w_down.T


# %% by tanh, in place
def swiglu(x, w_gate, w_up, w_down):
    h = x @ w_gate.T
    h *= 0.5 * (1 + np.tanh(h / 2))
    h *= x @ w_up.T
    return h @ w_down.T


# %% one product for both branches, in float32
def swiglu(x, w_gate, w_up, w_down):
    x = np.asarray(x, dtype=np.float32)
    w = np.concatenate([w_gate, w_up]).astype(np.float32)
    gate, up = np.split(np.einsum("bld,fd->blf", x, w), 2, axis=-1)
    hidden = gate * (np.exp(gate) / (1 + np.exp(gate))) * up
    return np.tensordot(hidden, w_down.astype(np.float32), axes=([2], [1]))


# %% lists
def swiglu(x, w_gate, w_up, w_down):
    def project(v, w):
        return [sum(a * b for a, b in zip(v, row)) for row in w]

    def silu(z):
        return z / (1 + math.exp(-z))

    return [
        [project([silu(g) * u for g, u in zip(project(t, w_gate), project(t, w_up))], w_down) for t in tokens]
        for tokens in x.tolist()
    ]
