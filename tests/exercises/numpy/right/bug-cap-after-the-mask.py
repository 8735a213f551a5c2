import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% a loop over queries
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)
    visible = np.tri(L, dtype=bool)
    scores = cap * np.tanh(scores / cap)
    out = np.zeros(q.shape)
    for i in range(L):
        out[:, :, i] = np.einsum("bhj,bhjd->bhd", softmax(scores[:, :, i, : i + 1]), v[:, :, : i + 1])
    return out


# %% a number well below the cap
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)
    visible = np.tri(L, dtype=bool)
    scores = cap * np.tanh(scores / cap)
    scores = np.where(visible, scores, -1e4)
    return softmax(scores) @ v
