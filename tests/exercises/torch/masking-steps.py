import torch
import torch.nn.functional as F

# %% mask-ignored: not used
def weigh(scores, mask):
    return F.softmax(scores, dim=-1)


# %% mask-inverted: masked_fill(mask)
def weigh(scores, mask):
    return torch.softmax(scores.masked_fill(mask, float("-inf")), dim=-1)


# %% mask-inverted: masked_fill(mask, -1e9)
def weigh(scores, mask):
    return torch.softmax(scores.masked_fill(mask, -1e9), dim=-1)


# %% mask-inverted: masked_fill(mask == 1), NaN cleared
def weigh(scores, mask):
    return torch.softmax(scores.masked_fill(mask == 1, float("-inf")), dim=-1).nan_to_num(0.0)


# %% mask-inverted: added
def weigh(scores, mask):
    return torch.softmax(scores + mask * -1e9, dim=-1)


# %% one-mask-for-all: the first entry's
def weigh(scores, mask):
    return torch.softmax(scores.masked_fill(~mask[0], float("-inf")), dim=-1).nan_to_num(0.0)


# %% mask-after-softmax: times the mask
def weigh(scores, mask):
    return F.softmax(scores, dim=-1) * mask


# %% mask-after-softmax: masked_fill
def weigh(scores, mask):
    return F.softmax(scores, dim=-1).masked_fill(~mask, 0.0)


# %% mask-as-factor: scores times mask
def weigh(scores, mask):
    return F.softmax(scores * mask, dim=-1)


# %% mask-as-factor: masked_fill with 0
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(mask == 0, 0), dim=-1)


# %% mask-added: as it is
def weigh(scores, mask):
    return F.softmax(scores + mask, dim=-1)


# %% mask-added: as float
def weigh(scores, mask):
    return F.softmax(scores + mask.float(), dim=-1)


# %% mask-times-infinity: float mask
def weigh(scores, mask):
    return F.softmax(scores + (1 - mask.float()) * float("-inf"), dim=-1)


# %% mask-times-infinity: inverted bool
def weigh(scores, mask):
    return F.softmax(scores + ~mask * float("-inf"), dim=-1)


# %% masked-row-nan: masked_fill and -inf
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)


# %% masked-row-nan: masked_fill_ and mask == 0
def weigh(scores, mask):
    scores = scores.clone().masked_fill_(mask == 0, -torch.inf)
    return scores.softmax(dim=-1)


# %% masked-row-nan: where
def weigh(scores, mask):
    return torch.where(mask, scores, torch.tensor(float("-inf"))).softmax(-1)


# %% masked-row-nan: added where
def weigh(scores, mask):
    bias = torch.zeros_like(scores).masked_fill(mask.logical_not(), float("-inf"))
    return torch.softmax(scores + bias, dim=-1)


# %% masked-row-mean: -1e9
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(mask == 0, -1e9), dim=-1)


# %% masked-row-mean: finfo.min
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(~mask, torch.finfo(scores.dtype).min), dim=-1)


# %% masked-row-mean: -1e20
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(~mask, -1e20), dim=-1)


# %% masked-row-mean: added -1e9
def weigh(scores, mask):
    return F.softmax(scores + (1.0 - mask.float()) * -1e9, dim=-1)


# %% masked-row-mean: added finfo.min
def weigh(scores, mask):
    return F.softmax(scores + (~mask) * torch.finfo(torch.float32).min, dim=-1)


# %% mask-value-too-high: -1e4
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(~mask, -1e4), dim=-1)


# %% mask-value-too-high: -100
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(~mask, -100.0), dim=-1)


# %% mask-value-too-high: -1000 and the mask again
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(~mask, -1000.0), dim=-1) * mask


# %% maximum-of-hidden: renormalised
def weigh(scores, mask):
    weights = F.softmax(scores, dim=-1) * mask
    return weights / weights.sum(dim=-1, keepdim=True)


# %% maximum-of-hidden: exp, mask, divide
def weigh(scores, mask):
    e = torch.exp(scores - scores.amax(dim=-1, keepdim=True)) * mask
    return torch.nan_to_num(e / e.sum(dim=-1, keepdim=True))


# %% unstable-softmax: exp of masked scores
def weigh(scores, mask):
    e = torch.exp(scores.masked_fill(~mask, float("-inf")))
    return e / e.sum(dim=-1, keepdim=True)


# %% unstable-softmax: exp times the mask
def weigh(scores, mask):
    e = scores.exp() * mask
    return e / e.sum(dim=-1, keepdim=True).clamp(min=1e-9)


# %% softmax-over-queries: dim -2
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(~mask, float("-inf")), dim=-2).nan_to_num(0.0)


# %% softmax-over-queries: dim 1 of three
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(~mask, -1e9), dim=1)


# %% softmax-over-batch: dim 0
def weigh(scores, mask):
    return F.softmax(scores.masked_fill(~mask, float("-inf")), dim=0).nan_to_num(0.0)


# %% hard-max: argmax
def weigh(scores, mask):
    best = scores.masked_fill(~mask, float("-inf")).argmax(dim=-1)
    return F.one_hot(best, scores.size(-1)).float() * mask


# %% missing-keepdims: the sum
def weigh(scores, mask):
    e = torch.exp(scores - scores.amax(dim=-1, keepdim=True)) * mask
    return e / e.sum(dim=-1)


# %% global-maximum: max()
def weigh(scores, mask):
    scores = scores.masked_fill(~mask, float("-inf"))
    e = torch.exp(scores - scores.max())
    return torch.nan_to_num(e / e.sum(dim=-1, keepdim=True))
