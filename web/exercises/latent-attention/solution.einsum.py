import numpy as np


def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    keys = np.einsum("hnm,bsm->bhsn", w_uk, c)  # expanded: keys of every head, (B, H, S, n)
    values = np.einsum("hvm,bsm->bhsv", w_uv, c)  # (B, H, S, dv)
    scores = np.einsum("bhn,bhsn->bhs", q_nope, keys) + np.einsum("bhr,bsr->bhs", q_rope, k_rope)
    scores = scores / np.sqrt(q_nope.shape[-1] + q_rope.shape[-1])
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, H, S)
    return np.einsum("bhs,bhsv->bhv", weights, values)  # (B, H, dv)
