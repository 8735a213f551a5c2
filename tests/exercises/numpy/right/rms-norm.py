import numpy as np


# %% np.square
def rms_norm(x, gamma, eps=1e-6):
    return x / np.sqrt(np.mean(np.square(x), axis=-1, keepdims=True) + eps) * gamma


# %% a norm
def rms_norm(x, gamma, eps):
    D = x.shape[-1]
    norm = np.linalg.norm(x, axis=-1, keepdims=True)
    return gamma * x * (norm**2 / D + eps) ** -0.5


# %% float64, in place
def rms_norm(x, gamma, eps):
    x = x.astype(np.float64)
    x /= np.sqrt((x * x).sum(axis=2, keepdims=True) / x.shape[2] + eps)
    x *= gamma[None, None, :]
    return x


# %% newaxis
def rms_norm(x, gamma, eps):
    rms = np.sqrt(np.mean(x * x, axis=-1) + eps)
    return gamma * (x / rms[..., np.newaxis])


# %% apply_along_axis
def rms_norm(x, gamma, eps):
    return np.apply_along_axis(lambda t: gamma * t / np.sqrt(t @ t / len(t) + eps), -1, x)
