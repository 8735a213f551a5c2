import torch
import torch.nn.functional as F


# %% gather
def relative_scores(q, r):
    B, H, L, d = q.shape
    index = torch.arange(L)[None, :] - torch.arange(L)[:, None] + L - 1
    return torch.gather(q @ r.transpose(0, 1), -1, index.expand(B, H, L, L))


# %% skewed as in Transformer-XL
def relative_scores(q, r):
    B, H, L, _ = q.shape
    x = F.pad(torch.matmul(q, r.t()), (1, 0))
    x = x.view(B, H, 2 * L, L)[:, :, 1:].reshape(B, H, L, 2 * L - 1)
    return x[..., :L]


# %% vectors of every pair, einsum
def relative_scores(q, r):
    L = q.size(-2)
    pos = torch.arange(L)
    rel = r[pos.view(1, -1) - pos.view(-1, 1) + L - 1]
    return torch.einsum("bhld,lmd->bhlm", q, rel)


# %% row by row
def relative_scores(q, r):
    L = q.shape[2]
    rows = [q[:, :, i : i + 1] @ r[L - 1 - i : 2 * L - 1 - i].T for i in range(L)]
    return torch.cat(rows, dim=2)
