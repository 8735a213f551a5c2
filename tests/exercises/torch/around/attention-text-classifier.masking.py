# global-maximum: max() = nothing
# masked-row-nan = right
# masked-row-mean = right
# mask-ignored = padding-attended
import math

from torch import nn


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
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        weights = weigh(scores, mask[:, None, :].expand_as(scores))
        tokens = self.out(weights @ v)
        pooled = tokens.masked_fill(~mask.unsqueeze(-1), 0).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)
