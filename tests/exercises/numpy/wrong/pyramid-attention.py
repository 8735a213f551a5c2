import numpy as np


def pool(x, n, fold=np.mean, end=lambda i, size, n: -(-(i + 1) * size // n)):
    h, w = x.shape[2:]
    parts = lambda size: [slice(i * size // n, end(i, size, n)) for i in range(n)]
    return np.stack([fold(x[:, :, r, c], axis=(2, 3)) for r in parts(h) for c in parts(w)], axis=1)


def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% softmax-per-level: three softmaxes
def pyramid_attention(x, q):
    levels = [pool(x, n) for n in (1, 2, 4)]
    a = np.concatenate([softmax(p @ q / np.sqrt(len(q))) for p in levels], axis=1)
    return np.einsum("br,brc->bc", a, np.concatenate(levels, axis=1)), a


# %% maximum-for-mean: np.max
def pyramid_attention(x, q):
    p = np.concatenate([pool(x, n, np.max) for n in (1, 2, 4)], axis=1)
    return np.einsum("br,brc->bc", softmax(p @ q / np.sqrt(len(q))), p)


# %% regions-cut-short: // at both ends
def pyramid_attention(x, q):
    with np.errstate(all="ignore"):
        p = np.concatenate([pool(x, n, end=lambda i, size, n: (i + 1) * size // n) for n in (1, 2, 4)], axis=1)
        return np.einsum("br,brc->bc", softmax(p @ q / np.sqrt(len(q))), p)


# %% missing-scale: no root
def pyramid_attention(x, q):
    p = np.concatenate([pool(x, n) for n in (1, 2, 4)], axis=1)
    return np.einsum("br,brc->bc", softmax(p @ q), p)


# %% level-missing: without the whole map
def pyramid_attention(x, q):
    p = np.concatenate([pool(x, n) for n in (2, 4)], axis=1)
    return np.einsum("br,brc->bc", softmax(p @ q / np.sqrt(len(q))), p)


# %% averaged-instead-of-summed: mean
def pyramid_attention(x, q):
    p = np.concatenate([pool(x, n) for n in (1, 2, 4)], axis=1)
    return (softmax(p @ q / np.sqrt(len(q)))[..., None] * p).mean(axis=1)


# %% missing-keepdims: the sum
def pyramid_attention(x, q):
    p = np.concatenate([pool(x, n) for n in (1, 2, 4)], axis=1)
    s = p @ q / np.sqrt(len(q))
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return np.einsum("br,brc->bc", e / e.sum(axis=1), p)
