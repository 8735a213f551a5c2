import math

import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.head_dim = d_model // num_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)


# %% heads-reshaped-not-transposed: split by view
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, self.num_heads, L, self.head_dim)
        k = self.key(x).view(B, self.num_heads, L, self.head_dim)
        v = self.value(x).view(B, self.num_heads, L, self.head_dim)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% heads-reshaped-not-transposed: merged by reshape
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).reshape(B, L, D)
        return self.out(out)


# %% heads-reshaped-not-transposed: both
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, self.num_heads, -1, self.head_dim)
        k = self.key(x).view(B, self.num_heads, -1, self.head_dim)
        v = self.value(x).view(B, self.num_heads, -1, self.head_dim)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).view(B, -1, D)
        return self.out(out)


# %% heads-reshaped-not-transposed: never transposed
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).reshape(B, L, D)
        return self.out(out)


# %% heads-split-before-projection: view
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        x = x.view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% heads-split-before-projection: reshape, as in a well-known video
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        x = x.reshape(B, L, self.num_heads, self.head_dim)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = torch.einsum('bqhd,bkhd->bhqk', q, k)
        weights = torch.softmax(scores / math.sqrt(self.head_dim), dim=3)
        out = torch.einsum('bhqk,bkhd->bqhd', weights, v).reshape(B, L, D)
        return self.out(out)


# %% heads-interleaved: the head last
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.head_dim, self.num_heads).permute(0, 3, 1, 2)
        k = self.key(x).view(B, L, self.head_dim, self.num_heads).permute(0, 3, 1, 2)
        v = self.value(x).view(B, L, self.head_dim, self.num_heads).permute(0, 3, 1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% heads-averaged: mean
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).mean(dim=1)
        return self.out(out)


# %% heads-averaged: sum, not projected
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        return (weights @ v).sum(dim=1)


# %% missing-output-projection: concatenated
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return out, weights


# %% scale-by-model-dimension: D
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(D), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% scale-by-other-size: num_heads
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.num_heads), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% softmax-over-heads: dim 1
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% softmax-over-queries: dim 2
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(torch.einsum('bhqd,bhkd->bhqk', q, k) / math.sqrt(self.head_dim), dim=2)
        out = torch.einsum('bhqk,bhkd->bqhd', weights, v).flatten(2)
        return self.out(out)


# %% heads-not-split: one head
class MultiHeadAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(q.size(-1)), dim=-1)
        out = weights @ v
        return self.out(out)


# %% heads-not-split: one head, scaled by the head's
class MultiHeadAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = weights @ v
        return self.out(out)


# %% head-count-as-size: exchanged
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.head_dim, self.num_heads).transpose(1, 2)
        k = self.key(x).view(B, L, self.head_dim, self.num_heads).transpose(1, 2)
        v = self.value(x).view(B, L, self.head_dim, self.num_heads).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.num_heads), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% values-not-projected: x
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = x.view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% activation-on-output: relu
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return F.relu(self.out(out))


# %% first-entry-only: x[:1]
class MultiHeadAttention(Base):
    def forward(self, x):
        x = x[:1]
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% returned-weights-instead: the weights
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        return F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)


# %% weights-not-transposed: raw parameters
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = (x @ self.query.weight + self.query.bias).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = (x @ self.key.weight + self.key.bias).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = (x @ self.value.weight + self.value.bias).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% missing-bias: the output's
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return out @ self.out.weight.T


# %% missing-scale: einsum
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim)
        weights = torch.einsum('bqhd,bkhd->bhqk', q, k).softmax(dim=-1)
        out = torch.einsum('bhqk,bkhd->bqhd', weights, v).reshape(B, L, -1)
        return self.out(out)


# %% scale-by-dimension: head_dim
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(-2, -1) / self.head_dim, dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% keys-not-transposed: k.transpose(1, 2)
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        weights = F.softmax(q @ k.transpose(1, 2) / math.sqrt(self.head_dim), dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)


# %% unasked-causal-mask: registered
class MultiHeadAttention(Base):
    def forward(self, x):
        B, L, D = x.shape
        q = self.query(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        k = self.key(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        v = self.value(x).view(B, L, self.num_heads, self.head_dim).transpose(1, 2)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(torch.tril(torch.ones(L, L)) == 0, float('-inf'))
        weights = F.softmax(scores, dim=-1)
        out = (weights @ v).transpose(1, 2).contiguous().view(B, L, D)
        return self.out(out)
