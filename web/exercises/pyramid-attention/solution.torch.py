import math

import torch
import torch.nn.functional as F


def pyramid_attention(x, q):
    levels = [F.adaptive_avg_pool2d(x, n).flatten(2) for n in (1, 2, 4)]  # (B, C, 1), (B, C, 4), (B, C, 16)
    regions = torch.cat(levels, dim=-1).transpose(1, 2)  # (B, 21, C)
    scores = regions @ q / math.sqrt(q.shape[0])  # (B, 21, C) @ (C) to (B, 21)
    weights = torch.softmax(scores, dim=-1)  # over all regions of an image
    out = (weights.unsqueeze(-1) * regions).sum(dim=1)  # (B, 21, 1) * (B, 21, C), summed to (B, C)
    return out, weights
