import math

import torch
import torch.nn as nn
import torch.nn.functional as F

# %% masked_fill and a mean
class AttentionTextClassifier(nn.Module):
    def __init__(self, vocab_size, d_model, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_classes)

    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = torch.bmm(q, k.transpose(1, 2)) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask[:, None, :], float("-inf"))
        tokens = self.out(torch.bmm(F.softmax(scores, dim=-1), v))
        m = mask.unsqueeze(-1).float()
        return self.classifier((tokens * m).sum(1) / m.sum(1))


# %% -1e9 and masked_fill
class AttentionTextClassifier(nn.Module):
    def __init__(self, vocab_size, d_model, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_classes)

    def forward(self, ids, mask):
        x = self.embedding(ids)
        scores = self.query(x) @ self.key(x).mT / x.size(-1) ** 0.5
        weights = scores.masked_fill(mask.unsqueeze(1) == 0, -1e9).softmax(-1)
        tokens = self.out(weights @ self.value(x))
        pooled = tokens.masked_fill(~mask.unsqueeze(2), 0.0).sum(dim=1) / mask.sum(dim=1, keepdim=True)
        return self.classifier(pooled)


# %% einsum
class AttentionTextClassifier(nn.Module):
    def __init__(self, vocab_size, d_model, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_classes)

    def forward(self, ids, mask):
        x = self.embedding(ids)
        scores = torch.einsum("bld,bmd->blm", self.query(x), self.key(x)) / math.sqrt(x.shape[-1])
        scores = torch.where(mask[:, None], scores, torch.tensor(-1e9))
        tokens = self.out(torch.einsum("blm,bmd->bld", torch.softmax(scores, 2), self.value(x)))
        pooled = torch.einsum("bl,bld->bd", mask.float(), tokens) / mask.sum(1)[:, None]
        return self.classifier(pooled)


# %% padding is masked for queries too
class AttentionTextClassifier(nn.Module):
    def __init__(self, vocab_size, d_model, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_classes)

    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        both = mask.unsqueeze(1) & mask.unsqueeze(2)
        scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~both, torch.finfo(torch.float32).min)
        tokens = self.out(scores.softmax(dim=-1) @ v)
        return self.classifier((tokens * mask[..., None]).sum(1) / mask.sum(1, keepdim=True))


# %% a loop over the sentences
class AttentionTextClassifier(nn.Module):
    def __init__(self, vocab_size, d_model, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_classes)

    def forward(self, ids, mask):
        logits = []
        for sentence, real in zip(ids, mask):
            x = self.embedding(sentence[real])
            q, k, v = self.query(x), self.key(x), self.value(x)
            tokens = self.out(torch.softmax(q @ k.T / math.sqrt(q.size(-1)), dim=-1) @ v)
            logits.append(self.classifier(tokens.mean(dim=0)))
        return torch.stack(logits)


# %% additive mask and bmm for the mean
class AttentionTextClassifier(nn.Module):
    def __init__(self, vocab_size, d_model, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_classes)

    def forward(self, ids, mask):
        x = self.embedding(ids)
        q, k, v = self.query(x), self.key(x), self.value(x)
        bias = torch.zeros_like(mask, dtype=torch.float32).masked_fill(~mask, float("-inf"))
        weights = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)) + bias.unsqueeze(1), dim=-1)
        share = mask / mask.sum(-1, keepdim=True)
        pooled = torch.bmm(share.unsqueeze(1), self.out(weights @ v)).squeeze(1)
        return self.classifier(pooled)


# %% an attention module, dropout and other names
class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.query_linear = nn.Linear(embed_dim, embed_dim)
        self.key_linear = nn.Linear(embed_dim, embed_dim)
        self.value_linear = nn.Linear(embed_dim, embed_dim)
        self.out_linear = nn.Linear(embed_dim, embed_dim)

    def forward(self, x, mask=None):
        Q, K, V = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        scores = torch.matmul(Q, K.transpose(-2, -1)) / math.sqrt(Q.size(-1))
        if mask is not None:
            scores = scores.masked_fill(mask.unsqueeze(1) == 0, float("-inf"))
        return self.out_linear(torch.matmul(F.softmax(scores, dim=-1), V))


class AttentionTextClassifier(nn.Module):
    def __init__(self, vocab_size, embed_dim, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed_dim)
        self.attention = SelfAttention(embed_dim)
        self.dropout = nn.Dropout(0.5)
        self.fc = nn.Linear(embed_dim, num_classes)

    def forward(self, input_ids, mask):
        tokens = self.dropout(self.attention(self.embedding(input_ids), mask))
        mask = mask.unsqueeze(-1)
        return self.fc((tokens * mask).sum(dim=1) / mask.sum(dim=1))


# %% a function of the parameters
def classify(ids, mask, params):
    x = F.embedding(ids, params["embedding"])
    q, k, v = (F.linear(x, params["w" + n], params["b" + n]) for n in "qkv")
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~mask.unsqueeze(1), float("-inf"))
    tokens = F.linear(torch.softmax(scores, dim=-1) @ v, params["wo"], params["bo"])
    pooled = (tokens * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
    return F.linear(pooled, params["wc"], params["bc"])


# %% a function with indexing
def classify(ids, mask, params):
    x = params["embedding"][ids]
    q, k, v = (x @ params["w" + n].T + params["b" + n] for n in "qkv")
    scores = q @ k.transpose(1, 2) / math.sqrt(q.size(-1)) + (1.0 - mask.float()).unsqueeze(1) * -1e9
    tokens = torch.softmax(scores, dim=-1) @ v @ params["wo"].T + params["bo"]
    mean = torch.stack([row[real].mean(0) for row, real in zip(tokens, mask)])
    return mean @ params["wc"].T + params["bc"]
