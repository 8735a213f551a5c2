# maximum-starts-too-high: clamped at zero = nothing
# unstable-softmax: mean subtracted = nothing
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
        weights = softmax(scores.masked_fill(~mask[:, None, :], -1e9), -1)
        tokens = self.out(weights @ v)
        pooled = tokens.masked_fill(~mask.unsqueeze(-1), 0).sum(1) / mask.sum(1, keepdim=True)
        return self.classifier(pooled)
