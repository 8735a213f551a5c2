import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def decode_step(q, k_new, v_new, past_k, past_v):
    B, H, _, d = q.shape
    G = k_new.shape[1]
    k = np.concatenate([past_k, k_new], axis=2)  # (B, G, S + 1, d): the sequence grows
    v = np.concatenate([past_v, v_new], axis=2)

    queries = q.reshape(B, G, H // G, d)  # the heads of a group take the place of positions
    weights = softmax(queries @ k.swapaxes(-1, -2) / np.sqrt(d))  # (B, G, H/G, d) @ (B, G, d, S + 1)
    out = weights @ v  # (B, G, H/G, S + 1) @ (B, G, S + 1, d)
    return out.reshape(B, H, 1, d)
