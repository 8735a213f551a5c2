import math

import torch
import torch.nn.functional as F


def attend(q, k, v, visible):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    return torch.softmax(scores.masked_fill(~visible, float("-inf")), dim=-1) @ v


def distances(L):
    return torch.arange(L)[:, None] - torch.arange(L)


# %% window-off-by-one: triu(-window)
def sliding_window_attention(q, k, v, window):
    L = q.size(-2)
    return attend(q, k, v, torch.ones(L, L).tril().triu(-window).bool())


# %% window-off-by-one: <= window
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    scores = torch.einsum("bhid,bhjd->bhij", q, k) / q.size(-1) ** 0.5
    scores = torch.where((distance >= 0) & (distance <= window), scores, torch.tensor(-1e9))
    weights = F.softmax(scores, dim=-1)
    return torch.einsum("bhij,bhjd->bhid", weights, v), weights


# %% window-off-by-one: a loop from i - window
def sliding_window_attention(q, k, v, window):
    out = torch.zeros_like(v)
    for i in range(q.size(2)):
        start = max(0, i - window)
        scores = q[:, :, i : i + 1] @ k[:, :, start : i + 1].mT / math.sqrt(q.size(-1))
        out[:, :, i : i + 1] = torch.softmax(scores, -1) @ v[:, :, start : i + 1]
    return out


# %% window-off-by-one: one too short
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    return attend(q, k, v, (distance >= 0) & (distance < window - 1))


# %% window-two-sided: absolute distance
def sliding_window_attention(q, k, v, window):
    return attend(q, k, v, distances(q.size(2)).abs() < window)


# %% window-two-sided: half on each side
def sliding_window_attention(q, k, v, window):
    return attend(q, k, v, distances(q.size(2)).abs() <= window // 2)


# %% window-two-sided: triu and tril
def sliding_window_attention(q, k, v, window):
    L = q.size(2)
    band = torch.ones(L, L).triu(-(window - 1)).tril(window - 1)
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(band == 0, -1e9)
    return scores.softmax(-1) @ v


# %% window-without-causality: only the past
def sliding_window_attention(q, k, v, window):
    return attend(q, k, v, distances(q.size(2)) < window)


# %% window-without-causality: triu alone
def sliding_window_attention(q, k, v, window):
    L = q.size(2)
    return attend(q, k, v, torch.triu(torch.ones(L, L, dtype=torch.bool), diagonal=1 - window))


# %% window-padded-with-zeros: unfold
def sliding_window_attention(q, k, v, window):
    keys = F.pad(k, (0, 0, window - 1, 0)).unfold(2, window, 1)
    values = F.pad(v, (0, 0, window - 1, 0)).unfold(2, window, 1)
    scores = torch.einsum("bhid,bhidw->bhiw", q, keys) / math.sqrt(q.size(-1))
    return torch.einsum("bhiw,bhidw->bhid", scores.softmax(-1), values)


# %% window-padded-with-zeros: a loop over padded keys
def sliding_window_attention(q, k, v, window):
    B, H, L, d = q.shape
    zeros = torch.zeros(B, H, window - 1, d)
    k, v = torch.cat([zeros, k], dim=2), torch.cat([zeros, v], dim=2)
    rows = []
    for i in range(L):
        scores = (q[:, :, i : i + 1] * k[:, :, i : i + window]).sum(-1) / math.sqrt(d)
        weights = torch.softmax(scores, dim=-1)
        rows.append((weights[..., None] * v[:, :, i : i + window]).sum(2))
    return torch.stack(rows, dim=2)


# %% mask-after-softmax: times the band
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    weights = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
    return (weights * ((distance >= 0) & (distance < window))) @ v


# %% mask-after-softmax: masked_fill with -inf
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    weights = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
    return weights.masked_fill((distance < 0) | (distance >= window), float("-inf")) @ v


# %% mask-after-softmax: masked_fill with -1e9
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    weights = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
    return weights.masked_fill((distance < 0) | (distance >= window), -1e9) @ v


# %% mask-after-softmax: masked_fill with 0
def sliding_window_attention(q, k, v, window):
    L = q.size(2)
    band = torch.ones(L, L).tril().triu(1 - window)
    weights = F.softmax(torch.matmul(q, k.transpose(2, 3)) / math.sqrt(q.size(-1)), dim=-1)
    weights = weights.masked_fill(band == 0, 0)
    return torch.matmul(weights, v), weights


# %% window-ignored: causal
def sliding_window_attention(q, k, v, window):
    return attend(q, k, v, torch.ones(q.size(2), q.size(2), dtype=torch.bool).tril())


# %% mask-ignored: nothing masked
def sliding_window_attention(q, k, v, window):
    return torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1) @ v


