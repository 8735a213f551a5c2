from torch import nn


class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.query_linear = nn.Linear(d_model, d_model)
        self.key_linear = nn.Linear(d_model, d_model)
        self.value_linear = nn.Linear(d_model, d_model)
        self.out_linear = nn.Linear(d_model, d_model)

    def forward(self, x):
        q, k, v = self.query_linear(x), self.key_linear(x), self.value_linear(x)
        out, weights = attend(q, k, v)
        return self.out_linear(out), weights
