import numpy as np


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


# %% a function for both, grouped queries
def dequantize(codes, scale, zero):
    return scale * (codes.astype(np.float64) - zero)


def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    k, v = dequantize(k_codes, k_scale, k_zero), dequantize(v_codes, v_scale, v_zero)
    B, H, L, d = q.shape
    G = k.shape[1]
    x = q.reshape(B, G, H // G, L, d)
    w = softmax(x @ k[:, :, None].swapaxes(-1, -2) / d**0.5)
    return (w @ v[:, :, None]).reshape(q.shape)


# %% folded, no zero for the keys
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    r = q.shape[1] // k_codes.shape[1]
    rep = lambda x: np.repeat(x, r, axis=1)
    scores = (q * rep(k_scale)) @ rep(k_codes).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    w = softmax(scores) * rep(v_scale).swapaxes(-1, -2)
    return w @ rep(v_codes) - w @ rep(v_zero)


# %% code * scale - zero * scale, head by head
def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    k = k_codes * k_scale - k_zero * k_scale
    v = v_codes * v_scale - v_zero * v_scale
    out = np.zeros(q.shape)
    for b in range(q.shape[0]):
        for h in range(q.shape[1]):
            g = h * k.shape[1] // q.shape[1]
            out[b, h] = softmax(q[b, h] @ k[b, g].T / np.sqrt(q.shape[-1])) @ v[b, g]
    return out
