import math

import torch


def repeat(x, q):
    return x.repeat_interleave(q.size(1) // x.size(1), dim=1)


def attend(q, k, v, hidden):
    scores = q @ repeat(k, q).mT / math.sqrt(q.size(-1))
    return torch.softmax(scores.masked_fill(hidden, float("-inf")), dim=-1) @ repeat(v, q)


def future(L, S):
    return torch.ones(L, S, dtype=torch.bool).triu(S - L + 1)


# %% mask-top-left: diagonal 1
def chunk_attention(q, k, v, past_k, past_v):
    k, v = torch.cat([past_k, k], dim=2), torch.cat([past_v, v], dim=2)
    return attend(q, k, v, torch.ones(q.size(2), k.size(2), dtype=torch.bool).triu(1))


# %% chunk-not-causal: no mask
def chunk_attention(q, k, v, past_k, past_v):
    k, v = torch.cat([past_k, k], dim=2), torch.cat([past_v, v], dim=2)
    return torch.softmax(q @ repeat(k, q).mT / math.sqrt(q.size(-1)), dim=-1) @ repeat(v, q)


# %% past-hidden: the past masked
def chunk_attention(q, k, v, past_k, past_v):
    k, v = torch.cat([past_k, k], dim=2), torch.cat([past_v, v], dim=2)
    hidden = future(q.size(2), k.size(2))
    hidden[:, : past_k.size(2)] = True
    return attend(q, k, v, hidden)


# %% chunk-not-seen: the cache only
def chunk_attention(q, k, v, past_k, past_v):
    return torch.softmax(q @ repeat(past_k, q).mT / math.sqrt(q.size(-1)), dim=-1) @ repeat(past_v, q)


# %% mask-off-by-one: diagonal P
def chunk_attention(q, k, v, past_k, past_v):
    k, v = torch.cat([past_k, k], dim=2), torch.cat([past_v, v], dim=2)
    return attend(q, k, v, torch.ones(q.size(2), k.size(2), dtype=torch.bool).triu(past_k.size(2)))


# %% mask-off-by-one: diagonal P + 2
def chunk_attention(q, k, v, past_k, past_v):
    k, v = torch.cat([past_k, k], dim=2), torch.cat([past_v, v], dim=2)
    return attend(q, k, v, torch.ones(q.size(2), k.size(2), dtype=torch.bool).triu(past_k.size(2) + 2))


# %% appended-on-the-wrong-axis: dim 1
def chunk_attention(q, k, v, past_k, past_v):
    k, v = torch.cat([past_k, k], dim=1), torch.cat([past_v, v], dim=1)
    return attend(q, k, v, future(q.size(2), k.size(2)))


# %% chunk-before-past: keys only
def chunk_attention(q, k, v, past_k, past_v):
    k, v = torch.cat([k, past_k], dim=2), torch.cat([past_v, v], dim=2)
    return attend(q, k, v, future(q.size(2), k.size(2)))


# %% groups-not-repeated: product as it is
def chunk_attention(q, k, v, past_k, past_v):
    k, v = torch.cat([past_k, k], dim=2), torch.cat([past_v, v], dim=2)
    scores = q @ k.mT / math.sqrt(q.size(-1))
    return torch.softmax(scores.masked_fill(future(q.size(2), k.size(2)), -1e9), dim=-1) @ v


# %% mask-inverted: masked_fill of what may be seen
def chunk_attention(q, k, v, past_k, past_v):
    k, v = torch.cat([past_k, k], dim=2), torch.cat([past_v, v], dim=2)
    return attend(q, k, v, ~future(q.size(2), k.size(2)))
