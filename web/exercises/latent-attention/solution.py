import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    # w_uk is absorbed into the query: q · (w_uk c) = (w_uk^T q) · c.
    absorbed = (q_nope[:, :, None] @ w_uk)[:, :, 0]  # (B, H, 1, n) @ (H, n, m) to (B, H, m)
    scores = absorbed @ c.swapaxes(-1, -2)  # (B, H, m) @ (B, m, S): the latents are the keys of all heads
    scores = scores + q_rope @ k_rope.swapaxes(-1, -2)  # (B, H, r) @ (B, r, S) to (B, H, S)
    weights = softmax(scores / np.sqrt(q_nope.shape[-1] + q_rope.shape[-1]))

    # w_uv is absorbed into the result: the average of w_uv c is w_uv times the average of c.
    mixed = weights @ c  # (B, H, S) @ (B, S, m) to (B, H, m)
    return (mixed[:, :, None] @ w_uv.swapaxes(-1, -2))[:, :, 0]  # (B, H, 1, m) @ (H, m, dv) to (B, H, dv)
