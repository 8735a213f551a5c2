import math

import torch
import torch.nn as nn
import torch.nn.functional as F

# %% nanoGPT without flash attention
from dataclasses import dataclass


@dataclass
class GPTConfig:
    block_size: int = 1024
    n_head: int = 12
    n_embd: int = 768
    dropout: float = 0.0
    bias: bool = True


class CausalSelfAttention(nn.Module):
    def __init__(self, config):
        super().__init__()
        assert config.n_embd % config.n_head == 0
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd, bias=config.bias)
        self.c_proj = nn.Linear(config.n_embd, config.n_embd, bias=config.bias)
        self.attn_dropout = nn.Dropout(config.dropout)
        self.resid_dropout = nn.Dropout(config.dropout)
        self.n_head = config.n_head
        self.n_embd = config.n_embd
        self.register_buffer(
            "bias",
            torch.tril(torch.ones(config.block_size, config.block_size)).view(1, 1, config.block_size, config.block_size),
        )

    def forward(self, x):
        B, T, C = x.size()
        q, k, v = self.c_attn(x).split(self.n_embd, dim=2)
        k = k.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        q = q.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        v = v.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        att = att.masked_fill(self.bias[:, :, :T, :T] == 0, float("-inf"))
        att = F.softmax(att, dim=-1)
        att = self.attn_dropout(att)
        y = att @ v
        y = y.transpose(1, 2).contiguous().view(B, T, C)
        return self.resid_dropout(self.c_proj(y))


