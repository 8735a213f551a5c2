import math

import torch
import torch.nn.functional as F

# %% cat along -2, repeat_interleave
def decode_step(q, k_new, v_new, past_k, past_v):
    k = torch.cat((past_k, k_new), dim=-2)
    v = torch.cat((past_v, v_new), dim=-2)
    n_rep = q.shape[1] // k.shape[1]
    k, v = k.repeat_interleave(n_rep, dim=1), v.repeat_interleave(n_rep, dim=1)
    attn = torch.matmul(q, k.transpose(2, 3)) / math.sqrt(q.shape[-1])
    return torch.matmul(F.softmax(attn, dim=-1), v)


# %% static cache, written in place
def decode_step(q, k_new, v_new, past_k, past_v):
    B, G, S, d = past_k.shape
    k_cache = torch.zeros(B, G, S + 1, d)
    v_cache = torch.zeros(B, G, S + 1, d)
    k_cache[:, :, :S], v_cache[:, :, :S] = past_k, past_v
    k_cache[:, :, S:], v_cache[:, :, S:] = k_new, v_new
    scores = torch.einsum("bgrd,bgsd->bgrs", q.view(B, G, -1, d), k_cache) * d ** -0.5
    out = torch.einsum("bgrs,bgsd->bgrd", scores.softmax(-1), v_cache)
    return out.reshape(B, -1, 1, d)


# %% causal mask at the bottom right
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], 2), torch.cat([past_v, v_new], 2)
    L, S = q.size(-2), k.size(-2)
    n = q.size(1) // k.size(1)
    k = k[:, :, None].expand(-1, -1, n, -1, -1).flatten(1, 2)
    v = v[:, :, None].expand(-1, -1, n, -1, -1).flatten(1, 2)
    mask = torch.ones(L, S, dtype=torch.bool).tril(diagonal=S - L)
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~mask, float("-inf"))
    return torch.softmax(scores, -1) @ v


# %% two parts, one softmax
def decode_step(q, k_new, v_new, past_k, past_v):
    B, H, _, d = q.shape
    G = k_new.size(1)
    q = q.view(B, G, H // G, d) / math.sqrt(d)
    old = q @ past_k.transpose(-1, -2)
    new = (q * k_new).sum(-1, keepdim=True)
    top = torch.cat([old, new], -1).amax(-1, keepdim=True)
    e_old, e_new = (old - top).exp(), (new - top).exp()
    total = e_old.sum(-1, keepdim=True) + e_new
    return ((e_old @ past_v + e_new * v_new) / total).view(B, H, 1, d)


# %% new token in front, in both
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([k_new, past_k], 2), torch.cat([v_new, past_v], 2)
    outs = []
    for h in range(q.size(1)):
        g = h * k.size(1) // q.size(1)
        w = (q[:, h] @ k[:, g].mT / math.sqrt(q.size(-1))).softmax(-1)
        outs.append(w @ v[:, g])
    return torch.stack(outs, 1)
