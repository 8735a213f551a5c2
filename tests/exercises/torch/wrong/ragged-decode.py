import math

import torch
import torch.nn.functional as F


def repeat(x, q):
    return x.repeat_interleave(q.size(1) // x.size(1), dim=1)


def attend(q, k, v, unused, number=torch.finfo(torch.float32).min):
    """unused: (B, S)"""
    k, v = repeat(k, q), repeat(v, q)
    unused = unused[:, None, None]
    scores = q @ k.mT / math.sqrt(q.size(-1))
    weights = torch.softmax(scores.masked_fill(unused, number), dim=-1).masked_fill(unused, 0.0)
    return weights @ v.masked_fill(unused.mT, 0.0)


# %% lengths-ignored: plain attention
def ragged_decode(q, k, v, lengths):
    k, v = repeat(k, q), repeat(v, q)
    return torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1) @ v


# %% lengths-ignored: zeros for length 0
def ragged_decode(q, k, v, lengths):
    k, v = repeat(k, q), repeat(v, q)
    out = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1) @ v
    out[lengths == 0] = 0
    return out


# %% length-off-by-one: one too many
def ragged_decode(q, k, v, lengths):
    return attend(q, k, v, torch.arange(k.size(2)) > lengths[:, None])


# %% length-off-by-one: one too few
def ragged_decode(q, k, v, lengths):
    return attend(q, k, v, torch.arange(k.size(2)) >= lengths[:, None] - 1)


# %% length-off-by-one: sliced too far
def ragged_decode(q, k, v, lengths):
    out = torch.zeros_like(q)
    for b, n in enumerate(lengths.tolist()):
        if n > 0:
            keys, values = repeat(k[b : b + 1, :, : n + 1], q), repeat(v[b : b + 1, :, : n + 1], q)
            out[b] = torch.softmax(q[b] @ keys[0].mT / math.sqrt(q.size(-1)), -1) @ values[0]
    return out


# %% length-off-by-one: sliced too short
def ragged_decode(q, k, v, lengths):
    out = torch.zeros_like(q)
    for b, n in enumerate(lengths.tolist()):
        if n > 1:
            keys, values = repeat(k[b : b + 1, :, : n - 1], q), repeat(v[b : b + 1, :, : n - 1], q)
            out[b] = torch.softmax(q[b] @ keys[0].mT / math.sqrt(q.size(-1)), -1) @ values[0]
    return out


# %% rubbish-multiplied: values left as they are
def ragged_decode(q, k, v, lengths):
    k, v = repeat(k, q), repeat(v, q)
    used = (torch.arange(k.size(2)) < lengths[:, None])[:, None, None]
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~used, -1e9)
    return torch.softmax(scores, -1).masked_fill(~used, 0.0) @ v


# %% rubbish-multiplied: values times the mask
def ragged_decode(q, k, v, lengths):
    k, v = repeat(k, q), repeat(v, q)
    used = (torch.arange(k.size(2)) < lengths[:, None])[:, None, None]
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~used, -1e9)
    return torch.softmax(scores, -1) @ (v * used.mT)


# %% rubbish-multiplied: -inf added, NaN of empty rows cleared
def ragged_decode(q, k, v, lengths):
    k, v = repeat(k, q), repeat(v, q)
    used = torch.arange(k.size(2)) < lengths[:, None]
    bias = torch.zeros(used.shape).masked_fill(~used, float("-inf"))[:, None, None]
    weights = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)) + bias, -1)
    out = weights @ v
    out[lengths == 0] = 0
    return out


# %% rubbish-multiplied: weights of NaN cleared, values not
def ragged_decode(q, k, v, lengths):
    k, v = repeat(k, q), repeat(v, q)
    used = (torch.arange(k.size(2)) < lengths[:, None])[:, None, None]
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~used, float("-inf"))
    return torch.nan_to_num(torch.softmax(scores, -1)) @ v


# %% left-padding-assumed: the last slots
def ragged_decode(q, k, v, lengths):
    S = k.size(2)
    return attend(q, k, v, torch.arange(S) < S - lengths[:, None])


# %% left-padding-assumed: negative slice
def ragged_decode(q, k, v, lengths):
    out = torch.zeros_like(q)
    for b, n in enumerate(lengths.tolist()):
        if n > 0:
            keys, values = repeat(k[b : b + 1, :, -n:], q), repeat(v[b : b + 1, :, -n:], q)
            out[b] = torch.softmax(q[b] @ keys[0].mT / math.sqrt(q.size(-1)), -1) @ values[0]
    return out


