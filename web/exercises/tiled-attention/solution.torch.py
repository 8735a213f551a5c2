import math

import torch


def tiled_attention(q, k, v, block, causal):
    L, d = q.shape[-2:]
    S = k.size(-2)
    lowest = float("-inf")
    maximum = torch.full(q.shape[:-1], lowest)  # (B, H, L)
    total = torch.zeros(q.shape[:-1])  # (B, H, L)
    acc = torch.zeros(*q.shape[:-1], v.size(-1))  # (B, H, L, dv), not divided yet
    position = torch.arange(L)[:, None] + S - L  # (L, 1), where each query is among the keys

    for start in range(0, S, block):
        keys = k[..., start : start + block, :]  # (B, H, b, d), b <= block
        values = v[..., start : start + block, :]  # (B, H, b, dv)
        scores = q @ keys.transpose(-2, -1) / math.sqrt(d)  # (B, H, L, d) @ (B, H, d, b) = (B, H, L, b)
        if causal:
            columns = start + torch.arange(keys.size(-2))  # (b), positions of the keys, not indices in the block
            scores = scores.masked_fill(columns > position, lowest)  # (b) > (L, 1) is (L, b)

        new = torch.maximum(maximum, scores.amax(dim=-1))  # (B, H, L)
        shift = new.masked_fill(new == lowest, 0.0)  # no key so far: -inf - -inf would be NaN
        powers = torch.exp(scores - shift[..., None])  # (B, H, L, b)
        factor = torch.exp(maximum - shift)  # (B, H, L), exp(-inf) = 0 before the first key
        total = total * factor + powers.sum(dim=-1)  # (B, H, L)
        acc = acc * factor[..., None] + powers @ values  # (B, H, L, b) @ (B, H, b, dv) = (B, H, L, dv)
        maximum = new

    out = acc / total.masked_fill(total == 0, 1.0)[..., None]  # (B, H, L, dv) / (B, H, L, 1)
    return out, maximum + torch.log(total)  # -inf + log(0) is -inf, as it should be
