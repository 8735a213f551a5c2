import numpy as np


# %% dot
def lora_linear(x, w, a, b, alpha):
    scaling = alpha / a.shape[0]
    return np.dot(x, w.T) + scaling * np.dot(np.dot(x, a.T), b.T)


# %% merged
def lora_linear(x, w, a, b, alpha):
    return x @ (w + (alpha / len(a)) * (b @ a)).T


# %% in place
def lora_linear(x, w, a, b, alpha):
    r = b.shape[1]
    y = x @ w.T
    y += (x @ a.T) @ b.T * (alpha / r)
    return y


# %% transposed, in float64
def lora_linear(x, w, a, b, alpha):
    x, w, a, b = (m.astype(np.float64) for m in (x, w, a, b))
    return (w @ x.T + alpha / a.shape[0] * b @ (a @ x.T)).T


# %% row by row
def lora_linear(x, w, a, b, alpha):
    return np.array([w.dot(row) + b.dot(a.dot(row)) * alpha / a.shape[0] for row in x])
