import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    keys = (k_codes - k_zero) * k_scale  # (B, G, S, d) with (B, G, 1, d): one scale for each feature
    values = (v_codes - v_zero) * v_scale  # (B, G, S, d) with (B, G, S, 1): one scale for each token

    group_size = q.shape[1] // keys.shape[1]
    keys = np.repeat(keys, group_size, axis=1)  # (B, H, S, d)
    values = np.repeat(values, group_size, axis=1)

    scores = q @ keys.swapaxes(-1, -2) / np.sqrt(q.shape[-1])  # (B, H, L, S)
    return softmax(scores) @ values  # (B, H, L, d)
