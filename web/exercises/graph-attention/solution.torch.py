import torch
from torch import nn
from torch.nn.functional import leaky_relu


class GraphAttention(nn.Module):
    def __init__(self, in_features, out_features, num_heads):
        super().__init__()
        self.w = nn.Parameter(torch.randn(num_heads, out_features, in_features))  # (H, o, K)
        self.a_dst = nn.Parameter(torch.randn(num_heads, out_features))  # (H, o)
        self.a_src = nn.Parameter(torch.randn(num_heads, out_features))  # (H, o)

    def forward(self, x, adjacency):
        z = x @ self.w.transpose(1, 2)  # (N, K) @ (H, K, o) = (H, N, o)
        attending = z @ self.a_dst[:, :, None]  # (H, N, o) @ (H, o, 1) = (H, N, 1)
        attended = z @ self.a_src[:, :, None]  # (H, N, 1)
        scores = leaky_relu(attending + attended.transpose(1, 2), 0.2)  # (H, N, 1) + (H, 1, N) = (H, N, N)

        lowest = torch.finfo(scores.dtype).min  # not -inf: a node without neighbours would give NaN
        weights = torch.softmax(scores.masked_fill(~adjacency, lowest), dim=-1)  # (H, N, N), over the neighbours
        weights = weights.masked_fill(~adjacency, 0.0)  # a node without neighbours
        out = weights @ z  # (H, N, N) @ (H, N, o) = (H, N, o)
        return out.transpose(0, 1).flatten(1), weights  # (N, H, o) to (N, H o)
