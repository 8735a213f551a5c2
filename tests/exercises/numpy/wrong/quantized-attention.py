import numpy as np


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def attend(q, k, v):
    r = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, r, axis=1), np.repeat(v, r, axis=1)
    return softmax(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])) @ v


# %% zero-after-scale: minus zero
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, k_codes * k_scale - k_zero, v_codes * v_scale - v_zero)


# %% zero-after-scale: plus zero
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, k_codes * k_scale + k_zero, v_codes * v_scale + v_zero)


# %% zero-left-out: codes times scale
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, k_codes * k_scale, v_codes * v_scale)


# %% zero-left-out: folded into the weights
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    r = q.shape[1] // k_codes.shape[1]
    rep = lambda x: np.repeat(x, r, axis=1)
    scores = (q * rep(k_scale)) @ rep(k_codes).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return (softmax(scores) * rep(v_scale).swapaxes(-1, -2)) @ rep(v_codes)


# %% zero-rounded: as the codes
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    k = (k_codes - k_zero.astype(int)) * k_scale
    return attend(q, k, (v_codes - v_zero.astype(int)) * v_scale)


# %% scale-on-the-wrong-axis: both turned round
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    turn = lambda x: x.swapaxes(-1, -2)
    k = (k_codes - turn(k_zero)) * turn(k_scale)
    return attend(q, k, (v_codes - turn(v_zero)) * turn(v_scale))


# %% parameters-exchanged: scales
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, (k_codes - v_zero) * v_scale, (v_codes - k_zero) * k_scale)


# %% scale-left-out: both
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q, k_codes - k_zero, v_codes - v_zero)


# %% one-scale-for-all: the mean
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    one = lambda x: x.mean(axis=(2, 3), keepdims=True)
    return attend(q, (k_codes - one(k_zero)) * one(k_scale), (v_codes - one(v_zero)) * one(v_scale))


# %% groups-tiled-not-repeated: np.tile
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    r = q.shape[1] // k_codes.shape[1]
    tile = lambda x: np.tile(x, (1, r, 1, 1))
    return attend(q, tile((k_codes - k_zero) * k_scale), tile((v_codes - v_zero) * v_scale))


# %% missing-scale: no root
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    return attend(q * np.sqrt(q.shape[-1]), (k_codes - k_zero) * k_scale, (v_codes - v_zero) * v_scale)
