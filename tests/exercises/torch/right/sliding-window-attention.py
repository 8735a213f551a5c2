import math

import torch
import torch.nn.functional as F

# %% tril and triu
def sliding_window_attention(q, k, v, window):
    L = q.size(-2)
    band = torch.ones(L, L).tril().triu(-(window - 1)).bool()
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(q.size(-1))
    weights = F.softmax(scores.masked_fill(~band, -1e9), dim=-1)
    return torch.matmul(weights, v)


# %% two masks, one after the other, in place
def sliding_window_attention(q, k, v, window):
    B, H, L, d = q.shape
    scores = torch.einsum("bhid,bhjd->bhij", q, k) * d**-0.5
    future = torch.triu(torch.ones(L, L, dtype=torch.bool), diagonal=1)
    past = torch.tril(torch.ones(L, L, dtype=torch.bool), diagonal=-window)
    scores.masked_fill_(future, float("-inf"))
    scores.masked_fill_(past[None, None], float("-inf"))
    p = scores.softmax(-1)
    return torch.einsum("bhij,bhjd->bhid", p, v), p


# %% additive mask as in Hugging Face's models
def sliding_window_attention(q, k, v, window):
    L = q.shape[-2]
    i, j = torch.arange(L).view(-1, 1), torch.arange(L).view(1, -1)
    allowed = (j <= i) & (j > i - window)
    bias = torch.where(allowed, 0.0, torch.finfo(q.dtype).min)
    scores = q @ k.mT / math.sqrt(q.shape[-1]) + bias[None, None, :, :]
    weights = torch.softmax(scores, dim=-1, dtype=torch.float32).to(q.dtype)
    return weights @ v, weights


# %% a loop over the queries, slices of the keys
def sliding_window_attention(q, k, v, window):
    rows = []
    for i in range(q.size(2)):
        start = max(i + 1 - window, 0)
        keys, values = k[:, :, start : i + 1], v[:, :, start : i + 1]
        scores = q[:, :, i : i + 1] @ keys.transpose(-1, -2) / q.size(-1) ** 0.5
        rows.append(torch.softmax(scores, dim=-1) @ values)
    return torch.cat(rows, dim=2)


# %% windows gathered with unfold, padding masked
def sliding_window_attention(q, k, v, window):
    B, H, L, d = q.shape
    keys = F.pad(k, (0, 0, window - 1, 0)).unfold(2, window, 1)
    values = F.pad(v, (0, 0, window - 1, 0)).unfold(2, window, 1)
    scores = torch.einsum("bhid,bhidw->bhiw", q, keys) / math.sqrt(d)
    real = torch.arange(L)[:, None] - (window - 1) + torch.arange(window) >= 0
    weights = scores.masked_fill(~real, float("-inf")).softmax(dim=-1)
    return torch.einsum("bhiw,bhidw->bhid", weights, values)


# %% exponentials by hand, in float64
def sliding_window_attention(q, k, v, window):
    q, k, v = q.double(), k.double(), v.double()
    L = q.size(2)
    distance = torch.arange(L)[:, None] - torch.arange(L)[None, :]
    seen = torch.logical_and(distance >= 0, distance <= window - 1)
    scores = torch.where(seen, q @ k.transpose(2, 3) / math.sqrt(q.size(3)), -torch.inf)
    e = torch.exp(scores - scores.max(dim=-1, keepdim=True).values)
    weights = e / e.sum(dim=-1, keepdim=True)
    return (weights @ v).float(), weights.float()


# %% weights from the log-sum-exp
def sliding_window_attention(q, k, v, window):
    L = q.size(2)
    i = torch.arange(L)
    hidden = (i[None, :] > i[:, None]) | (i[:, None] - i[None, :] >= window)
    scores = (q @ k.transpose(2, 3) / math.sqrt(q.size(3))).masked_fill(hidden, float("-inf"))
    weights = torch.exp(scores - torch.logsumexp(scores, dim=-1, keepdim=True))
    return weights @ v, weights
