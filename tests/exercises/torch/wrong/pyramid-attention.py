import torch
import torch.nn.functional as F


# %% softmax-per-level: three softmaxes
def pyramid_attention(x, q):
    out = 0
    for n in (1, 2, 4):
        p = F.adaptive_avg_pool2d(x, n).flatten(2).transpose(1, 2)
        a = torch.softmax(p @ q / q.numel() ** 0.5, dim=-1)
        out = out + (a.unsqueeze(-1) * p).sum(1)
    return out


# %% maximum-for-mean: adaptive_max_pool2d
def pyramid_attention(x, q):
    p = torch.cat([F.adaptive_max_pool2d(x, n).flatten(2) for n in (1, 2, 4)], dim=-1)
    a = torch.softmax(torch.einsum("bcr,c->br", p, q) / q.numel() ** 0.5, dim=-1)
    return torch.einsum("br,bcr->bc", a, p), a


# %% missing-scale: no root
def pyramid_attention(x, q):
    p = torch.cat([F.adaptive_avg_pool2d(x, n).flatten(2) for n in (1, 2, 4)], dim=-1)
    a = torch.softmax(torch.einsum("bcr,c->br", p, q), dim=-1)
    return torch.einsum("br,bcr->bc", a, p), a


# %% level-missing: 4 x 4 alone
def pyramid_attention(x, q):
    p = F.adaptive_avg_pool2d(x, 4).flatten(2)
    a = torch.softmax(torch.einsum("bcr,c->br", p, q) / q.numel() ** 0.5, dim=-1)
    return torch.einsum("br,bcr->bc", a, p)


# %% weighted-not-summed: the regions
def pyramid_attention(x, q):
    p = torch.cat([F.adaptive_avg_pool2d(x, n).flatten(2) for n in (1, 2, 4)], dim=-1).transpose(1, 2)
    a = torch.softmax(p @ q / q.numel() ** 0.5, dim=-1)
    return p * a.unsqueeze(-1)


# %% softmax-over-batch: dim 0
def pyramid_attention(x, q):
    p = torch.cat([F.adaptive_avg_pool2d(x, n).flatten(2) for n in (1, 2, 4)], dim=-1).transpose(1, 2)
    a = torch.softmax(p @ q / q.numel() ** 0.5, dim=0)
    return (p * a.unsqueeze(-1)).sum(1)
