# keys-not-transposed: all dims reversed = right
# keys-not-transposed: .T = right
# keys-not-transposed: the first two dims = right
from torch import nn


class AttentionMatrix(nn.Module):
    def __init__(self, vocab_size, d_model):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model, bias=False)
        self.key = nn.Linear(d_model, d_model, bias=False)

    def forward(self, ids):
        x = self.embedding(ids)
        q, k = self.query(x), self.key(x)
        return attend(q, k, x)[1]
