import math

import torch


def scores_of(q_nope, q_rope, c, k_rope, w_uk):
    q = torch.einsum("bhn,hnm->bhm", q_nope, w_uk)
    return q @ c.mT + q_rope @ k_rope.mT


def finish(scores, c, w_uv):
    return torch.einsum("bhm,hvm->bhv", torch.softmax(scores, dim=-1) @ c, w_uv)


# %% scale-without-rope: 1/√n
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    return finish(scores_of(q_nope, q_rope, c, k_rope, w_uk) / math.sqrt(q_nope.size(-1)), c, w_uv)


# %% absorbed-transposed: the wrong axis summed
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    q = torch.einsum("bhm,hnm->bhn", q_nope, w_uk)
    scores = q @ c.mT + q_rope @ k_rope.mT
    return finish(scores / math.sqrt(q_nope.size(-1) + q_rope.size(-1)), c, w_uv)


# %% values-from-key-projection: w_uk twice
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    scores = scores_of(q_nope, q_rope, c, k_rope, w_uk)
    return finish(scores / math.sqrt(q_nope.size(-1) + q_rope.size(-1)), c, w_uk)


# %% rope-part-left-out: content only
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    q = torch.einsum("bhn,hnm->bhm", q_nope, w_uk)
    return finish(q @ c.mT / math.sqrt(q_nope.size(-1) + q_rope.size(-1)), c, w_uv)


# %% latent-not-expanded: the average returned
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    scores = scores_of(q_nope, q_rope, c, k_rope, w_uk)
    return torch.softmax(scores / math.sqrt(q_nope.size(-1) + q_rope.size(-1)), dim=-1) @ c


# %% two-softmaxes: added
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    q = torch.einsum("bhn,hnm->bhm", q_nope, w_uk)
    root = math.sqrt(q_nope.size(-1) + q_rope.size(-1))
    weights = torch.softmax(q @ c.mT / root, dim=-1) + torch.softmax(q_rope @ k_rope.mT / root, dim=-1)
    return torch.einsum("bhm,hvm->bhv", weights @ c, w_uv)


# %% first-head-for-all: w_uk[0]
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    scores = (q_nope @ w_uk[0]) @ c.mT + q_rope @ k_rope.mT
    return finish(scores / math.sqrt(q_nope.size(-1) + q_rope.size(-1)), c, w_uv)