# %% window-before-the-first-key: a slice from a negative start
def sliding_window_attention(q, k, v, window):
    rows = []
    for i in range(q.size(2)):
        seen = slice(i - window + 1, i + 1)
        scores = q[:, :, i : i + 1] @ k[:, :, seen].mT / math.sqrt(q.size(-1))
        rows.append(torch.softmax(scores, dim=-1) @ v[:, :, seen])
    return torch.cat(rows, dim=2)


# %% window-before-the-first-key: roll
def sliding_window_attention(q, k, v, window):
    keys = torch.stack([k.roll(t, dims=2) for t in range(window)], dim=3)
    values = torch.stack([v.roll(t, dims=2) for t in range(window)], dim=3)
    scores = (q[:, :, :, None] * keys).sum(-1) / math.sqrt(q.size(-1))
    weights = scores.softmax(-1)
    return (weights[..., None] * values).sum(3)


# %% window-in-blocks: position // window
def sliding_window_attention(q, k, v, window):
    block = torch.arange(q.size(2)) // window
    visible = (block[:, None] == block) & (distances(q.size(2)) >= 0)
    return attend(q, k, v, visible)


# %% mask-looks-ahead: j - i
def sliding_window_attention(q, k, v, window):
    distance = -distances(q.size(2))
    return attend(q, k, v, (distance >= 0) & (distance < window))


# %% mask-off-by-one: not itself
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    return attend(q, k, v, (distance > 0) & (distance <= window))


# %% mask-inverted: masked_fill(visible)
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    visible = (distance >= 0) & (distance < window)
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(visible, -1e9)
    return torch.softmax(scores, dim=-1) @ v


# %% missing-scale: none
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    visible = (distance >= 0) & (distance < window)
    return torch.softmax((q @ k.mT).masked_fill(~visible, float("-inf")), dim=-1) @ v


# %% softmax-over-queries: dim -2
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    visible = (distance >= 0) & (distance < window)
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~visible, float("-inf"))
    return torch.softmax(scores, dim=-2) @ v


# %% softmax-over-heads: dim 1
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    visible = (distance >= 0) & (distance < window)
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~visible, -1e9)
    return torch.softmax(scores, dim=1) @ v


# %% unstable-softmax: exp and divide
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    visible = (distance >= 0) & (distance < window)
    e = torch.exp(q @ k.mT / math.sqrt(q.size(-1))) * visible
    return e / e.sum(-1, keepdim=True) @ v


# %% maximum-of-hidden: renormalised
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    visible = (distance >= 0) & (distance < window)
    weights = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1) * visible
    return weights / weights.sum(-1, keepdim=True) @ v


# %% mask-value-too-high: -100
def sliding_window_attention(q, k, v, window):
    distance = distances(q.size(2))
    visible = (distance >= 0) & (distance < window)
    return torch.softmax((q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~visible, -100), dim=-1) @ v


# %% mask-as-factor: scores times the band
def sliding_window_attention(q, k, v, window):
    L = q.size(2)
    band = torch.ones(L, L).tril().triu(1 - window)
    return torch.softmax(q @ k.mT / math.sqrt(q.size(-1)) * band, dim=-1) @ v
