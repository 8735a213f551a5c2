import numpy as np


# %% rotate_half
def rotate_half(x):
    half = x.shape[-1] // 2
    return np.concatenate((-x[..., half:], x[..., :half]), axis=-1)


def rotary_embedding(x, base=10000):
    d = x.shape[-1]
    inv_freq = 1.0 / (base ** (np.arange(0, d, 2).astype(np.float32) / d))
    t = np.arange(x.shape[-2], dtype=np.float32)
    freqs = np.outer(t, inv_freq)
    emb = np.concatenate((freqs, freqs), axis=-1)
    return x * np.cos(emb) + rotate_half(x) * np.sin(emb)


# %% complex numbers
def rotary_embedding(x, base):
    half = x.shape[-1] // 2
    z = x[..., :half] + 1j * x[..., half:]
    theta = np.arange(x.shape[2])[:, None] / base ** (np.arange(half) / half)
    z = z * np.exp(1j * theta)
    return np.concatenate([z.real, z.imag], -1)


# %% in place, with copies
def rotary_embedding(x, base):
    out = x.copy()
    B, H, L, d = x.shape
    h = d // 2
    freq = np.power(float(base), -np.arange(h) / h)
    ang = np.einsum("i,j->ij", np.arange(L), freq)[None, None]
    out[..., :h] = x[..., :h] * np.cos(ang) - x[..., h:] * np.sin(ang)
    out[..., h:] = x[..., h:] * np.cos(ang) + x[..., :h] * np.sin(ang)
    return out


# %% a loop over positions, matrices of rotation
def rotary_embedding(x, base):
    _, _, L, d = x.shape
    out = np.zeros(x.shape, dtype=np.float64)
    for p in range(L):
        R = np.zeros((d, d))
        for i in range(d // 2):
            theta = p * base ** (-2 * i / d)
            R[i, i] = R[i + d // 2, i + d // 2] = np.cos(theta)
            R[i, i + d // 2] = -np.sin(theta)
            R[i + d // 2, i] = np.sin(theta)
        out[:, :, p] = x[:, :, p] @ R.T
    return out


# %% exp of logarithms, split and stack
def rotary_embedding(x, base):
    dim = x.shape[3]
    inv = np.exp(np.arange(0, dim, 2) * (-np.log(base) / dim))
    pos = np.arange(x.shape[2]).reshape(1, 1, -1, 1)
    sin, cos = np.sin(pos * inv), np.cos(pos * inv)
    a, b = np.split(x, 2, axis=-1)
    return np.stack([a * cos - b * sin, a * sin + b * cos], axis=-2).reshape(x.shape)
