import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Attention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.h = num_heads
        self.q, self.k, self.v, self.o = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, x, source, visible=None, clear=True):
        q, k, v = (t.unflatten(-1, (self.h, -1)).transpose(1, 2) for t in (self.q(x), self.k(source), self.v(source)))
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        if visible is not None:
            scores = scores.masked_fill(~visible, float("-inf"))
        weights = F.softmax(scores, dim=-1)
        if clear:
            weights = weights.nan_to_num(0.0)
        return self.o((weights @ v).transpose(1, 2).flatten(2))


class Base(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.self_attn = Attention(d_model, num_heads)
        self.cross_attn = Attention(d_model, num_heads)
        self.ff = nn.Sequential(nn.Linear(d_model, d_ff), nn.ReLU(), nn.Linear(d_ff, d_model))
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(d_model) for _ in range(3))

    def past(self, x):
        return torch.ones(x.size(1), x.size(1)).tril().bool()


# %% self-attention-not-causal: no mask
class DecoderLayer(Base):
    def forward(self, x, memory, memory_mask):
        x = self.norm1(x + self.self_attn(x, x))
        x = self.norm2(x + self.cross_attn(x, memory, memory_mask[:, None, None, :]))
        return self.norm3(x + self.ff(x))


# %% keys-from-target: x twice
class DecoderLayer(Base):
    def forward(self, x, memory, memory_mask):
        x = self.norm1(x + self.self_attn(x, x, self.past(x)))
        x = self.norm2(x + self.cross_attn(x, x))
        return self.norm3(x + self.ff(x))


# %% causal-where-not-wanted: tril
class DecoderLayer(Base):
    def forward(self, x, memory, memory_mask):
        x = self.norm1(x + self.self_attn(x, x, self.past(x)))
        past = torch.ones(x.size(1), memory.size(1)).tril().bool()
        x = self.norm2(x + self.cross_attn(x, memory, past & memory_mask[:, None, None, :]))
        return self.norm3(x + self.ff(x))


# %% sublayers-in-the-wrong-order: the source first
class DecoderLayer(Base):
    def forward(self, x, memory, memory_mask):
        x = self.norm1(x + self.cross_attn(x, memory, memory_mask[:, None, None, :]))
        x = self.norm2(x + self.self_attn(x, x, self.past(x)))
        return self.norm3(x + self.ff(x))


# %% padding-attended: no mask of memory
class DecoderLayer(Base):
    def forward(self, x, memory, memory_mask):
        x = self.norm1(x + self.self_attn(x, x, self.past(x)))
        x = self.norm2(x + self.cross_attn(x, memory))
        return self.norm3(x + self.ff(x))


# %% mask-ignored: no masks
class DecoderLayer(Base):
    def forward(self, x, memory, memory_mask):
        x = self.norm1(x + self.self_attn(x, x))
        x = self.norm2(x + self.cross_attn(x, memory))
        return self.norm3(x + self.ff(x))


# %% single-norm: no norm2
class DecoderLayer(Base):
    def forward(self, x, memory, memory_mask):
        x = self.norm1(x + self.self_attn(x, x, self.past(x)))
        x = x + self.cross_attn(x, memory, memory_mask[:, None, None, :])
        return self.norm3(x + self.ff(x))


# %% missing-residual: none
class DecoderLayer(Base):
    def forward(self, x, memory, memory_mask):
        x = self.norm1(self.self_attn(x, x, self.past(x)))
        x = self.norm2(self.cross_attn(x, memory, memory_mask[:, None, None, :]))
        return self.norm3(self.ff(x))


# %% masked-row-nan: -inf
class DecoderLayer(Base):
    def forward(self, x, memory, memory_mask):
        x = self.norm1(x + self.self_attn(x, x, self.past(x)))
        x = self.norm2(x + self.cross_attn(x, memory, memory_mask[:, None, None, :], clear=False))
        return self.norm3(x + self.ff(x))


# %% norm-parameters-shared: norm1 again
class DecoderLayer(Base):
    def forward(self, x, memory, memory_mask):
        x = self.norm1(x + self.self_attn(x, x, self.past(x)))
        x = self.norm1(x + self.cross_attn(x, memory, memory_mask[:, None, None, :]))
        return self.norm3(x + self.ff(x))
