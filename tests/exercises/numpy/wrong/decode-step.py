import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def repeat(x, q):
    return np.repeat(x, q.shape[1] // x.shape[1], axis=1)


def attend(q, k, v):
    k, v = repeat(k, q), repeat(v, q)
    return softmax(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])) @ v


# %% new-token-not-seen: the cache only
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, past_k, past_v)


# %% new-token-not-seen: zeros for an empty cache
def decode_step(q, k_new, v_new, past_k, past_v):
    if past_k.shape[2] == 0:
        return np.zeros_like(q)
    return attend(q, past_k, past_v)


# %% new-token-not-seen: the last one cut off
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = np.concatenate([past_k, k_new], axis=2), np.concatenate([past_v, v_new], axis=2)
    S = past_k.shape[2]
    scores = q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    scores[..., S:] = -np.inf
    return softmax(scores) @ repeat(v, q)


# %% past-not-read: the new token only
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, k_new, v_new)


# %% mask-top-left: tril
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = np.concatenate([past_k, k_new], axis=2), np.concatenate([past_v, v_new], axis=2)
    scores = q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    mask = np.tril(np.ones((1, k.shape[2]), dtype=bool))
    return softmax(np.where(mask, scores, -np.inf)) @ repeat(v, q)


# %% appended-on-the-wrong-axis: concatenate without axis
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, np.concatenate([past_k, k_new]), np.concatenate([past_v, v_new]))


# %% appended-on-the-wrong-axis: heads
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, np.concatenate([past_k, k_new], axis=1), np.concatenate([past_v, v_new], axis=1))


# %% appended-on-the-wrong-axis: vstack
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, np.vstack([past_k, k_new]), np.vstack([past_v, v_new]))


# %% appended-on-the-wrong-axis: stack
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, np.stack([past_k, k_new], axis=2), np.stack([past_v, v_new], axis=2))


# %% appended-in-front: values in front
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, np.concatenate([past_k, k_new], axis=2), np.concatenate([v_new, past_v], axis=2))


# %% groups-tiled-not-repeated: np.tile
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = np.concatenate([past_k, k_new], axis=2), np.concatenate([past_v, v_new], axis=2)
    rep = q.shape[1] // k.shape[1]
    return attend(q, np.tile(k, (1, rep, 1, 1)), np.tile(v, (1, rep, 1, 1)))


# %% groups-tiled-not-repeated: modulo
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = np.concatenate([past_k, k_new], axis=2), np.concatenate([past_v, v_new], axis=2)
    G = k.shape[1]
    return np.concatenate([attend(q[:, h:h + 1], k[:, h % G][:, None], v[:, h % G][:, None]) for h in range(q.shape[1])], axis=1)


# %% groups-not-repeated: product as it is
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = np.concatenate([past_k, k_new], axis=2), np.concatenate([past_v, v_new], axis=2)
    return softmax(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])) @ v


# %% missing-scale: none
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = np.concatenate([past_k, k_new], axis=2), np.concatenate([past_v, v_new], axis=2)
    return softmax(q @ repeat(k, q).swapaxes(-1, -2)) @ repeat(v, q)


# %% unstable-softmax: exp as it is
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = np.concatenate([past_k, k_new], axis=2), np.concatenate([past_v, v_new], axis=2)
    e = np.exp(q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1]))
    return e / e.sum(axis=-1, keepdims=True) @ repeat(v, q)


# %% keys-not-transposed: product
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = np.concatenate([past_k, k_new], axis=2), np.concatenate([past_v, v_new], axis=2)
    return softmax(q @ repeat(k, q) / np.sqrt(q.shape[-1])) @ repeat(v, q)


# %% softmax-over-queries: axis -2
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = np.concatenate([past_k, k_new], axis=2), np.concatenate([past_v, v_new], axis=2)
    return softmax(q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1]), axis=-2) @ repeat(v, q)
