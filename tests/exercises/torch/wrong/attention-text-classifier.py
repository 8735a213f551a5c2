import math

import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, vocab_size, d_model, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_classes)


# %% missing-keepdims: the mask on the scores
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(mask == 0, -1e9)
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% missing-keepdims: the mask on the tokens
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% missing-keepdims: the mask on the count
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1)
        return self.classifier(pooled)


# %% mask-inverted: both
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(mask.unsqueeze(1), -1e9)
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * (~mask).unsqueeze(-1)).sum(1) / (~mask).sum(1, keepdim=True)
        return self.classifier(pooled)


# %% mask-inverted: as key_padding_mask
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(mask.unsqueeze(1), -1e9)
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% mask-ignored: mean
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = tokens.mean(dim=1)
        return self.classifier(pooled)


# %% masked-row-nan: queries too
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~(mask.unsqueeze(1) & mask.unsqueeze(2)), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% padding-from-ids: ids != 0
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        mask = ids != 0
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), -1e9)
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% first-entry-only: ids[:1]
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        ids, mask = ids[:1], mask[:1]
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% padding-attended: pooled with the mask
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% padding-attended: the mask on the queries
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(2), -1e9)
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% padding-averaged: mean
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = tokens.mean(1)
        return self.classifier(pooled)


# %% padding-averaged: masked mean
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = tokens.masked_fill(~mask.unsqueeze(-1), 0.0).mean(dim=1)
        return self.classifier(pooled)


# %% summed-not-averaged: masked sum
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(dim=1)
        return self.classifier(pooled)


# %% pooled-by-maximum: amax
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = tokens.masked_fill(~mask.unsqueeze(-1), float('-inf')).amax(dim=1)
        return self.classifier(pooled)


# %% pooled-by-maximum: max of everything
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = tokens.max(dim=1)[0]
        return self.classifier(pooled)


# %% first-token-only: as [CLS]
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = tokens[:, 0]
        return self.classifier(pooled)


# %% no-pooling: logits of each token
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        return self.classifier(tokens)


# %% returned-probabilities: softmax
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return F.softmax(self.classifier(pooled), dim=-1)


# %% returned-probabilities: log_softmax
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return F.log_softmax(self.classifier(pooled), dim=1)


# %% softmax-over-queries: dim 1
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        weights = F.softmax(scores.masked_fill(~mask.unsqueeze(1), -1e9), dim=1)
        tokens = self.out(weights @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% missing-output-projection: the average
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = F.softmax(scores, dim=-1) @ v
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% values-not-projected: x
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        v = x
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)


# %% missing-scale: none
class AttentionTextClassifier(Base):
    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = q @ k.transpose(-2, -1)
        scores = scores.masked_fill(~mask.unsqueeze(1), float('-inf'))
        tokens = self.out(F.softmax(scores, dim=-1) @ v)
        pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)
