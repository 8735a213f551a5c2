import math

import torch


def masked_softmax(scores, mask):
    """Softmax over the visible keys; a row without any becomes zeros."""
    lowest = torch.finfo(scores.dtype).min  # not -inf: a row of nothing else would give NaN
    weights = torch.softmax(scores.masked_fill(~mask, lowest), dim=-1)  # (B, L, S)
    return weights.masked_fill(~mask, 0.0)


def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = masked_softmax(q @ k.transpose(-2, -1) * scale, mask)  # (B, L, S), as in the forward pass

    dv = p.transpose(-2, -1) @ dout  # (B, S, L) @ (B, L, m): a value gathers from all queries
    dp = dout @ v.transpose(-2, -1)  # (B, L, m) @ (B, m, S)
    dz = p * (dp - (p * dp).sum(dim=-1, keepdim=True))  # (B, L, S), back through the softmax
    dq = scale * dz @ k  # (B, L, S) @ (B, S, d)
    dk = scale * dz.transpose(-2, -1) @ q  # (B, S, L) @ (B, L, d)
    return dq, dk, dv
