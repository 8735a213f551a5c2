import torch
import torch.nn.functional as F

# %% gather index, in place
def cross_entropy_backward(logits, targets):
    B, L, V = logits.shape
    flat, t = logits.reshape(-1, V), targets.reshape(-1)
    mask = t != -100
    grad = F.softmax(flat, dim=-1)
    rows = torch.arange(B * L)[mask]
    grad[rows, t[mask]] -= 1
    grad[~mask] = 0
    return (grad / mask.sum()).view(B, L, V)


# %% scatter_add, times the mask
def cross_entropy_backward(logits, targets):
    valid = targets.ne(-100)
    probs = torch.softmax(logits, dim=-1)
    index = targets.clamp(min=0).unsqueeze(-1)
    probs.scatter_add_(-1, index, -torch.ones_like(index, dtype=probs.dtype))
    return probs * valid.unsqueeze(-1) / valid.sum()


# %% exp of log_softmax, a comparison for the one-hot
def cross_entropy_backward(logits, targets):
    p = F.log_softmax(logits, -1).exp()
    hot = torch.arange(logits.size(-1)) == targets[..., None]
    keep = (targets != -100).float()
    return (p - hot.float()) * (keep / keep.sum())[..., None]


# %% logsumexp, where
def cross_entropy_backward(logits, targets):
    p = torch.exp(logits - torch.logsumexp(logits, dim=-1, keepdim=True))
    keep = targets != -100
    one_hot = torch.zeros_like(p).scatter_(2, torch.where(keep, targets, 0).unsqueeze(2), 1.0)
    n = keep.sum().clamp(min=1)
    return torch.where(keep.unsqueeze(-1), (p - one_hot) / n, torch.zeros_like(p))


# %% loops, float64
def cross_entropy_backward(logits, targets):
    out = torch.zeros_like(logits, dtype=torch.float64)
    count = sum(1 for row in targets.tolist() for t in row if t != -100)
    for b, row in enumerate(targets.tolist()):
        for i, t in enumerate(row):
            if t == -100:
                continue
            e = torch.exp(logits[b, i].double() - logits[b, i].max())
            out[b, i] = e / e.sum()
            out[b, i, t] -= 1
    return (out / count).to(logits.dtype)


# %% one more token for the ignored
def cross_entropy_backward(logits, targets):
    V = logits.shape[-1]
    ids = torch.where(targets == -100, V, targets)
    hot = F.one_hot(ids, V + 1)
    counted = 1 - hot[..., -1:]
    return (logits.softmax(-1) - hot[..., :-1]) * counted / counted.sum()
