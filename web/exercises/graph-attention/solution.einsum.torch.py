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
        z = torch.einsum("nk,hok->hno", x, self.w)  # the sum runs over k
        attending = torch.einsum("hno,ho->hn", z, self.a_dst)
        attended = torch.einsum("hno,ho->hn", z, self.a_src)
        scores = leaky_relu(attending[:, :, None] + attended[:, None], 0.2)  # (H, N, N)

        lowest = torch.finfo(scores.dtype).min
        weights = torch.softmax(scores.masked_fill(~adjacency, lowest), dim=-1) * adjacency  # (H, N, N)
        out = torch.einsum("hij,hjo->iho", weights, z)  # the nodes in front, and no transpose
        return out.flatten(1), weights  # (N, H, o) to (N, H o)
