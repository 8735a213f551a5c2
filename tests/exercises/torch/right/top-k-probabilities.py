import torch
import torch.nn.functional as F

# %% topk, softmax, scatter
def top_k_probabilities(logits, temperature, k):
    values, indices = torch.topk(logits / temperature, k, dim=-1)
    return torch.zeros_like(logits).scatter(-1, indices, F.softmax(values, dim=-1))


# %% -inf scattered
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    top = scaled.topk(k, dim=-1)
    filtered = torch.full_like(scaled, float("-inf")).scatter_(-1, top.indices, top.values)
    return torch.softmax(filtered, dim=-1)


# %% a boolean mask, masked_fill
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    keep = torch.zeros_like(scaled, dtype=torch.bool)
    keep.scatter_(1, torch.argsort(scaled, dim=1, descending=True, stable=True)[:, :k], True)
    return F.softmax(scaled.masked_fill(~keep, torch.finfo(scaled.dtype).min), dim=-1)


# %% probabilities renormalised
def top_k_probabilities(logits, temperature, k):
    probs = torch.softmax(logits / temperature, -1)
    idx = logits.sort(dim=-1, descending=True, stable=True).indices[..., :k]
    mask = torch.zeros_like(probs).scatter(-1, idx, 1.0)
    probs = probs * mask
    return probs / probs.sum(-1, keepdim=True)


# %% row by row, -1e9
def top_k_probabilities(logits, temperature, k):
    rows = []
    for row in logits:
        scaled = row / temperature
        _, idx = torch.topk(scaled, k)
        cut = torch.full_like(scaled, -1e9)
        cut[idx] = scaled[idx]
        rows.append(torch.softmax(cut, dim=0))
    return torch.stack(rows)


# %% ranks by a double argsort
def top_k_probabilities(logits, temperature, k):
    order = torch.argsort(logits, dim=-1, descending=True, stable=True)
    ranks = torch.argsort(order, dim=-1)
    scaled = torch.where(ranks < k, logits / temperature, -torch.inf)
    e = torch.exp(scaled - scaled.amax(-1, keepdim=True))
    return e / e.sum(-1, keepdim=True)
