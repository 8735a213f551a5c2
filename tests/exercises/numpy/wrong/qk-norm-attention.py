import numpy as np


def norm(x, gain, eps, axis=-1):
    return x / np.sqrt((x**2).mean(axis=axis, keepdims=True) + eps) * gain


def attend(q, k, v):
    rep = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, rep, axis=1), np.repeat(v, rep, axis=1)
    s = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p @ v, p


# %% normalized-over-all-heads: both axes
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    return attend(norm(q, gain_q, eps, axis=(1, 3)), norm(k, gain_k, eps, axis=(1, 3)), v)


# %% values-normalized: all three
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    return attend(norm(q, gain_q, eps), norm(k, gain_k, eps), norm(v, 1, eps))


# %% mean-subtracted: layer normalisation
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    def layer_norm(x, gain):
        return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + eps) * gain

    return attend(layer_norm(q, gain_q), layer_norm(k, gain_k), v)


# %% scores-normalized: rows of scores
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    rep = q.shape[1] // k.shape[1]
    k, v = np.repeat(k * gain_k, rep, axis=1), np.repeat(v, rep, axis=1)
    s = (q * gain_q) @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    s = s / np.sqrt((s**2).mean(axis=-1, keepdims=True) + eps)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) @ v


# %% epsilon-outside-root: added to the root
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    def rms(x):
        return np.sqrt((x**2).mean(-1, keepdims=True)) + eps

    return attend(q / rms(q) * gain_q, k / rms(k) * gain_k, v)


# %% missing-keepdims: the mean square
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    q = q / np.sqrt((q**2).mean(axis=-1) + eps) * gain_q
    k = k / np.sqrt((k**2).mean(axis=-1) + eps) * gain_k
    return attend(q, k, v)


# %% sum-instead-of-mean: np.linalg.norm
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    q = q / np.maximum(np.linalg.norm(q, axis=-1, keepdims=True), eps) * gain_q
    k = k / np.maximum(np.linalg.norm(k, axis=-1, keepdims=True), eps) * gain_k
    return attend(q, k, v)
