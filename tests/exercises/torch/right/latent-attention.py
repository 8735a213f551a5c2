import math

import torch


# %% absorbed, einsum, as in DeepSeek's inference code
@torch.no_grad()
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    softmax_scale = (q_nope.size(-1) + q_rope.size(-1)) ** -0.5
    q_nope = torch.einsum("bhd,hdc->bhc", q_nope, w_uk)
    scores = (torch.einsum("bhc,btc->bht", q_nope, c) + torch.einsum("bhr,btr->bht", q_rope, k_rope)) * softmax_scale
    scores = scores.softmax(dim=-1, dtype=torch.float32)
    x = torch.einsum("bht,btc->bhc", scores, c)
    return torch.einsum("bhc,hdc->bhd", x, w_uv)


# %% expanded, as multi-head attention
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    H = q_nope.size(1)
    k = torch.cat([c.unsqueeze(1) @ w_uk.mT, k_rope.unsqueeze(1).expand(-1, H, -1, -1)], dim=-1)
    v = c.unsqueeze(1) @ w_uv.mT
    q = torch.cat([q_nope, q_rope], dim=-1).unsqueeze(2)
    weights = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
    return (weights @ v).squeeze(2)


# %% one fused projection of keys and values
def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    B, H, n = q_nope.shape
    kv = c @ torch.cat([w_uk, w_uv], dim=1).flatten(0, 1).T
    k, v = kv.view(B, -1, H, n + w_uv.size(1)).transpose(1, 2).split([n, w_uv.size(1)], dim=-1)
    scores = (k * q_nope[:, :, None]).sum(-1) + (k_rope[:, None] * q_rope[:, :, None]).sum(-1)
    weights = torch.softmax(scores / math.sqrt(n + q_rope.size(-1)), -1)
    return (weights[..., None] * v).sum(2)
