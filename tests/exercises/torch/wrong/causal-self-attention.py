import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Base(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.head_dim = d_model // num_heads
        self.d_model = d_model
        self.c_attn = nn.Linear(d_model, 3 * d_model)
        self.c_proj = nn.Linear(d_model, d_model)

    def split(self, x):
        B, L, D = x.shape
        return x.view(B, L, self.num_heads, self.head_dim).transpose(1, 2)

    def merge(self, x):
        return x.transpose(1, 2).flatten(2)

    def mask(self, L):
        return torch.tril(torch.ones(L, L)).view(1, 1, L, L)


# %% fused-split-order: view (H, 3 d), chunk
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        qkv = self.c_attn(x).view(B, L, self.num_heads, 3 * self.head_dim).transpose(1, 2)
        q, k, v = qkv.chunk(3, dim=-1)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-order: reshape (H, 3, d)
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        qkv = self.c_attn(x).reshape(B, L, self.num_heads, 3, self.head_dim)
        q, k, v = qkv.permute(3, 0, 2, 1, 4)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-order: reshape (H, d, 3)
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        qkv = self.c_attn(x).reshape(B, L, self.num_heads, self.head_dim, 3).transpose(1, 2)
        q, k, v = qkv.unbind(-1)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-order: reshape (D, 3)
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        qkv = self.c_attn(x).view(B, L, D, 3)
        q, k, v = (self.split(qkv[..., i]) for i in range(3))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-order: every third feature
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        qkv = self.c_attn(x)
        q, k, v = self.split(qkv[:, :, 0::3]), self.split(qkv[:, :, 1::3]), self.split(qkv[:, :, 2::3])
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-order: v, k, q
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        v, k, q = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-order: q, v, k
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, v, k = self.c_attn(x).chunk(3, dim=-1)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% queries-and-keys-swapped: k, q, v
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        k, q, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-axis: split without dim
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-axis: split along positions
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=1)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-axis: chunk without dim
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).chunk(3)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-axis: the three in front
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).view(3, B, L, D)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-axis: the three behind the batch
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        qkv = self.c_attn(x).view(B, 3, L, D)
        q, k, v = self.split(qkv[:, 0]), self.split(qkv[:, 1]), self.split(qkv[:, 2])
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% fused-split-axis: the three and the heads in front of positions
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        qkv = self.c_attn(x).reshape(B, 3, self.num_heads, L, self.head_dim)
        q, k, v = qkv.unbind(1)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-looks-ahead: triu
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(torch.triu(torch.ones(L, L)) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-looks-ahead: tril of -inf added
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores + torch.full((L, L), float("-inf")).tril(-1)
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-inverted: masked_fill where tril is 1
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 1, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-inverted: -1e9
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L).bool(), -1e9)
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-off-by-one: triu with its diagonal
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(torch.triu(torch.ones(L, L)).bool(), float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-off-by-one: triu with its diagonal, -1e9
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(torch.triu(torch.ones(L, L)).bool(), -1e9)
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-off-by-one: one too many
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(torch.triu(torch.ones(L, L), diagonal=2).bool(), float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-off-by-one: tril(1)
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(torch.ones(L, L).tril(1) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-after-softmax: times the mask
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        weights = F.softmax(scores, dim=-1) * self.mask(L)
        return self.c_proj(self.merge(weights @ v))


# %% mask-after-softmax: masked_fill
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        weights = F.softmax(scores, dim=-1)
        weights = weights.masked_fill(self.mask(L) == 0, 0.0)
        return self.c_proj(self.merge(weights @ v))


# %% mask-ignored: none
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-ignored: the result of masked_fill is lost
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-as-factor: scores times mask
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores * self.mask(L)
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-added: as it is
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores + self.mask(L)
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-times-infinity: 1 - mask
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores + (1 - self.mask(L)) * float("-inf")
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% mask-value-too-high: -1e4
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, -1e4)
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% maximum-of-hidden: masked and normalised again
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        weights = F.softmax(scores, dim=-1) * self.mask(L)
        weights = weights / weights.sum(dim=-1, keepdim=True)
        return self.c_proj(self.merge(weights @ v))


# %% scale-by-model-dimension: d_model
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_model)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% scale-by-model-dimension: x.size(-1)
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) * x.size(-1) ** -0.5
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% missing-scale: none
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% heads-reshaped-not-transposed: split by view
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = (t.reshape(B, self.num_heads, L, self.head_dim) for t in (q, k, v))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% heads-reshaped-not-transposed: merged by reshape
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj((weights @ v).reshape(B, L, D))


# %% heads-reshaped-not-transposed: both
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = (t.reshape(B, self.num_heads, L, self.head_dim) for t in self.c_attn(x).chunk(3, -1))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj((weights @ v).reshape(B, L, D))


# %% heads-interleaved: (d, H)
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = (t.reshape(B, L, self.head_dim, self.num_heads).permute(0, 3, 1, 2) for t in self.c_attn(x).chunk(3, -1))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% missing-output-projection: merged only
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.merge(weights @ v)


# %% softmax-over-queries: dim -2
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-2)
        return self.c_proj(self.merge(weights @ v))


# %% softmax-over-heads: dim 1
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=1)
        return self.c_proj(self.merge(weights @ v))


# %% heads-averaged: mean
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj((weights @ v).mean(dim=1))


# %% heads-not-split: one head
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L)[0] == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(weights @ v)


# %% values-from-keys: k
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ k))


# %% unstable-softmax: exp
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        e = torch.exp(scores) * self.mask(L)
        weights = e / e.sum(-1, keepdim=True)
        return self.c_proj(self.merge(weights @ v))


# %% missing-bias: of the output
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.merge(weights @ v) @ self.c_proj.weight.T


# %% first-entry-only: x[:1]
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        x = x[:1]
        B, L, D = x.shape
        q, k, v = (self.split(t) for t in self.c_attn(x).chunk(3, -1))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))


# %% keys-not-transposed: q @ k
class CausalSelfAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).split(self.d_model, dim=2)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scores = q @ k / math.sqrt(self.head_dim)
        scores = scores.masked_fill(self.mask(L) == 0, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.c_proj(self.merge(weights @ v))
