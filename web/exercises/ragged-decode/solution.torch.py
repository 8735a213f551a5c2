import math

import torch


def ragged_decode(q, k, v, lengths):
    B, H, _, d = q.shape
    group_size = H // k.size(1)
    k = k.repeat_interleave(group_size, dim=1)  # (B, H, S, d)
    v = v.repeat_interleave(group_size, dim=1)

    unused = torch.arange(k.size(2)) >= lengths[:, None]  # (B, S), true where a slot holds rubbish
    unused = unused[:, None, None, :]  # (B, 1, 1, S), as the scores
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)  # (B, H, 1, S), NaN where there is rubbish
    scores = scores.masked_fill(unused, torch.finfo(scores.dtype).min)  # replaced, not added to
    weights = torch.softmax(scores, dim=-1).masked_fill(unused, 0.0)  # length 0: zeros, not 1 / S
    values = v.masked_fill(unused.transpose(-2, -1), 0.0)  # 0 * NaN would be NaN
    return weights @ values  # (B, H, 1, S) @ (B, H, S, d)
