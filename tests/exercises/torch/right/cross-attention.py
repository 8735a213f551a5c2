import math

import torch
import torch.nn as nn
import torch.nn.functional as F

# %% linear layers, NaN cleared
class CrossAttention(nn.Module):
    def __init__(self, d_model, d_memory, num_heads):
        super().__init__()
        self.h, self.d = num_heads, d_model // num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_memory, d_model)
        self.v_proj = nn.Linear(d_memory, d_model)
        self.out_proj = nn.Linear(d_model, d_model)

    def forward(self, x, memory, memory_mask):
        B, L, D = x.shape
        S = memory.size(1)
        q = self.q_proj(x).view(B, L, self.h, self.d).transpose(1, 2)
        k = self.k_proj(memory).view(B, S, self.h, self.d).transpose(1, 2)
        v = self.v_proj(memory).view(B, S, self.h, self.d).transpose(1, 2)
        scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(self.d)
        scores = scores.masked_fill(memory_mask[:, None, None, :] == 0, float("-inf"))
        attn = torch.nan_to_num(F.softmax(scores, dim=-1), nan=0.0)
        out = torch.matmul(attn, v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out_proj(out)


# %% rearrange, as in diffusion models
from einops import rearrange


class CrossAttention(nn.Module):
    def __init__(self, query_dim, context_dim, heads=8, dropout=0.0):
        super().__init__()
        self.scale = (query_dim // heads) ** -0.5
        self.heads = heads
        self.to_q = nn.Linear(query_dim, query_dim)
        self.to_k = nn.Linear(context_dim, query_dim)
        self.to_v = nn.Linear(context_dim, query_dim)
        self.to_out = nn.Sequential(nn.Linear(query_dim, query_dim), nn.Dropout(dropout))

    def forward(self, x, context, mask=None):
        h = self.heads
        q, k, v = self.to_q(x), self.to_k(context), self.to_v(context)
        q, k, v = map(lambda t: rearrange(t, "b n (h d) -> b h n d", h=h), (q, k, v))
        sim = torch.einsum("b h i d, b h j d -> b h i j", q, k) * self.scale
        if mask is not None:
            mask = rearrange(mask, "b j -> b 1 1 j")
            sim = sim.masked_fill(~mask, -torch.finfo(sim.dtype).max)
        attn = sim.softmax(dim=-1)
        if mask is not None:
            attn = attn * mask
        out = torch.einsum("b h i j, b h j d -> b h i d", attn, v)
        return self.to_out(rearrange(out, "b h n d -> b n (h d)"))


# %% additive -1e9, weights times the mask
class CrossAttention(nn.Module):
    def __init__(self, d_model, d_memory, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q = nn.Linear(d_model, d_model)
        self.W_k = nn.Linear(d_memory, d_model)
        self.W_v = nn.Linear(d_memory, d_model)
        self.W_o = nn.Linear(d_model, d_model)

    def forward(self, x, memory, memory_mask):
        B = x.size(0)
        q, k, v = (w(t).view(B, -1, self.n_heads, x.size(-1) // self.n_heads).transpose(1, 2)
                   for w, t in ((self.W_q, x), (self.W_k, memory), (self.W_v, memory)))
        keep = memory_mask.unsqueeze(1).unsqueeze(2).to(q.dtype)
        scores = q @ k.transpose(-2, -1) / q.size(-1) ** 0.5
        scores = scores + (1.0 - keep) * -1e9
        attn = torch.softmax(scores, dim=-1) * keep
        return self.W_o((attn @ v).transpose(1, 2).reshape(B, -1, x.size(-1))), attn


# %% fused keys and values, empty entries looked for
class CrossAttention(nn.Module):
    def __init__(self, dim, memory_dim, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.q = nn.Linear(dim, dim)
        self.kv = nn.Linear(memory_dim, 2 * dim)
        self.proj = nn.Linear(dim, dim)

    def forward(self, x, memory, memory_mask):
        B, L, D = x.shape
        q = self.q(x).reshape(B, L, self.num_heads, -1).permute(0, 2, 1, 3)
        k, v = self.kv(memory).reshape(B, -1, 2, self.num_heads, D // self.num_heads).permute(2, 0, 3, 1, 4)
        scores = (q @ k.mT) * q.shape[-1] ** -0.5
        empty = ~memory_mask.any(dim=1)
        bias = torch.zeros(memory_mask.shape).masked_fill(~memory_mask, float("-inf"))
        bias[empty] = 0.0
        attn = (scores + bias[:, None, None, :]).softmax(-1)
        attn = torch.where(empty[:, None, None, None], torch.zeros_like(attn), attn)
        return self.proj((attn @ v).transpose(1, 2).flatten(2))


# %% a function, head by head
def cross_attention(x, memory, memory_mask, params, num_heads):
    d = x.shape[-1] // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    heads = []
    for h in range(num_heads):
        s = slice(h * d, (h + 1) * d)
        scores = torch.bmm(q[..., s], k[..., s].transpose(1, 2)) / math.sqrt(d)
        scores = torch.where(memory_mask[:, None, :], scores, torch.tensor(-1e30))
        e = torch.exp(scores - scores.max(dim=-1, keepdim=True).values) * memory_mask[:, None, :]
        heads.append(torch.bmm(e / e.sum(dim=-1, keepdim=True).clamp(min=1e-9), v[..., s]))
    return torch.cat(heads, dim=-1) @ params["wo"].T + params["bo"]


# %% a function, entry by entry, real positions only
def cross_attention(x, memory, memory_mask, params, num_heads):
    out = []
    for xb, mb, real in zip(x, memory, memory_mask):
        kept = mb[real]
        if kept.shape[0] == 0:
            out.append(params["bo"].expand(xb.shape[0], -1))
            continue
        q = F.linear(xb, params["wq"], params["bq"]).unflatten(-1, (num_heads, -1)).transpose(0, 1)
        k = F.linear(kept, params["wk"], params["bk"]).unflatten(-1, (num_heads, -1)).transpose(0, 1)
        v = F.linear(kept, params["wv"], params["bv"]).unflatten(-1, (num_heads, -1)).transpose(0, 1)
        w = torch.softmax(q @ k.mT / math.sqrt(q.shape[-1]), dim=-1)
        out.append(F.linear((w @ v).transpose(0, 1).flatten(1), params["wo"], params["bo"]))
    return torch.stack(out)
