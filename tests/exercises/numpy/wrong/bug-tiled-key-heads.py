import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% groups-tiled-not-repeated: as it is found
def grouped_query_attention(q, k, v):
    group_size = q.shape[1] // k.shape[1]
    keys = np.tile(k, (1, group_size, 1, 1))
    values = np.tile(v, (1, group_size, 1, 1))
    scores = q @ keys.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return softmax(scores) @ values


# %% groups-tiled-not-repeated: concatenated
def grouped_query_attention(q, k, v):
    group_size = q.shape[1] // k.shape[1]
    keys = np.concatenate([k] * group_size, axis=1)
    values = np.concatenate([v] * group_size, axis=1)
    scores = q @ keys.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return softmax(scores) @ values


# %% groups-tiled-not-repeated: the values repaired, not the keys
def grouped_query_attention(q, k, v):
    group_size = q.shape[1] // k.shape[1]
    keys = np.tile(k, (1, group_size, 1, 1))
    values = np.repeat(v, group_size, axis=1)
    scores = q @ keys.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return softmax(scores) @ values


# %% repeated-along-sequence: axis 2, and a reshape to fit
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    S = k.shape[2]
    keys = np.repeat(k, H // k.shape[1], axis=2).reshape(B, H, S, d)
    values = np.repeat(v, H // v.shape[1], axis=2).reshape(B, H, S, d)
    scores = q @ keys.swapaxes(-1, -2) / np.sqrt(d)
    return softmax(scores) @ values
