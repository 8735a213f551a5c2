import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def scores_of(q_nope, q_rope, c, k_rope, w_uk):
    q = np.einsum("bhn,hnm->bhm", q_nope, w_uk)
    return q @ c.swapaxes(1, 2) + q_rope @ k_rope.swapaxes(1, 2)


def finish(scores, c, w_uv):
    return np.einsum("bhm,hvm->bhv", softmax(scores) @ c, w_uv)


# %% scale-without-rope: the width of the absorbed query
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    scores = scores_of(q_nope, q_rope, c, k_rope, w_uk)
    return finish(scores / np.sqrt(c.shape[-1] + k_rope.shape[-1]), c, w_uv)


# %% absorbed-transposed: w_uk as it is
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    q = (w_uk[None] @ q_nope[..., None])[..., 0]
    scores = q @ c.swapaxes(1, 2) + q_rope @ k_rope.swapaxes(1, 2)
    return finish(scores / np.sqrt(q_nope.shape[-1] + q_rope.shape[-1]), c, w_uv)


# %% rope-part-up-projected: both cached vectors
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    k = c[:, None] @ w_uk.swapaxes(1, 2)
    kr = k_rope[:, None] @ w_uk.swapaxes(1, 2)
    scores = (q_nope[:, :, None] @ k.swapaxes(2, 3) + q_rope[:, :, None] @ kr.swapaxes(2, 3))[:, :, 0]
    return finish(scores / np.sqrt(q_nope.shape[-1] + q_rope.shape[-1]), c, w_uv)


# %% rope-part-left-out: content only
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    scores = np.einsum("bhn,hnm->bhm", q_nope, w_uk) @ c.swapaxes(1, 2)
    return finish(scores / np.sqrt(q_nope.shape[-1]), c, w_uv)


# %% latent-not-expanded: the average returned
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    scores = scores_of(q_nope, q_rope, c, k_rope, w_uk)
    return softmax(scores / np.sqrt(q_nope.shape[-1] + q_rope.shape[-1])) @ c


# %% parts-scaled-apart: each its own root
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    content = np.einsum("bhn,hnm->bhm", q_nope, w_uk) @ c.swapaxes(1, 2) / np.sqrt(q_nope.shape[-1])
    return finish(content + q_rope @ k_rope.swapaxes(1, 2) / np.sqrt(q_rope.shape[-1]), c, w_uv)


# %% missing-scale: none
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    return finish(scores_of(q_nope, q_rope, c, k_rope, w_uk), c, w_uv)


# %% softmax-over-heads: axis 1
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    scores = scores_of(q_nope, q_rope, c, k_rope, w_uk) / np.sqrt(q_nope.shape[-1] + q_rope.shape[-1])
    return np.einsum("bhm,hvm->bhv", softmax(scores, axis=1) @ c, w_uv)
