import math

import torch

# %% softmax over the parts, NaN cleared
def merge_attention(outs, lses):
    weights = torch.softmax(lses, dim=0).nan_to_num(0.0)
    return (weights[..., None] * outs).sum(0)


# %% logsumexp and where
def merge_attention(outs, lses):
    lse = torch.logsumexp(lses, dim=0, keepdim=True)
    scale = torch.where(lses == -math.inf, 0.0, torch.exp(lses - lse))
    return torch.einsum("pbhl,pbhld->bhld", scale, outs)


# %% one part after another, as ring attention
def merge_attention(outs, lses):
    out, lse = outs[0], lses[0]
    for part, part_lse in zip(outs[1:], lses[1:]):
        new = torch.logaddexp(lse, part_lse)
        safe = new.masked_fill(new == float("-inf"), 0)
        out = torch.exp(lse - safe)[..., None] * out + torch.exp(part_lse - safe)[..., None] * part
        lse = new
    return out


# %% accumulator, sum and maximum
def merge_attention(outs, lses):
    P, B, H, L, d = outs.shape
    acc = torch.zeros(B, H, L, d)
    total = torch.zeros(B, H, L, 1)
    m = torch.full((B, H, L, 1), -1e30)
    for p in range(P):
        lse = lses[p].unsqueeze(-1)
        new = torch.maximum(m, lse)
        old, now = torch.exp(m - new), torch.exp(lse - new)
        acc = acc * old + outs[p] * now
        total = total * old + now
        m = new
    return acc / total.clamp(min=1e-20)


# %% finfo.min in place of -inf
def merge_attention(outs, lses):
    lses = lses.clamp(min=torch.finfo(lses.dtype).min)
    weights = torch.softmax(lses, 0)
    return (outs * weights.unsqueeze(-1)).sum(dim=0)


# %% the sigmoid of the difference, as in ring-flash-attention
def merge_attention(outs, lses):
    out, lse = outs[0].double(), lses[0].double().unsqueeze(-1)
    for part, part_lse in zip(outs[1:].double(), lses[1:].double().unsqueeze(-1)):
        both = (lse == -math.inf) & (part_lse == -math.inf)
        share = torch.where(both, 0.0, torch.sigmoid(part_lse - lse))
        out = out - share * (out - part)
        lse = torch.logaddexp(lse, part_lse)
    return out.float()
