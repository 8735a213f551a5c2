import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Base(nn.Module):
    def __init__(self, d_model, d_memory, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.head_dim = d_model // num_heads
        self.d_model = d_model
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_memory, d_model)
        self.value = nn.Linear(d_memory, d_model)
        self.out = nn.Linear(d_model, d_model)

    def split(self, x):
        return x.unflatten(-1, (self.num_heads, self.head_dim)).transpose(1, 2)

    def merge(self, x):
        return x.transpose(1, 2).flatten(2)


# %% queries-and-keys-swapped: memory asks, x is read
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(memory))
        k = self.split(self.key(x))
        v = self.split(self.value(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% queries-and-keys-swapped: memory asks, x is read, no mask
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(memory))
        k = self.split(self.key(x))
        v = self.split(self.value(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% queries-and-keys-swapped: memory asks itself
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(memory))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% queries-and-keys-swapped: k @ q
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = k @ q.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% keys-from-target: key(x)
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(x))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% keys-from-target: self-attention
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(x))
        v = self.split(self.value(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% keys-from-target: self-attention without the mask
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(x))
        v = self.split(self.value(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% values-from-target: value(x)
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% values-from-target: -1e9
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(memory_mask[:, None, None, :] == 0, -1e9)
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% causal-where-not-wanted: tril beside the mask
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        past = torch.ones(x.size(1), memory.size(1), dtype=torch.bool).tril()
        scores = scores.masked_fill(~(past & memory_mask[:, None, None, :]), float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% causal-where-not-wanted: tril beside the mask, -1e9
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        past = torch.ones(x.size(1), memory.size(1), dtype=torch.bool).tril()
        scores = scores.masked_fill(~past, -1e9).masked_fill(~memory_mask[:, None, None, :], -1e9)
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% causal-where-not-wanted: tril in the mask's place
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(torch.ones(x.size(1), memory.size(1)).triu(1).bool(), float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% causal-where-not-wanted: bottom right
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        past = torch.ones(x.size(1), memory.size(1), dtype=torch.bool).tril(memory.size(1) - x.size(1))
        scores = scores.masked_fill(~(past & memory_mask[:, None, None, :]), float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% mask-on-queries: [:, None, :, None]
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, :, None], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% mask-on-queries: -1e9
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(memory_mask[:, None, :, None] == 0, -1e9)
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% mask-on-queries: not cleared
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask.unsqueeze(1).unsqueeze(-1), float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% mask-inverted: masked_fill(memory_mask)
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% mask-inverted: not cleared
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% mask-inverted: -1e9
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(memory_mask[:, None, None, :] == 1, -1e9)
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% padding-attended: no mask
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% padding-attended: the result of masked_fill is lost
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = torch.softmax(scores, -1)
        return self.out(self.merge(weights @ v))


# %% heads-reshaped-not-transposed: split by view
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        B, L, D = x.shape
        q = self.query(x).view(B, self.num_heads, L, self.head_dim)
        k = self.key(memory).view(B, self.num_heads, -1, self.head_dim)
        v = self.value(memory).view(B, self.num_heads, -1, self.head_dim)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% heads-reshaped-not-transposed: merged by reshape
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out((weights @ v).reshape(x.shape))


# %% heads-reshaped-not-transposed: both
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        B, L, D = x.shape
        q = self.query(x).view(B, self.num_heads, L, self.head_dim)
        k = self.key(memory).view(B, self.num_heads, -1, self.head_dim)
        v = self.value(memory).view(B, self.num_heads, -1, self.head_dim)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out((weights @ v).reshape(x.shape))


# %% missing-output-projection: merged only
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.merge(weights @ v)


# %% masked-row-nan: -inf
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% masked-row-mean: -1e9
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], -1e9)
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% masked-row-mean: finfo.min
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], torch.finfo(scores.dtype).min)
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% mask-after-softmax: times the mask
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        weights = F.softmax(scores, dim=-1) * memory_mask[:, None, None, :]
        return self.out(self.merge(weights @ v))


# %% mask-as-factor: scores times mask
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores * memory_mask[:, None, None, :]
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% mask-times-infinity: 1 - mask
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores + (1 - memory_mask[:, None, None, :].float()) * float("-inf")
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% mask-value-too-high: -1e4
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], -1e4)
        weights = F.softmax(scores, dim=-1) * memory_mask[:, None, None, :]
        return self.out(self.merge(weights @ v))


# %% one-mask-for-all: the first entry's
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[0], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% missing-scale: none
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% missing-scale: none, not cleared
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% missing-scale: none, -1e9
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], -1e9)
        weights = F.softmax(scores, dim=-1)
        return self.out(self.merge(weights @ v))


# %% scale-by-model-dimension: d_model
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_model)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% softmax-over-queries: dim -2
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-2).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% softmax-over-heads: dim 1
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% heads-interleaved: (d, H)
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        B, L, D = x.shape
        q, k, v = (t.reshape(B, -1, self.head_dim, self.num_heads).permute(0, 3, 1, 2) for t in (self.query(x), self.key(memory), self.value(memory)))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% heads-not-split: one head
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q, k, v = self.query(x), self.key(memory), self.value(memory)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(weights @ v)


# %% values-from-keys: k
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ k))


# %% first-entry-only: x[:1]
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        x, memory, memory_mask = x[:1], memory[:1], memory_mask[:1]
        q, k, v = self.split(self.query(x)), self.split(self.key(memory)), self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% missing-bias: of the output
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.merge(weights @ v) @ self.out.weight.T


# %% unstable-softmax: exp
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        e = torch.exp(scores) * memory_mask[:, None, None, :]
        weights = e / e.sum(-1, keepdim=True).clamp(min=1e-9)
        return self.out(self.merge(weights @ v))


# %% maximum-of-hidden: normalised again
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        weights = F.softmax(scores, dim=-1) * memory_mask[:, None, None, :]
        weights = (weights / weights.sum(-1, keepdim=True)).nan_to_num(0.0)
        return self.out(self.merge(weights @ v))


# %% empty-entry-without-bias: NaN cleared in the end
class CrossAttention(Base):
    def forward(self, x, memory, memory_mask):
        q = self.split(self.query(x))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        scores = scores.masked_fill(~memory_mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return torch.nan_to_num(self.out(self.merge(weights @ v)))
