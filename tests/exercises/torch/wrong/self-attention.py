import math

import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)


# %% missing-output-projection: the average
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return weights @ v


# %% missing-output-projection: tuple
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        out = torch.matmul(weights, v)
        return out, weights


# %% scale-by-other-size: the length
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.mT / math.sqrt(x.size(1)), dim=-1)
        return self.out(weights @ v)


# %% softmax-over-batch: no dim
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=0)
        return self.out(weights @ v)


# %% softmax-over-queries: dim 1
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = torch.bmm(q, k.transpose(1, 2)) / math.sqrt(q.size(-1))
        weights = F.softmax(scores, dim=1)
        return self.out(torch.bmm(weights, v))


# %% softmax-over-queries: a layer of dim 1, tuple
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = nn.Softmax(dim=1)(torch.einsum('bld,bsd->bls', q, k) / q.shape[-1] ** 0.5)
        return self.out(weights @ v), weights


# %% queries-and-keys-swapped: keys first
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(k @ q.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out(weights @ v)


# %% values-from-keys: the keys
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out(weights @ k)


# %% values-not-projected: x
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out(weights @ x)


# %% not-projected: x by x
class SelfAttention(Base):
    def forward(self, x):
        v = self.value(x)
        weights = F.softmax(x @ x.mT / math.sqrt(x.size(-1)), dim=-1)
        return self.out(weights @ v)


# %% activation-on-output: relu
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return F.relu(self.out(weights @ v))


# %% first-entry-only: x[0]
class SelfAttention(Base):
    def forward(self, x):
        x = x[0]
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out(weights @ v)


# %% returned-weights-instead: the weights
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        return F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)


# %% weights-not-transposed: raw parameters
class SelfAttention(Base):
    def forward(self, x):
        q = x @ self.query.weight + self.query.bias
        k = x @ self.key.weight + self.key.bias
        v = x @ self.value.weight + self.value.bias
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        out = weights @ v
        return out @ self.out.weight + self.out.bias


# %% weights-not-transposed: the output's
class SelfAttention(Base):
    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        out = weights @ v
        return out @ self.out.weight + self.out.bias


# %% missing-bias: F.linear
class SelfAttention(Base):
    def forward(self, x):
        q = F.linear(x, self.query.weight)
        k = F.linear(x, self.key.weight)
        v = F.linear(x, self.value.weight)
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out(weights @ v)


# %% missing-bias: everywhere
class SelfAttention(Base):
    def forward(self, x):
        q = x @ self.query.weight.T
        k = x @ self.key.weight.T
        v = x @ self.value.weight.T
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        out = weights @ v
        return out @ self.out.weight.T
