import math

import torch
import torch.nn.functional as F


def repeat(x, q):
    return x.repeat_interleave(q.size(1) // x.size(1), dim=1)


def attend(q, k, v):
    k, v = repeat(k, q), repeat(v, q)
    return torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(q.size(-1)), dim=-1) @ v


# %% new-token-not-seen: the cache only
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, past_k, past_v)


# %% new-token-not-seen: appended afterwards
def decode_step(q, k_new, v_new, past_k, past_v):
    out = attend(q, past_k, past_v)
    past_k = torch.cat([past_k, k_new], dim=2)
    past_v = torch.cat([past_v, v_new], dim=2)
    return out


# %% new-token-not-seen: masked
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2)
    k, v = repeat(k, q), repeat(v, q)
    scores = q @ k.mT / math.sqrt(q.size(-1))
    seen = torch.arange(k.size(2)) < past_k.size(2)
    return torch.softmax(scores.masked_fill(~seen, float("-inf")), -1) @ v


# %% past-not-read: the new token only
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, k_new, v_new)


# %% mask-top-left: tril of one row
def decode_step(q, k_new, v_new, past_k, past_v):
    k = repeat(torch.cat([past_k, k_new], dim=2), q)
    v = repeat(torch.cat([past_v, v_new], dim=2), q)
    scores = q @ k.mT / math.sqrt(q.size(-1))
    mask = torch.tril(torch.ones(q.size(2), k.size(2))).bool()
    return F.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1) @ v


# %% mask-top-left: triu added
def decode_step(q, k_new, v_new, past_k, past_v):
    k = repeat(torch.cat([past_k, k_new], dim=2), q)
    v = repeat(torch.cat([past_v, v_new], dim=2), q)
    scores = q @ k.mT / math.sqrt(q.size(-1))
    scores = scores + torch.triu(torch.full((1, k.size(2)), -1e9), diagonal=1)
    return F.softmax(scores, dim=-1) @ v


# %% appended-on-the-wrong-axis: cat without dim
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, torch.cat([past_k, k_new]), torch.cat([past_v, v_new]))


# %% appended-on-the-wrong-axis: cat along the heads
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, torch.cat([past_k, k_new], dim=1), torch.cat([past_v, v_new], dim=1))


# %% appended-on-the-wrong-axis: cat along the features
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, torch.cat([past_k, k_new], dim=-1), torch.cat([past_v, v_new], dim=-1))


# %% appended-on-the-wrong-axis: stack
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, torch.stack([past_k, k_new], dim=2), torch.stack([past_v, v_new], dim=2))


# %% appended-in-front: keys in front, values behind
def decode_step(q, k_new, v_new, past_k, past_v):
    return attend(q, torch.cat([k_new, past_k], dim=2), torch.cat([past_v, v_new], dim=2))


# %% groups-tiled-not-repeated: repeat
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2)
    rep = q.size(1) // k.size(1)
    return attend(q, k.repeat(1, rep, 1, 1), v.repeat(1, rep, 1, 1))


# %% groups-tiled-not-repeated: queries viewed the other way
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2)
    B, H, _, d = q.shape
    queries = q.view(B, H // k.size(1), k.size(1), 1, d)
    weights = torch.softmax(queries @ k.unsqueeze(1).mT / math.sqrt(d), dim=-1)
    return (weights @ v.unsqueeze(1)).view(B, H, 1, d)


# %% groups-not-repeated: product as it is
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2)
    return torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1) @ v


# %% group-count-as-size: h // G
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2)
    out = torch.zeros_like(q)
    for h in range(q.size(1)):
        g = h // k.size(1)
        out[:, h] = torch.softmax(q[:, h] @ k[:, g].mT / math.sqrt(q.size(-1)), -1) @ v[:, g]
    return out


# %% queries-averaged: mean of a group
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2)
    mean = q.unflatten(1, (k.size(1), -1)).mean(2)
    return attend(mean, k, v).repeat_interleave(q.size(1) // k.size(1), dim=1)


# %% missing-scale: none
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2)
    k, v = repeat(k, q), repeat(v, q)
    return torch.softmax(q @ k.mT, dim=-1) @ v


# %% scale-by-other-size: the number of heads
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2)
    k, v = repeat(k, q), repeat(v, q)
    return torch.softmax(q @ k.mT / math.sqrt(q.size(1)), dim=-1) @ v


# %% softmax-over-heads: dim 1
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2)
    k, v = repeat(k, q), repeat(v, q)
    return torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=1) @ v


# %% values-from-keys: keys twice
def decode_step(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    return attend(q, k, k)


# %% first-entry-only: the first
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2)
    return attend(q[:1], k[:1], v[:1])
