import math

import torch
import torch.nn.functional as F

# %% sequence by sequence, sliced
def ragged_decode(q, k, v, lengths):
    out = torch.zeros_like(q)
    rep = q.size(1) // k.size(1)
    for b in range(q.size(0)):
        n = int(lengths[b])
        if n == 0:
            continue
        keys = k[b, :, :n].repeat_interleave(rep, dim=0)
        values = v[b, :, :n].repeat_interleave(rep, dim=0)
        scores = q[b] @ keys.transpose(-1, -2) / math.sqrt(q.size(-1))
        out[b] = F.softmax(scores, dim=-1) @ values
    return out


# %% -inf, nan_to_num, torch.where
@torch.no_grad()
def ragged_decode(q, k, v, lengths):
    B, H, _, d = q.shape
    G, S = k.shape[1:3]
    valid = torch.arange(S)[None, :] < lengths[:, None]
    v = torch.where(valid[:, None, :, None], v, torch.zeros_like(v))
    scores = torch.einsum("bgrd,bgsd->bgrs", q.reshape(B, G, H // G, d), k) / d ** 0.5
    scores = torch.where(valid[:, None, None, :], scores, torch.tensor(float("-inf")))
    weights = torch.nan_to_num(torch.softmax(scores, dim=-1), nan=0.0)
    return torch.einsum("bgrs,bgsd->bgrd", weights, v).reshape(B, H, 1, d)


# %% both cleared first, -1e9, last row zeroed
def ragged_decode(q, k, v, lengths):
    S = k.shape[2]
    mask = (torch.arange(S).unsqueeze(0) < lengths.unsqueeze(1)).view(-1, 1, S, 1)
    k = k.masked_fill(~mask, 0.0).repeat_interleave(q.shape[1] // k.shape[1], 1)
    v = v.masked_fill(~mask, 0.0).repeat_interleave(q.shape[1] // v.shape[1], 1)
    attn = (q @ k.mT) * q.shape[-1] ** -0.5
    attn = attn.masked_fill(~mask.mT, -1e9).softmax(-1)
    return (attn @ v) * (lengths > 0).view(-1, 1, 1, 1)


# %% in place by a boolean index, float64
def ragged_decode(q, k, v, lengths):
    k, v = k.clone(), v.clone()
    for b, n in enumerate(lengths.tolist()):
        k[b, :, n:] = 0
        v[b, :, n:] = 0
    rep = q.size(1) // k.size(1)
    k, v = k.double().repeat_interleave(rep, 1), v.double().repeat_interleave(rep, 1)
    scores = q.double() @ k.transpose(2, 3) / math.sqrt(q.size(3))
    hidden = (torch.arange(k.size(2)) >= lengths[:, None])[:, None, None].expand_as(scores)
    scores[hidden] = torch.finfo(scores.dtype).min
    return (scores.softmax(-1) @ v).float()


# %% additive bias after clearing
def ragged_decode(q, k, v, lengths):
    used = torch.arange(k.size(2)) < lengths.view(-1, 1)
    k = torch.where(used[:, None, :, None], k, 0.0)
    v = torch.where(used[:, None, :, None], v, 0.0)
    bias = torch.zeros(used.shape).masked_fill(~used, float("-inf"))[:, None, None]
    n = q.size(1) // k.size(1)
    k, v = k.repeat_interleave(n, 1), v.repeat_interleave(n, 1)
    w = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)) + bias, -1)
    w = torch.where(torch.isnan(w), torch.zeros_like(w), w)
    return w @ v
