import torch
import torch.nn.functional as F
from torch import nn

# %% a function, where
def graph_attention(x, adjacency, w, a_dst, a_src):
    z = torch.einsum("nk,hok->nho", x, w)
    e = (z * a_dst).sum(-1).unsqueeze(1) + (z * a_src).sum(-1).unsqueeze(0)
    e = F.leaky_relu(e, negative_slope=0.2)
    e = torch.where(adjacency.unsqueeze(-1), e, -1e9)
    alpha = F.softmax(e, dim=1) * adjacency.unsqueeze(-1)
    return torch.einsum("ijh,jho->iho", alpha, z).reshape(x.size(0), -1)


# %% a module, head by head
class GraphAttention(nn.Module):
    def __init__(self, in_features, out_features, num_heads):
        super().__init__()
        self.w = nn.Parameter(torch.empty(num_heads, out_features, in_features))
        self.a_dst = nn.Parameter(torch.empty(num_heads, out_features))
        self.a_src = nn.Parameter(torch.empty(num_heads, out_features))
        self.activation = nn.LeakyReLU(0.2)

    def forward(self, x, adjacency):
        outs = []
        for h in range(self.w.size(0)):
            z = F.linear(x, self.w[h])
            e = self.activation((z @ self.a_dst[h])[:, None] + (z @ self.a_src[h])[None, :])
            p = torch.softmax(e.masked_fill(~adjacency, torch.finfo(e.dtype).min), dim=1)
            outs.append(p.masked_fill(~adjacency, 0) @ z)
        return torch.cat(outs, dim=1)
