import math

import torch


def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    keys = torch.einsum("hnm,bsm->bhsn", w_uk, c)  # expanded: keys of every head, (B, H, S, n)
    values = torch.einsum("hvm,bsm->bhsv", w_uv, c)  # (B, H, S, dv)
    scores = torch.einsum("bhn,bhsn->bhs", q_nope, keys) + torch.einsum("bhr,bsr->bhs", q_rope, k_rope)
    weights = torch.softmax(scores / math.sqrt(q_nope.size(-1) + q_rope.size(-1)), dim=-1)  # (B, H, S)
    return torch.einsum("bhs,bhsv->bhv", weights, values)  # (B, H, dv)