# %% masked-row-nan: -inf
def ragged_decode(q, k, v, lengths):
    k, v = repeat(k, q), repeat(v, q)
    unused = (torch.arange(k.size(2)) >= lengths[:, None])[:, None, None]
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(unused, float("-inf"))
    return torch.softmax(scores, -1) @ v.masked_fill(unused.mT, 0.0)


# %% masked-row-nan: -inf, values left as they are
def ragged_decode(q, k, v, lengths):
    k, v = repeat(k, q), repeat(v, q)
    unused = (torch.arange(k.size(2)) >= lengths[:, None])[:, None, None]
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(unused, float("-inf"))
    return torch.softmax(scores, -1) @ v


# %% masked-row-mean: -1e9, values left as they are
def ragged_decode(q, k, v, lengths):
    k, v = repeat(k, q), repeat(v, q)
    unused = (torch.arange(k.size(2)) >= lengths[:, None])[:, None, None]
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(unused, -1e9)
    return torch.softmax(scores, -1) @ v


# %% one-length-for-all: the longest
def ragged_decode(q, k, v, lengths):
    n = int(lengths.max())
    k, v = repeat(k[:, :, :n], q), repeat(v[:, :, :n], q)
    return torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), -1) @ v


# %% one-length-for-all: the first
def ragged_decode(q, k, v, lengths):
    return attend(q, k, v, (torch.arange(k.size(2)) >= lengths[0]).repeat(q.size(0), 1))


# %% mask-inverted: used ones masked
def ragged_decode(q, k, v, lengths):
    return attend(q, k, v, torch.arange(k.size(2)) < lengths[:, None])


# %% mask-after-softmax: weights zeroed
def ragged_decode(q, k, v, lengths):
    unused = (torch.arange(k.size(2)) >= lengths[:, None])[:, None, None]
    weights = torch.softmax(q @ repeat(k, q).mT / math.sqrt(q.size(-1)), -1).masked_fill(unused, 0.0)
    return weights @ repeat(v, q).masked_fill(unused.mT, 0.0)


# %% mask-as-factor: slots cleared, scores not masked
def ragged_decode(q, k, v, lengths):
    used = (torch.arange(k.size(2)) < lengths[:, None])[:, None, :, None]
    k, v = torch.where(used, k, 0.0), torch.where(used, v, 0.0)
    return F.softmax(q @ repeat(k, q).mT / math.sqrt(q.size(-1)), -1) @ repeat(v, q)


# %% mask-value-too-high: -100
def ragged_decode(q, k, v, lengths):
    return attend(q, k, v, torch.arange(k.size(2)) >= lengths[:, None], number=-100.0)


# %% groups-tiled-not-repeated: repeat
def ragged_decode(q, k, v, lengths):
    rep = q.size(1) // k.size(1)
    return attend(q, k.repeat(1, rep, 1, 1), v.repeat(1, rep, 1, 1), torch.arange(k.size(2)) >= lengths[:, None])


# %% groups-not-repeated: product as it is
def ragged_decode(q, k, v, lengths):
    unused = (torch.arange(k.size(2)) >= lengths[:, None])[:, None, None]
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(unused, -1e9)
    return torch.softmax(scores, -1).masked_fill(unused, 0.0) @ v.masked_fill(unused.mT, 0.0)


# %% missing-scale: none
def ragged_decode(q, k, v, lengths):
    return attend(q * math.sqrt(q.size(-1)), k, v, torch.arange(k.size(2)) >= lengths[:, None])


# %% values-from-keys: keys twice
def ragged_decode(q, k, v, lengths):
    return attend(q, k, k, torch.arange(k.size(2)) >= lengths[:, None])


# %% softmax-over-heads: dim 1
def ragged_decode(q, k, v, lengths):
    unused = (torch.arange(k.size(2)) >= lengths[:, None])[:, None, None]
    scores = (q @ repeat(k, q).mT / math.sqrt(q.size(-1))).masked_fill(unused, -1e9)
    return torch.softmax(scores, 1).masked_fill(unused, 0.0) @ repeat(v, q).masked_fill(unused.mT, 0.0)
