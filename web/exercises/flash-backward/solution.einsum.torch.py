import math

import torch

BLOCK = 64  # keys at a time


def flash_backward(q, k, v, out, lse, dout):
    scale = 1 / math.sqrt(q.size(-1))
    average = torch.einsum("bhic,bhic->bhi", dout, out)  # (B, H, L), D: the sum of P * dP of a whole row
    dq, dk, dv = torch.zeros_like(q), torch.zeros_like(k), torch.zeros_like(v)
    for start in range(0, k.size(-2), BLOCK):
        block = slice(start, start + BLOCK)
        keys, values = k[..., block, :], v[..., block, :]  # (B, H, b, d), b <= BLOCK
        scores = torch.einsum("bhic,bhjc->bhij", q, keys) * scale  # (B, H, L, b)
        p = torch.exp(scores - lse[..., None])  # (B, H, L, b)
        dp = torch.einsum("bhic,bhjc->bhij", dout, values)  # (B, H, L, b)
        ds = p * (dp - average[..., None]) * scale  # (B, H, L, b)
        dq += torch.einsum("bhij,bhjc->bhic", ds, keys)  # (B, H, L, d)
        dk[..., block, :] = torch.einsum("bhij,bhic->bhjc", ds, q)  # (B, H, b, d)
        dv[..., block, :] = torch.einsum("bhij,bhic->bhjc", p, dout)  # (B, H, b, d)
    return dq, dk, dv
