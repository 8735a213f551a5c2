import math

import torch
import torch.nn as nn
import torch.nn.functional as F


# %% pools as layers
def pyramid_attention(x, q):
    pools = [nn.AdaptiveAvgPool2d((n, n)) for n in (1, 2, 4)]
    tokens = torch.cat([pool(x).flatten(2) for pool in pools], dim=2)
    scores = torch.matmul(q, tokens) / math.sqrt(x.size(1))
    attn = F.softmax(scores, dim=1)
    return torch.bmm(tokens, attn.unsqueeze(-1)).squeeze(-1), attn


# %% slices
def pyramid_attention(x, q):
    B, C, h, w = x.shape
    regions = []
    for n in [1, 2, 4]:
        for i in range(n):
            for j in range(n):
                rows = slice(math.floor(i * h / n), math.ceil((i + 1) * h / n))
                cols = slice(math.floor(j * w / n), math.ceil((j + 1) * w / n))
                regions.append(x[:, :, rows, cols].mean(dim=(-2, -1)))
    p = torch.stack(regions, dim=1)
    a = torch.softmax((p * q).sum(-1) * C**-0.5, dim=-1)
    return torch.einsum("br,brc->bc", a, p)
