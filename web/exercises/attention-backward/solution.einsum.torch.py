import math

import torch


def masked_softmax(scores, mask):
    """Softmax over the visible keys; a row without any becomes zeros."""
    lowest = torch.finfo(scores.dtype).min  # not -inf: a row of nothing else would give NaN
    weights = torch.softmax(scores.masked_fill(~mask, lowest), dim=-1)  # (B, L, S)
    return weights.masked_fill(~mask, 0.0)


def attention_backward(q, k, v, mask, dout):
    # i: query, j: key and value, c: feature of a query or key, m: feature of a value.
    scale = 1 / math.sqrt(q.size(-1))
    p = masked_softmax(scale * torch.einsum("bic,bjc->bij", q, k), mask)  # (B, L, S), as in the forward pass

    dv = torch.einsum("bij,bim->bjm", p, dout)  # (B, S, m): a value gathers from all queries i
    dp = torch.einsum("bim,bjm->bij", dout, v)  # (B, L, S)
    average = torch.einsum("bij,bij->bi", p, dp)  # (B, L): of a row's gradients, by its weights
    dz = p * (dp - average.unsqueeze(-1))  # (B, L, S), back through the softmax
    dq = scale * torch.einsum("bij,bjc->bic", dz, k)  # (B, L, d)
    dk = scale * torch.einsum("bij,bic->bjc", dz, q)  # (B, S, d)
    return dq, dk, dv
