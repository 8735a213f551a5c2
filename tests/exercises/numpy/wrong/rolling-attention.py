import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def attend(q, k, v):
    rep = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, rep, axis=1), np.repeat(v, rep, axis=1)
    return (softmax(q[:, :, None] @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])) @ v)[:, :, 0]


# %% empty-slots-attended: the whole ring
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    slot = position % ring_k.shape[2]
    ring_k[:, :, slot], ring_v[:, :, slot] = k_new, v_new
    return attend(q, ring_k, ring_v)


# %% wrong-slot: position - 1
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    W = ring_k.shape[2]
    slot = (position - 1) % W
    ring_k[:, :, slot], ring_v[:, :, slot] = k_new, v_new
    n = min(position + 1, W)
    return attend(q, ring_k[:, :, :n], ring_v[:, :, :n])


# %% written-after-attending: written at the end
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    W = ring_k.shape[2]
    n = min(position + 1, W)
    out = attend(q, ring_k[:, :, :n], ring_v[:, :, :n])
    ring_k[:, :, position % W], ring_v[:, :, position % W] = k_new, v_new
    return out


# %% written-after-attending: as many as there were
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    n = min(position, ring_k.shape[2])
    return attend(q, ring_k[:, :, :n], ring_v[:, :, :n])


# %% oldest-kept: appended
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    n = min(position, ring_k.shape[2])
    k = np.concatenate([ring_k[:, :, :n], k_new[:, :, None]], axis=2)
    v = np.concatenate([ring_v[:, :, :n], v_new[:, :, None]], axis=2)
    return attend(q, k, v)


# %% first-slot-dropped: np.roll
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    W = ring_k.shape[2]
    if position >= W:
        ring_k, ring_v = np.roll(ring_k, -1, axis=2), np.roll(ring_v, -1, axis=2)
    slot, n = min(position, W - 1), min(position + 1, W)
    ring_k[:, :, slot], ring_v[:, :, slot] = k_new, v_new
    return attend(q, ring_k[:, :, :n], ring_v[:, :, :n])


# %% filled-off-by-one: without the new one
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    W = ring_k.shape[2]
    ring_k[:, :, position % W], ring_v[:, :, position % W] = k_new, v_new
    return attend(q, ring_k[:, :, :position], ring_v[:, :, :position])


# %% only-one-written: values forgotten
def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    W = ring_k.shape[2]
    ring_k[:, :, position % W] = k_new
    n = min(position + 1, W)
    return attend(q, ring_k[:, :, :n], ring_v[:, :, :n])
