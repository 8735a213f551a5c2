import math

import torch
import torch.nn as nn
import torch.nn.functional as F


# %% latents repeated over the batch, as in Perceiver
class QueryPooling(nn.Module):
    def __init__(self, num_latents, dim, heads):
        super().__init__()
        self.heads = heads
        self.latents = nn.Parameter(torch.randn(num_latents, dim))
        self.to_q = nn.Linear(dim, dim)
        self.to_k = nn.Linear(dim, dim)
        self.to_v = nn.Linear(dim, dim)
        self.to_out = nn.Linear(dim, dim)

    def forward(self, x, mask):
        B, S, D = x.shape
        latents = self.latents.unsqueeze(0).repeat(B, 1, 1)
        q, k, v = (t.view(B, -1, self.heads, D // self.heads).transpose(1, 2) for t in (self.to_q(latents), self.to_k(x), self.to_v(x)))
        sim = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(D // self.heads)
        sim = sim.masked_fill(~mask[:, None, None, :], float("-inf"))
        attn = torch.nan_to_num(sim.softmax(dim=-1), nan=0.0)
        return self.to_out(torch.matmul(attn, v).transpose(1, 2).reshape(B, -1, D))


# %% queries of shape (1, N, D), expanded, -1e9 and the mask once more
class QueryPooling(nn.Module):
    def __init__(self, num_queries, d_model, num_heads):
        super().__init__()
        self.h = num_heads
        self.queries = nn.Parameter(torch.zeros(1, num_queries, d_model))
        self.wq, self.wk, self.wv, self.wo = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, x, mask):
        q = self.wq(self.queries.expand(x.shape[0], -1, -1)).unflatten(-1, (self.h, -1))
        k = self.wk(x).unflatten(-1, (self.h, -1))
        v = self.wv(x).unflatten(-1, (self.h, -1))
        scores = torch.einsum("bnhd,bshd->bhns", q, k) * q.shape[-1] ** -0.5
        keep = mask[:, None, None, :]
        weights = F.softmax(torch.where(keep, scores, torch.tensor(-1e9)), dim=-1) * keep
        return self.wo(torch.einsum("bhns,bshd->bnhd", weights, v).flatten(-2)), weights


# %% a function, head by head
def query_pooling(queries, x, mask, params, num_heads):
    D = queries.shape[-1]
    d = D // num_heads
    q = queries @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T + params["bv"]
    heads = []
    for h in range(num_heads):
        s = slice(h * d, (h + 1) * d)
        scores = q[:, s] @ k[..., s].transpose(1, 2) / math.sqrt(d)
        scores = scores.masked_fill(~mask[:, None, :], -1e30)
        e = torch.exp(scores - scores.max(dim=-1, keepdim=True).values) * mask[:, None, :]
        heads.append(e / e.sum(dim=-1, keepdim=True).clamp(min=1e-9) @ v[..., s])
    return torch.cat(heads, dim=-1) @ params["wo"].T + params["bo"]
