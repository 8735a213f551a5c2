import torch

# %% parts-averaged: mean
def merge_attention(outs, lses):
    return outs.mean(dim=0)


# %% parts-averaged: sum
def merge_attention(outs, lses):
    return outs.sum(dim=0)


# %% parts-averaged: mean of those with keys
def merge_attention(outs, lses):
    real = (lses > -torch.inf).float()
    return outs.sum(dim=0) / real.sum(dim=0).clamp(min=1)[..., None]


# %% lse-as-weight: divided by the sum
def merge_attention(outs, lses):
    weights = lses / lses.sum(dim=0, keepdim=True)
    return (weights[..., None] * outs).sum(dim=0)


# %% lse-as-weight: as it is, -inf replaced
def merge_attention(outs, lses):
    weights = torch.where(torch.isinf(lses), 0.0, lses)
    return (weights[..., None] * outs).sum(dim=0)


# %% lse-as-weight: einsum
def merge_attention(outs, lses):
    return torch.einsum("pbhl,pbhld->bhld", lses / lses.sum(0), outs)


# %% lse-as-weight: a share of the log-sum-exp of all
def merge_attention(outs, lses):
    weights = lses / torch.logsumexp(lses, dim=0)
    weights = torch.where(torch.isfinite(weights), weights, torch.zeros_like(weights))
    return torch.einsum("pbhl,pbhld->bhld", weights, outs)


# %% unstable-softmax: exp and divide
def merge_attention(outs, lses):
    e = torch.exp(lses)
    return (e[..., None] * outs).sum(dim=0) / e.sum(dim=0)[..., None]


# %% unstable-softmax: clamped sum
def merge_attention(outs, lses):
    e = lses.exp()
    total = e.sum(0).clamp(min=1e-9)
    return torch.einsum("pbhl,pbhld->bhld", e, outs) / total.unsqueeze(-1)


# %% unstable-softmax: log of the sum
def merge_attention(outs, lses):
    lse = torch.log(torch.exp(lses).sum(dim=0))
    return (torch.exp(lses - lse)[..., None] * outs).sum(dim=0)


# %% not-normalized: exp(lse - max)
def merge_attention(outs, lses):
    top = lses.amax(dim=0, keepdim=True)
    top = torch.where(top == float("-inf"), 0.0, top)
    e = torch.exp(lses - top)
    return (e[..., None] * outs).sum(dim=0)


# %% not-normalized: exp(lse - max), NaN left
def merge_attention(outs, lses):
    e = torch.exp(lses - lses.amax(dim=0, keepdim=True))
    return (e[..., None] * outs).sum(dim=0)


# %% not-normalized: exp(lse)
def merge_attention(outs, lses):
    return (torch.exp(lses)[..., None] * outs).sum(dim=0)


# %% empty-part-nan: softmax
def merge_attention(outs, lses):
    weights = torch.softmax(lses, dim=0)
    return (weights[..., None] * outs).sum(dim=0)


# %% empty-part-nan: logsumexp
def merge_attention(outs, lses):
    lse = torch.logsumexp(lses, dim=0)
    return (torch.exp(lses - lse)[..., None] * outs).sum(dim=0)


# %% empty-part-nan: one after another
def merge_attention(outs, lses):
    out, lse = outs[0], lses[0]
    for part, other in zip(outs[1:], lses[1:]):
        new = torch.logaddexp(lse, other)
        out = torch.exp(lse - new)[..., None] * out + torch.exp(other - new)[..., None] * part
        lse = new
    return out


# %% empty-part-nan: from nothing
def merge_attention(outs, lses):
    m, total, acc = torch.full_like(lses[0], -torch.inf), torch.zeros_like(lses[0]), torch.zeros_like(outs[0])
    for part, lse in zip(outs, lses):
        new = torch.maximum(m, lse)
        old, now = torch.exp(m - new), torch.exp(lse - new)
        acc = acc * old[..., None] + part * now[..., None]
        total = total * old + now
        m = new
    return acc / total[..., None]


# %% empty-part-counted: -inf replaced by 0
def merge_attention(outs, lses):
    lses = torch.where(torch.isinf(lses), 0.0, lses)
    e = torch.exp(lses - lses.amax(dim=0, keepdim=True))
    weights = e / e.sum(dim=0)
    return (weights[..., None] * outs).sum(dim=0)


# %% weights-over-other-axis: the batch
def merge_attention(outs, lses):
    top = lses.amax(dim=1, keepdim=True)
    top = torch.where(top == float("-inf"), 0.0, top)
    e = torch.exp(lses - top)
    weights = e / e.sum(dim=1, keepdim=True)
    return (weights[..., None] * outs).sum(dim=0)


# %% weights-over-other-axis: the heads
def merge_attention(outs, lses):
    top = lses.amax(dim=2, keepdim=True)
    top = torch.where(top == float("-inf"), 0.0, top)
    e = torch.exp(lses - top)
    weights = e / e.sum(dim=2, keepdim=True)
    return (weights[..., None] * outs).sum(dim=0)


# %% weights-over-other-axis: the queries
def merge_attention(outs, lses):
    top = lses.amax(dim=3, keepdim=True)
    top = torch.where(top == float("-inf"), 0.0, top)
    e = torch.exp(lses - top)
    weights = e / e.sum(dim=3, keepdim=True)
    return (weights[..., None] * outs).sum(dim=0)


# %% global-maximum: max()
def merge_attention(outs, lses):
    e = torch.exp(lses - lses.max())
    weights = e / e.sum(dim=0)
    return (weights[..., None] * outs).sum(dim=0)


# %% hard-max: argmax
def merge_attention(outs, lses):
    best = lses.argmax(dim=0)
    picked = torch.nn.functional.one_hot(best, lses.size(0)).movedim(-1, 0)
    return (picked[..., None] * outs).sum(dim=0)


# %% base-two: exp2
def merge_attention(outs, lses):
    top = lses.amax(dim=0, keepdim=True)
    top = torch.where(top == float("-inf"), 0.0, top)
    e = torch.exp2(lses - top)
    total = e.sum(dim=0)
    total = torch.where(total == 0, 1.0, total)
    return (e[..., None] * outs).sum(dim=0) / total[..., None]


# %% weights-not-expanded: weights times outs
def merge_attention(outs, lses):
    top = lses.amax(dim=0, keepdim=True)
    top = torch.where(top == float("-inf"), 0.0, top)
    e = torch.exp(lses - top)
    weights = e / e.sum(dim=0)
    return (weights * outs).sum(dim=0)


# %% maximum-starts-too-high: clamped at 0
def merge_attention(outs, lses):
    top = lses.amax(dim=0, keepdim=True).clamp(min=0)
    e = torch.exp(lses - top)
    total = e.sum(dim=0)
    return (e[..., None] * outs).sum(dim=0) / total[..., None]
