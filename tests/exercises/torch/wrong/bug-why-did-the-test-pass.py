import math

import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.query_linear = nn.Linear(d_model, d_model)
        self.key_linear = nn.Linear(d_model, d_model)
        self.value_linear = nn.Linear(d_model, d_model)
        self.out_linear = nn.Linear(d_model, d_model)


# %% missing-output-projection: the average
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return weights @ v


# %% missing-output-projection: tuple
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        out = torch.matmul(weights, v)
        return out, weights


# %% scale-by-other-size: the length
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = F.softmax(q @ k.mT / math.sqrt(x.size(1)), dim=-1)
        return self.out_linear(weights @ v)


# %% softmax-over-batch: no dim
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=0)
        return self.out_linear(weights @ v)


# %% softmax-over-queries: dim 1
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        scores = torch.bmm(q, k.transpose(1, 2)) / math.sqrt(q.size(-1))
        weights = F.softmax(scores, dim=1)
        return self.out_linear(torch.bmm(weights, v))


# %% softmax-over-queries: a layer of dim 1, tuple
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = nn.Softmax(dim=1)(torch.einsum('bld,bsd->bls', q, k) / q.shape[-1] ** 0.5)
        return self.out_linear(weights @ v), weights


# %% queries-and-keys-swapped: keys first
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = F.softmax(k @ q.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out_linear(weights @ v)


# %% values-from-keys: the keys
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out_linear(weights @ k)


# %% values-not-projected: x
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out_linear(weights @ x)


# %% not-projected: x by x
class SelfAttention(Base):
    def forward(self, x):
        v = self.value_linear(x)
        weights = F.softmax(x @ x.mT / math.sqrt(x.size(-1)), dim=-1)
        return self.out_linear(weights @ v)


# %% activation-on-output: relu
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return F.relu(self.out_linear(weights @ v))


# %% first-entry-only: x[0]
class SelfAttention(Base):
    def forward(self, x):
        x = x[0]
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out_linear(weights @ v)


# %% returned-weights-instead: the weights
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        return F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)


# %% weights-not-transposed: raw parameters
class SelfAttention(Base):
    def forward(self, x):
        q = x @ self.query_linear.weight + self.query_linear.bias
        k = x @ self.key_linear.weight + self.key_linear.bias
        v = x @ self.value_linear.weight + self.value_linear.bias
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        out = weights @ v
        return out @ self.out_linear.weight + self.out_linear.bias


# %% weights-not-transposed: the output's
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        out = weights @ v
        return out @ self.out_linear.weight + self.out_linear.bias


# %% missing-bias: F.linear
class SelfAttention(Base):
    def forward(self, x):
        q = F.linear(x, self.query_linear.weight)
        k = F.linear(x, self.key_linear.weight)
        v = F.linear(x, self.value_linear.weight)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out_linear(weights @ v)


# %% missing-bias: everywhere
class SelfAttention(Base):
    def forward(self, x):
        q = x @ self.query_linear.weight.T
        k = x @ self.key_linear.weight.T
        v = x @ self.value_linear.weight.T
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        out = weights @ v
        return out @ self.out_linear.weight.T
