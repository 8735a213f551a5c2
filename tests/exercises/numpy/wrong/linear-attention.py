import numpy as np


def phi(x):
    return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))


# %% feature-map-without-one: elu
def linear_attention(q, k, v):
    elu = lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0)))
    q, k = elu(q), elu(k)
    return q @ (k.swapaxes(-2, -1) @ v) / (q @ k.sum(-2)[..., None])


# %% normalizer-missing: not divided
def linear_attention(q, k, v):
    return phi(q) @ (phi(k).swapaxes(-2, -1) @ v)


# %% missing-keepdims: (B, H, L)
def linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    return q @ (k.swapaxes(-2, -1) @ v) / np.einsum("bhld,bhd->bhl", q, k.sum(-2))


# %% keys-not-transposed: k @ v
def linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    return q @ (k @ v) / (q @ k.sum(-2)[..., None])


# %% one-state-for-all: no h in the state
def linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    state = np.einsum("bhsd,bhse->bde", k, v)
    return np.einsum("bhld,bde->bhle", q, state) / (q @ k.sum(-2)[..., None])


# %% normalizer-by-feature: keys that sum to one
def linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    k = k / k.sum(axis=-2, keepdims=True)
    return q @ (k.swapaxes(-2, -1) @ v)


# %% softmax-regrouped: the usual attention
def linear_attention(q, k, v):
    s = q @ k.swapaxes(-2, -1) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True) @ v
