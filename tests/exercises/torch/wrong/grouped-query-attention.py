import math

import torch
import torch.nn.functional as F


def attend(q, k, v):
    weights = torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(q.size(-1)), dim=-1)
    return weights @ v, weights


# %% groups-tiled-not-repeated: repeat
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    return attend(q, k.repeat(1, rep, 1, 1), v.repeat(1, rep, 1, 1))


# %% groups-tiled-not-repeated: cat of copies
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    return attend(q, torch.cat([k] * rep, dim=1), torch.cat([v] * rep, dim=1))[0]


# %% groups-tiled-not-repeated: queries viewed the other way
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.size(1)
    out, _ = attend(q.view(B, H // G, G, L, d), k.unsqueeze(1), v.unsqueeze(1))
    return out.reshape(B, H, L, d)


# %% groups-tiled-not-repeated: modulo in a loop
def grouped_query_attention(q, k, v):
    G = k.size(1)
    return torch.stack([attend(q[:, h], k[:, h % G], v[:, h % G])[0] for h in range(q.size(1))], dim=1)


# %% groups-tiled-not-repeated: expand before the heads
def grouped_query_attention(q, k, v):
    B, G, S, d = k.shape
    rep = q.size(1) // G
    k = k.unsqueeze(1).expand(B, rep, G, S, d).reshape(B, rep * G, S, d)
    v = v.unsqueeze(1).expand(B, rep, G, S, d).reshape(B, rep * G, S, d)
    return attend(q, k, v)


# %% groups-tiled-not-repeated: values only
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    return attend(q, k.repeat_interleave(rep, dim=1), v.repeat(1, rep, 1, 1))


# %% repeated-along-sequence: repeat_interleave and view
def grouped_query_attention(q, k, v):
    B, G, S, d = k.shape
    H = q.size(1)
    k = k.repeat_interleave(H // G, dim=2).view(B, H, S, d)
    v = v.repeat_interleave(H // G, dim=2).view(B, H, S, d)
    return attend(q, k, v)


# %% repeated-along-sequence: expand after the sequence
def grouped_query_attention(q, k, v):
    B, G, S, d = k.shape
    rep = q.size(1) // G
    k = k[:, :, :, None, :].expand(B, G, S, rep, d).reshape(B, G * rep, S, d)
    v = v[:, :, :, None, :].expand(B, G, S, rep, d).reshape(B, G * rep, S, d)
    return attend(q, k, v)[0]


# %% group-count-as-size: h // G
def grouped_query_attention(q, k, v):
    G = k.size(1)
    out = torch.empty_like(q)
    for h in range(q.size(1)):
        out[:, h] = attend(q[:, h], k[:, h // G], v[:, h // G])[0]
    return out


# %% queries-averaged: mean, repeated
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.size(1)
    mean = q.view(B, G, H // G, L, d).mean(dim=2)
    return attend(mean, k, v)[0].repeat_interleave(H // G, dim=1)


# %% queries-averaged: mean, one head for each group
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.size(1)
    return attend(q.reshape(B, G, H // G, L, d).mean(2), k, v)


# %% queries-averaged: einsum that drops the heads of a group
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.size(1)
    scores = torch.einsum("bgrld,bgsd->bgls", q.view(B, G, H // G, L, d), k) / math.sqrt(d)
    out = torch.einsum("bgls,bgsd->bgld", scores.softmax(-1), v)
    return out.repeat_interleave(H // G, dim=1)


# %% scale-by-other-size: model dimension
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    k, v = k.repeat_interleave(rep, 1), v.repeat_interleave(rep, 1)
    scores = q @ k.mT / math.sqrt(q.size(1) * q.size(-1))
    return scores.softmax(-1) @ v


# %% scale-by-other-size: number of heads
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    k, v = k.repeat_interleave(rep, 1), v.repeat_interleave(rep, 1)
    return torch.softmax(q @ k.mT / math.sqrt(q.shape[1]), dim=-1) @ v


# %% scale-by-other-size: number of groups
def grouped_query_attention(q, k, v):
    scale = k.shape[1] ** -0.5
    rep = q.size(1) // k.size(1)
    k, v = k.repeat_interleave(rep, 1), v.repeat_interleave(rep, 1)
    return torch.softmax(q @ k.mT * scale, dim=-1) @ v


# %% weights-shared: of the first head
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    _, weights = attend(q[:, ::rep], k, v)
    return weights.repeat_interleave(rep, 1) @ v.repeat_interleave(rep, 1)


# %% weights-shared: mean over the group
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.size(1)
    scores = q.view(B, G, H // G, L, d) @ k[:, :, None].mT / math.sqrt(d)
    weights = scores.softmax(-1).mean(2)
    return (weights @ v).repeat_interleave(H // G, dim=1)


# %% weights-shared: einsum adds the heads of a group up
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.size(1)
    scores = torch.einsum("bgrld,bgsd->bgrls", q.view(B, G, H // G, L, d), k) / math.sqrt(d)
    return torch.einsum("bgrls,bgsd->bgld", scores.softmax(-1), v)


# %% groups-not-repeated: product as it is
def grouped_query_attention(q, k, v):
    return attend(q, k, v)


# %% groups-not-repeated: einsum
def grouped_query_attention(q, k, v):
    scores = torch.einsum("bhld,bhsd->bhls", q, k) / math.sqrt(q.size(-1))
    return torch.einsum("bhls,bhsd->bhld", F.softmax(scores, -1), v)


# %% groups-not-repeated: index of the query head
def grouped_query_attention(q, k, v):
    return torch.stack([attend(q[:, h], k[:, h], v[:, h])[0] for h in range(q.size(1))], dim=1)


# %% groups-not-repeated: repeated along the sequence, not reshaped
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    return attend(q, k.repeat_interleave(rep, dim=2), v.repeat_interleave(rep, dim=2))


# %% missing-scale: none
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    return torch.softmax(q @ k.repeat_interleave(rep, 1).mT, dim=-1) @ v.repeat_interleave(rep, 1)


# %% softmax-over-heads: dim 1
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    scores = q @ k.repeat_interleave(rep, 1).mT / math.sqrt(q.size(-1))
    return F.softmax(scores, dim=1) @ v.repeat_interleave(rep, 1)


# %% softmax-over-heads: dim 2 of five
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.size(1)
    scores = q.view(B, G, H // G, L, d) @ k[:, :, None].mT / math.sqrt(d)
    return (F.softmax(scores, dim=2) @ v[:, :, None]).view(B, H, L, d)


# %% softmax-over-batch: dim 0
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    scores = q @ k.repeat_interleave(rep, 1).mT / math.sqrt(q.size(-1))
    return scores.softmax(0) @ v.repeat_interleave(rep, 1)


# %% values-from-keys: keys averaged
def grouped_query_attention(q, k, v):
    k = k.repeat_interleave(q.size(1) // k.size(1), dim=1)
    return attend(q, k, k)[0]


# %% returned-weights-instead: weights
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    return attend(q, k.repeat_interleave(rep, 1), v.repeat_interleave(rep, 1))[1]


# %% activation-on-output: relu
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    return attend(q, k.repeat_interleave(rep, 1), v.repeat_interleave(rep, 1))[0].relu()


# %% first-entry-only: the first
def grouped_query_attention(q, k, v):
    rep = q.size(1) // k.size(1)
    return attend(q[0], k[0].repeat_interleave(rep, 0), v[0].repeat_interleave(rep, 0))[0]
