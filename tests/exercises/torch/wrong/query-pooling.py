import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Base(nn.Module):
    def __init__(self, num_queries, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.queries = nn.Parameter(torch.randn(num_queries, d_model))
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def split(self, x):
        return x.unflatten(-1, (self.num_heads, -1)).transpose(1, 2)

    def scores(self, q, k):
        return self.split(q) @ self.split(k).transpose(-2, -1) / math.sqrt(q.size(-1) // self.num_heads)

    def read(self, weights, v):
        return self.out((weights @ self.split(v)).transpose(1, 2).flatten(2))


# %% queries-not-repeated: the batch as one sequence
class QueryPooling(Base):
    def forward(self, x, mask):
        q, memory = self.queries.unsqueeze(0), x.flatten(0, 1).unsqueeze(0)
        scores = self.scores(self.query(q), self.key(memory)).masked_fill(~mask.view(1, 1, 1, -1), float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.read(weights, self.value(memory)).expand(x.size(0), -1, -1)


# %% queries-interleaved: repeat_interleave
class QueryPooling(Base):
    def forward(self, x, mask):
        q, memory = self.queries.repeat_interleave(x.size(0), 0).view(x.size(0), -1, x.size(-1)), x
        scores = self.scores(self.query(q), self.key(memory)).masked_fill(~mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.read(weights, self.value(memory))


# %% softmax-over-queries: dim -2
class QueryPooling(Base):
    def forward(self, x, mask):
        q, memory = self.queries.expand(x.size(0), -1, -1), x
        scores = self.scores(self.query(q), self.key(memory)).masked_fill(~mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-2).nan_to_num(0.0)
        return self.read(weights, self.value(memory))


# %% padding-attended: no mask
class QueryPooling(Base):
    def forward(self, x, mask):
        q, memory = self.queries.expand(x.size(0), -1, -1), x
        scores = self.scores(self.query(q), self.key(memory))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.read(weights, self.value(memory))


# %% keys-from-queries: queries among themselves
class QueryPooling(Base):
    def forward(self, x, mask):
        q, memory = self.queries.expand(x.size(0), -1, -1), self.queries.expand(x.size(0), -1, -1)
        scores = self.scores(self.query(q), self.key(memory))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.read(weights, self.value(memory))


# %% queries-not-projected: as they are
class QueryPooling(Base):
    def forward(self, x, mask):
        q, memory = self.queries.expand(x.size(0), -1, -1), x
        scores = self.scores(q, self.key(memory)).masked_fill(~mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.read(weights, self.value(memory))


# %% residual-added: plus q
class QueryPooling(Base):
    def forward(self, x, mask):
        q, memory = self.queries.expand(x.size(0), -1, -1), x
        scores = self.scores(self.query(q), self.key(memory)).masked_fill(~mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return q + self.read(weights, self.value(memory))


# %% masked-row-nan: -inf
class QueryPooling(Base):
    def forward(self, x, mask):
        q, memory = self.queries.expand(x.size(0), -1, -1), x
        scores = self.scores(self.query(q), self.key(memory)).masked_fill(~mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1)
        return self.read(weights, self.value(memory))


# %% masked-row-mean: -1e9
class QueryPooling(Base):
    def forward(self, x, mask):
        q, memory = self.queries.expand(x.size(0), -1, -1), x
        scores = self.scores(self.query(q), self.key(memory)).masked_fill(~mask[:, None, None, :], -1e9)
        weights = F.softmax(scores, dim=-1)
        return self.read(weights, self.value(memory))


# %% results-averaged: mean over the queries
class QueryPooling(Base):
    def forward(self, x, mask):
        q, memory = self.queries.expand(x.size(0), -1, -1), x
        scores = self.scores(self.query(q), self.key(memory)).masked_fill(~mask[:, None, None, :], float("-inf"))
        weights = F.softmax(scores, dim=-1).nan_to_num(0.0)
        return self.read(weights, self.value(memory)).mean(dim=1)
