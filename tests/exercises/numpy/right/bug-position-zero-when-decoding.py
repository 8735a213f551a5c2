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


# %% positions behind the cache
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.shape[2], past_k.shape[2]
    k = np.concatenate([past_k, rotate(k_new, S + np.arange(L), base)], axis=2)
    v = np.concatenate([past_v, v_new], axis=2)
    return attend(rotate(q, S + np.arange(L), base), k, v, L, S)


# %% a loop over the new tokens
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.shape[2], past_k.shape[2]
    out = np.zeros(q.shape)
    k, v = past_k, past_v
    for i in range(L):
        here = slice(i, i + 1)
        k = np.concatenate([k, rotate(k_new[:, :, here], [S + i], base)], axis=2)
        v = np.concatenate([v, v_new[:, :, here]], axis=2)
        scores = rotate(q[:, :, here], [S + i], base) @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
        out[:, :, here] = softmax(scores) @ v
    return out
