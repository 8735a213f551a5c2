import math

import torch

BLOCK = 64  # keys at a time


def flash_backward(q, k, v, out, lse, dout):
    scale = 1 / math.sqrt(q.size(-1))
    average = (dout * out).sum(dim=-1, keepdim=True)  # (B, H, L, 1), D: the sum of P * dP of a whole row
    dq, dk, dv = torch.zeros_like(q), torch.zeros_like(k), torch.zeros_like(v)
    for start in range(0, k.size(-2), BLOCK):
        block = slice(start, start + BLOCK)
        keys, values = k[..., block, :], v[..., block, :]  # (B, H, b, d), b <= BLOCK
        scores = q @ keys.transpose(-2, -1) * scale  # (B, H, L, d) @ (B, H, d, b) = (B, H, L, b)
        p = torch.exp(scores - lse[..., None])  # (B, H, L, b), weights of the whole row
        dp = dout @ values.transpose(-2, -1)  # (B, H, L, d) @ (B, H, d, b) = (B, H, L, b)
        ds = p * (dp - average) * scale  # (B, H, L, b)
        dq += ds @ keys  # (B, H, L, b) @ (B, H, b, d) = (B, H, L, d)
        dk[..., block, :] = ds.transpose(-2, -1) @ q  # (B, H, b, L) @ (B, H, L, d) = (B, H, b, d)
        dv[..., block, :] = p.transpose(-2, -1) @ dout  # (B, H, b, L) @ (B, H, L, d) = (B, H, b, d)
    return dq, dk, dv
