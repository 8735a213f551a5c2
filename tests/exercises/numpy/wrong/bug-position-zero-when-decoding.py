import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def rotate(x, positions, base):
    d = x.shape[-1]
    angles = np.outer(positions, base ** (-2.0 * np.arange(d // 2) / d))
    cos, sin = np.cos(angles), np.sin(angles)
    first, second = x[..., : d // 2], x[..., d // 2 :]
    return np.concatenate([first * cos - second * sin, first * sin + second * cos], axis=-1)


def attend(q, k, v, L, S):
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return softmax(np.where(np.tri(L, S + L, S, dtype=bool), scores, -np.inf)) @ v


# %% new-tokens-at-position-zero: as it is found
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.shape[2], past_k.shape[2]
    k = np.concatenate([past_k, rotate(k_new, np.arange(L), base)], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    return attend(rotate(q, np.arange(L), base), k, v, L, S)


# %% query-at-position-zero: the keys repaired
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.shape[2], past_k.shape[2]
    k = np.concatenate([past_k, rotate(k_new, S + np.arange(L), base)], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    return attend(rotate(q, np.arange(L), base), k, v, L, S)


# %% query-at-position-zero: always 0
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.shape[2], past_k.shape[2]
    k = np.concatenate([past_k, rotate(k_new, S + np.arange(L), base)], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    return attend(rotate(q, np.zeros(L), base), k, v, L, S)


# %% new-keys-at-position-zero: the queries repaired
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.shape[2], past_k.shape[2]
    k = np.concatenate([past_k, rotate(k_new, np.arange(L), base)], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    return attend(rotate(q, S + np.arange(L), base), k, v, L, S)


# %% keys-rotated-twice: all keys together
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.shape[2], past_k.shape[2]
    k = rotate(np.concatenate([past_k, k_new], axis=2), np.arange(S + L), base)
    v = np.concatenate([past_v, v_new], axis=2)
    return attend(rotate(q, S + np.arange(L), base), k, v, L, S)


# %% keys-rotated-twice: all keys together, the query from 0
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.shape[2], past_k.shape[2]
    k = rotate(np.concatenate([past_k, k_new], axis=2), np.arange(S + L), base)
    v = np.concatenate([past_v, v_new], axis=2)
    return attend(rotate(q, np.arange(L), base), k, v, L, S)


# %% positions-off-by-one: from S - 1 on
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.shape[2], past_k.shape[2]
    k = np.concatenate([past_k, rotate(k_new, S - 1 + np.arange(L), base)], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    return attend(rotate(q, S - 1 + np.arange(L), base), k, v, L, S)


# %% one-position-for-all: the last
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.shape[2], past_k.shape[2]
    k = np.concatenate([past_k, rotate(k_new, np.full(L, S + L - 1), base)], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    return attend(rotate(q, np.full(L, S + L - 1), base), k, v, L, S)
