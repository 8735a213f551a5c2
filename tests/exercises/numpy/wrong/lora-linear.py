import numpy as np


# %% alpha-without-rank: alpha
def lora_linear(x, w, a, b, alpha):
    return x @ w.T + alpha * (x @ a.T @ b.T)


# %% alpha-ignored: no factor
def lora_linear(x, w, a, b, alpha):
    return x @ w.T + x @ a.T @ b.T


# %% scale-inverted: r / alpha
def lora_linear(x, w, a, b, alpha):
    return x @ w.T + a.shape[0] / alpha * (x @ a.T @ b.T)


# %% scale-by-root-of-rank: sqrt
def lora_linear(x, w, a, b, alpha):
    return x @ w.T + alpha / np.sqrt(a.shape[0]) * (x @ a.T @ b.T)


# %% scaled-twice: both matrices
def lora_linear(x, w, a, b, alpha):
    s = alpha / a.shape[0]
    return x @ w.T + x @ (s * a).T @ (s * b).T


# %% base-scaled: brackets
def lora_linear(x, w, a, b, alpha):
    return (x @ w.T + x @ a.T @ b.T) * alpha / a.shape[0]


# %% a-and-b-exchanged: x b a
def lora_linear(x, w, a, b, alpha):
    return x @ w.T + alpha / a.shape[0] * (x @ b @ a)


# %% a-and-b-exchanged: merged without its own transpose
def lora_linear(x, w, a, b, alpha):
    return x @ (w.T + alpha / a.shape[0] * (b @ a))


# %% added-to-the-input: before the weight
def lora_linear(x, w, a, b, alpha):
    return (x + alpha / a.shape[0] * (x @ a.T @ b.T)) @ w.T


# %% base-replaced: the update alone
def lora_linear(x, w, a, b, alpha):
    return alpha / a.shape[0] * (x @ a.T @ b.T)


# %% update-missing: the layer alone
def lora_linear(x, w, a, b, alpha):
    return x @ w.T


# %% activation-between: maximum
def lora_linear(x, w, a, b, alpha):
    return x @ w.T + alpha / a.shape[0] * (np.maximum(x @ a.T, 0) @ b.T)


# %% weights-not-transposed: x @ w
def lora_linear(x, w, a, b, alpha):
    return x @ w + alpha / a.shape[0] * (x @ a.T @ b.T)