# %% other names, no fixed size
class CausalSelfAttention(nn.Module):
    def __init__(self, n_embd, n_head):
        super().__init__()
        self.qkv = nn.Linear(n_embd, n_embd * 3)
        self.proj = nn.Linear(n_embd, n_embd)
        self.n_head = n_head

    def forward(self, x):
        B, N, C = x.shape
        qkv = self.qkv(x).reshape(B, N, 3, self.n_head, C // self.n_head).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        attn = (q * (C // self.n_head) ** -0.5) @ k.transpose(-2, -1)
        mask = torch.triu(torch.full((N, N), float("-inf")), diagonal=1)
        attn = (attn + mask).softmax(dim=-1)
        return self.proj((attn @ v).transpose(1, 2).reshape(B, N, C))


# %% -1e9 and tril of ones
class CausalSelfAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.d_k = d_model // num_heads
        self.c_attn = nn.Linear(d_model, 3 * d_model)
        self.c_proj = nn.Linear(d_model, d_model)

    def forward(self, x):
        B, L, D = x.shape
        q, k, v = torch.chunk(self.c_attn(x), 3, dim=2)
        q, k, v = [t.view(B, L, self.num_heads, self.d_k).transpose(1, 2) for t in (q, k, v)]
        scores = torch.matmul(q, k.transpose(2, 3)) / self.d_k**0.5
        mask = torch.tril(torch.ones(L, L)).unsqueeze(0).unsqueeze(0)
        scores = scores.masked_fill(mask == 0, -1e9)
        weights = torch.softmax(scores, dim=-1)
        out = torch.matmul(weights, v).permute(0, 2, 1, 3).contiguous().view(B, L, D)
        return self.c_proj(out), weights


# %% Conv1D, as in Transformers' GPT-2
class CausalSelfAttention(nn.Module):
    def __init__(self, embed_dim, num_heads):
        super().__init__()
        self.embed_dim, self.num_heads = embed_dim, num_heads
        self.head_dim = embed_dim // num_heads
        self.c_attn = nn.Linear(embed_dim, 3 * embed_dim)
        self.c_proj = nn.Linear(embed_dim, embed_dim)

    def _split_heads(self, tensor):
        return tensor.view(*tensor.size()[:-1], self.num_heads, self.head_dim).permute(0, 2, 1, 3)

    def _merge_heads(self, tensor):
        tensor = tensor.permute(0, 2, 1, 3).contiguous()
        return tensor.view(tensor.size()[:-2] + (self.embed_dim,))

    def forward(self, hidden_states):
        query, key, value = self.c_attn(hidden_states).split(self.embed_dim, dim=2)
        query, key, value = map(self._split_heads, (query, key, value))
        attn_weights = torch.matmul(query, key.transpose(-1, -2))
        attn_weights = attn_weights / torch.full([], value.size(-1) ** 0.5, dtype=attn_weights.dtype)
        length = query.size(-2)
        causal_mask = torch.tril(torch.ones((length, length), dtype=torch.bool))
        mask_value = torch.full([], torch.finfo(attn_weights.dtype).min, dtype=attn_weights.dtype)
        attn_weights = torch.where(causal_mask, attn_weights, mask_value)
        attn_weights = F.softmax(attn_weights, dim=-1)
        return self.c_proj(self._merge_heads(torch.matmul(attn_weights, value)))


# %% einsum over one tensor, softmax by hand
class CausalSelfAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.h = num_heads
        self.in_proj = nn.Linear(d_model, 3 * d_model)
        self.out_proj = nn.Linear(d_model, d_model)

    def forward(self, x):
        b, n, _ = x.shape
        qkv = self.in_proj(x).reshape(b, n, 3, self.h, -1)
        q, k, v = qkv[:, :, 0], qkv[:, :, 1], qkv[:, :, 2]
        scores = torch.einsum("bihd,bjhd->bhij", q, k) * q.shape[-1] ** -0.5
        i = torch.arange(n)
        scores = torch.where(i[None, :] <= i[:, None], scores, -torch.inf)
        e = torch.exp(scores - scores.amax(-1, keepdim=True))
        w = e / e.sum(-1, keepdim=True)
        return self.out_proj(torch.einsum("bhij,bjhd->bihd", w, v).reshape(b, n, -1))


# %% a function, position by position
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = F.linear(x, w_qkv, b_qkv).split(D, dim=-1)
    rows = []
    for i in range(L):
        heads = []
        for h in range(num_heads):
            s = slice(h * d, (h + 1) * d)
            scores = (k[:, : i + 1, s] @ q[:, i, s].unsqueeze(-1)).squeeze(-1) / math.sqrt(d)
            heads.append((scores.softmax(-1).unsqueeze(1) @ v[:, : i + 1, s]).squeeze(1))
        rows.append(torch.cat(heads, dim=-1))
    return F.linear(torch.stack(rows, dim=1), w_o, b_o)


# %% a function with slices of the weight, in float64
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    x, w_qkv, b_qkv, w_o, b_o = (t.double() for t in (x, w_qkv, b_qkv, w_o, b_o))
    B, L, D = x.shape
    q, k, v = ((x @ w.T + b).view(B, L, num_heads, -1).transpose(1, 2) for w, b in zip(w_qkv.chunk(3), b_qkv.chunk(3)))
    scores = q @ k.mT / math.sqrt(D // num_heads)
    scores.masked_fill_(torch.ones(L, L).triu(1).bool(), float("-inf"))
    weights = scores.softmax(-1)
    return (weights @ v).transpose(1, 2).flatten(2) @ w_o.T + b_o, weights


# %% rearrange
from einops import rearrange


class CausalSelfAttention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads = heads
        self.to_qkv = nn.Linear(dim, dim * 3)
        self.to_out = nn.Linear(dim, dim)

    def forward(self, x):
        q, k, v = rearrange(self.to_qkv(x), "b n (three h d) -> three b h n d", three=3, h=self.heads)
        sim = torch.einsum("b h i d, b h j d -> b h i j", q, k) * q.shape[-1] ** -0.5
        i, j = sim.shape[-2:]
        causal = torch.ones((i, j), dtype=torch.bool).triu(j - i + 1)
        sim = sim.masked_fill(causal, -torch.finfo(sim.dtype).max)
        attn = sim.softmax(dim=-1)
        return self.to_out(rearrange(attn @ v, "b h n d -> b n (h d)"))
