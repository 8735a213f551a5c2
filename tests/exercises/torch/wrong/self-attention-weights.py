import math

import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, vocab_size, d_model):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model, bias=False)
        self.key = nn.Linear(d_model, d_model, bias=False)


# %% returned-output-instead: weights @ x
class AttentionMatrix(Base):
    def forward(self, ids):
        x = self.embedding(ids)
        q, k = self.query(x), self.key(x)
        return F.softmax(q @ k.T / math.sqrt(q.size(-1)), dim=-1) @ x


# %% embedding-not-looked-up: the table
class AttentionMatrix(Base):
    def forward(self, ids):
        x = self.embedding.weight[: len(ids)]
        q, k = self.query(x), self.key(x)
        return F.softmax(q @ k.T / math.sqrt(q.size(-1)), dim=-1)


# %% embedding-not-looked-up: the whole table
class AttentionMatrix(Base):
    def forward(self, ids):
        x = self.embedding.weight
        q, k = self.query(x), self.key(x)
        return F.softmax(q @ k.T / math.sqrt(q.size(-1)), dim=-1)


# %% scale-by-other-size: the vocabulary
class AttentionMatrix(Base):
    def forward(self, ids):
        x = self.embedding(ids)
        q, k = self.query(x), self.key(x)
        return F.softmax(q @ k.T / math.sqrt(self.embedding.num_embeddings), dim=-1)


# %% scale-by-other-size: the length
class AttentionMatrix(Base):
    def forward(self, ids):
        x = self.embedding(ids)
        q, k = self.query(x), self.key(x)
        return F.softmax(q @ k.T / math.sqrt(len(ids)), dim=-1)


# %% queries-and-keys-swapped: k by q
class AttentionMatrix(Base):
    def forward(self, ids):
        x = self.embedding(ids)
        q, k = self.query(x), self.key(x)
        return F.softmax(k @ q.T / math.sqrt(q.size(-1)), dim=-1)


# %% not-projected: x by x
class AttentionMatrix(Base):
    def forward(self, ids):
        x = self.embedding(ids)
        return F.softmax(x @ x.T / math.sqrt(x.size(-1)), dim=-1)


# %% weights-not-transposed: raw parameters
class AttentionMatrix(Base):
    def forward(self, ids):
        x = self.embedding(ids)
        q, k = x @ self.query.weight, x @ self.key.weight
        return F.softmax(q @ k.T / math.sqrt(q.size(-1)), dim=-1)


# %% softmax-over-queries: dim 0
class AttentionMatrix(Base):
    def forward(self, ids):
        x = self.embedding(ids)
        q, k = self.query(x), self.key(x)
        return F.softmax(q @ k.T / math.sqrt(q.size(-1)), dim=0)


# %% missing-scale: none
class AttentionMatrix(Base):
    def forward(self, ids):
        x = self.embedding(ids)
        q, k = self.query(x), self.key(x)
        return F.softmax(q @ k.T, dim=-1)
