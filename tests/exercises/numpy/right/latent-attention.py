import numpy as np


def softmax(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


# %% absorbed, einsum
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    q = np.einsum("bhn,hnm->bhm", q_nope, w_uk)
    s = np.einsum("bhm,bsm->bhs", q, c) + np.einsum("bhr,bsr->bhs", q_rope, k_rope)
    p = softmax(s * (q_nope.shape[-1] + q_rope.shape[-1]) ** -0.5)
    return np.einsum("hvm,bhm->bhv", w_uv, np.einsum("bhs,bsm->bhm", p, c))


# %% expanded, keys joined
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    B, H, n = q_nope.shape
    S, r = k_rope.shape[1:]
    k = c[:, None] @ w_uk.transpose(0, 2, 1)[None]
    v = c[:, None] @ w_uv.transpose(0, 2, 1)[None]
    k = np.concatenate([k, np.broadcast_to(k_rope[:, None], (B, H, S, r))], axis=-1)
    q = np.concatenate([q_nope, q_rope], axis=-1)[:, :, None]
    return (softmax(q @ k.swapaxes(-1, -2) / np.sqrt(n + r)) @ v).squeeze(2)


# %% head by head
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    heads = []
    for h in range(q_nope.shape[1]):
        keys = np.concatenate([c @ w_uk[h].T, k_rope], axis=-1)
        query = np.concatenate([q_nope[:, h], q_rope[:, h]], axis=-1)
        scores = (keys * query[:, None]).sum(-1) / np.sqrt(query.shape[-1])
        heads.append((softmax(scores)[..., None] * (c @ w_uv[h].T)).sum(1))
    return np.stack(heads, axis=1)
