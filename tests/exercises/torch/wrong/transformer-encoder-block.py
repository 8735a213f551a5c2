import math

import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.num_heads = num_heads
        self.head_dim = d_model // num_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.linear1 = nn.Linear(d_model, d_ff)
        self.linear2 = nn.Linear(d_ff, d_model)
        self.norm1 = nn.LayerNorm(d_model)
        self.norm2 = nn.LayerNorm(d_model)

    def split(self, x):
        return x.view(*x.shape[:2], self.num_heads, -1).transpose(1, 2)

    def attention(self, x):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        return self.out((weights @ v).transpose(1, 2).flatten(2))

    def feed_forward(self, x):
        return self.linear2(F.relu(self.linear1(x)))


# %% missing-activation: linear after linear
class EncoderBlock(Base):
    def forward(self, x):
        x = self.norm1(x + self.attention(x))
        return self.norm2(x + self.linear2(self.linear1(x)))


# %% other-activation: gelu
class EncoderBlock(Base):
    def forward(self, x):
        x = self.norm1(x + self.attention(x))
        return self.norm2(x + self.linear2(F.gelu(self.linear1(x))))


# %% other-activation: sigmoid
class EncoderBlock(Base):
    def forward(self, x):
        x = self.norm1(x + self.attention(x))
        return self.norm2(x + self.linear2(torch.sigmoid(self.linear1(x))))


# %% pre-norm: GPT's order
class EncoderBlock(Base):
    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.feed_forward(self.norm2(x))


# %% norm-before-residual: the sublayer's output
class EncoderBlock(Base):
    def forward(self, x):
        x = x + self.norm1(self.attention(x))
        return x + self.norm2(self.feed_forward(x))


# %% single-norm: the second
class EncoderBlock(Base):
    def forward(self, x):
        x = x + self.attention(x)
        return self.norm2(x + self.feed_forward(x))


# %% single-norm: the first
class EncoderBlock(Base):
    def forward(self, x):
        x = self.norm1(x + self.attention(x))
        return x + self.feed_forward(x)


# %% norm-parameters-shared: norm1 twice
class EncoderBlock(Base):
    def forward(self, x):
        x = self.norm1(x + self.attention(x))
        return self.norm1(x + self.feed_forward(x))


# %% missing-residual: none
class EncoderBlock(Base):
    def forward(self, x):
        x = self.norm1(self.attention(x))
        return self.norm2(self.feed_forward(x))


# %% missing-residual: the second
class EncoderBlock(Base):
    def forward(self, x):
        x = self.norm1(x + self.attention(x))
        return self.norm2(self.feed_forward(x))


# %% missing-feed-forward: attention alone
class EncoderBlock(Base):
    def forward(self, x):
        return self.norm1(x + self.attention(x))


# %% residual-from-input: x again
class EncoderBlock(Base):
    def forward(self, x):
        h = self.norm1(x + self.attention(x))
        return self.norm2(x + self.feed_forward(h))


# %% missing-affine: F.layer_norm
class EncoderBlock(Base):
    def forward(self, x):
        x = F.layer_norm(x + self.attention(x), x.shape[-1:])
        return F.layer_norm(x + self.feed_forward(x), x.shape[-1:])


# %% missing-bias: linear2's
class EncoderBlock(Base):
    def forward(self, x):
        x = self.norm1(x + self.attention(x))
        return self.norm2(x + F.relu(self.linear1(x)) @ self.linear2.weight.T)


# %% unbiased-variance: own norm
class EncoderBlock(Base):
    def forward(self, x):
        def norm(layer, x):
            return layer.weight * (x - x.mean(-1, keepdim=True)) / torch.sqrt(x.var(-1, keepdim=True) + 1e-5) + layer.bias

        x = norm(self.norm1, x + self.attention(x))
        return norm(self.norm2, x + self.feed_forward(x))


# %% normalized-over-batch: dim 1
class EncoderBlock(Base):
    def forward(self, x):
        def norm(layer, x):
            return layer.weight * (x - x.mean(1, keepdim=True)) / torch.sqrt(x.var(1, correction=0, keepdim=True) + 1e-5) + layer.bias

        x = norm(self.norm1, x + self.attention(x))
        return norm(self.norm2, x + self.feed_forward(x))


# %% normalized-over-everything: two dims
class EncoderBlock(Base):
    def forward(self, x):
        def norm(layer, x):
            var, mean = torch.var_mean(x, dim=(1, 2), correction=0, keepdim=True)
            return layer.weight * (x - mean) / torch.sqrt(var + 1e-5) + layer.bias

        x = norm(self.norm1, x + self.attention(x))
        return norm(self.norm2, x + self.feed_forward(x))


# %% mean-not-subtracted: RMSNorm
class EncoderBlock(Base):
    def forward(self, x):
        def norm(layer, x):
            return layer.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) + layer.bias

        x = norm(self.norm1, x + self.attention(x))
        return norm(self.norm2, x + self.feed_forward(x))


# %% divided-by-variance: no root
class EncoderBlock(Base):
    def forward(self, x):
        def norm(layer, x):
            return layer.weight * (x - x.mean(-1, keepdim=True)) / (x.var(-1, correction=0, keepdim=True) + 1e-5) + layer.bias

        x = norm(self.norm1, x + self.attention(x))
        return norm(self.norm2, x + self.feed_forward(x))


# %% missing-keepdims: own norm
class EncoderBlock(Base):
    def forward(self, x):
        def norm(layer, x):
            return layer.weight * (x - x.mean(-1)) / torch.sqrt(x.var(-1, correction=0) + 1e-5) + layer.bias

        x = norm(self.norm1, x + self.attention(x))
        return norm(self.norm2, x + self.feed_forward(x))


# %% missing-output-projection: concatenated
class EncoderBlock(Base):
    def forward(self, x):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        x = self.norm1(x + (weights @ v).transpose(1, 2).flatten(2))
        return self.norm2(x + self.feed_forward(x))


# %% scale-by-model-dimension: D
class EncoderBlock(Base):
    def forward(self, x):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(x.size(-1)), dim=-1)
        a = self.out((weights @ v).transpose(1, 2).flatten(2))
        x = self.norm1(x + a)
        return self.norm2(x + self.feed_forward(x))


# %% softmax-over-heads: dim 1
class EncoderBlock(Base):
    def forward(self, x):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=1)
        a = self.out((weights @ v).transpose(1, 2).flatten(2))
        x = self.norm1(x + a)
        return self.norm2(x + self.feed_forward(x))


# %% heads-reshaped-not-transposed: merged by reshape
class EncoderBlock(Base):
    def forward(self, x):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        x = self.norm1(x + self.out((weights @ v).reshape(x.shape)))
        return self.norm2(x + self.feed_forward(x))


# %% values-from-keys: the keys
class EncoderBlock(Base):
    def forward(self, x):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(self.head_dim), dim=-1)
        v = k
        a = self.out((weights @ v).transpose(1, 2).flatten(2))
        x = self.norm1(x + a)
        return self.norm2(x + self.feed_forward(x))


# %% heads-not-split: one head
class EncoderBlock(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.transpose(-2, -1) / math.sqrt(x.size(-1)), dim=-1)
        x = self.norm1(x + self.out(weights @ v))
        return self.norm2(x + self.feed_forward(x))
