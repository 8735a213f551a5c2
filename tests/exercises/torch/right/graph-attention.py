import torch
import torch.nn.functional as F
from torch import nn

# %% a module whose vector of the source comes first
class GraphAttention(nn.Module):
    def __init__(self, in_features, out_features, num_heads):
        super().__init__()
        self.lin = nn.Parameter(torch.empty(num_heads, out_features, in_features))
        self.att_src = nn.Parameter(torch.empty(num_heads, out_features))
        self.att_dst = nn.Parameter(torch.empty(num_heads, out_features))

    def forward(self, x, adjacency):
        z = x @ self.lin.mT
        alpha = (z * self.att_dst[:, None]).sum(-1, keepdim=True) + (z * self.att_src[:, None]).sum(-1).unsqueeze(1)
        alpha = F.leaky_relu(alpha, 0.2).masked_fill(~adjacency, -1e30)
        return ((alpha.softmax(-1) * adjacency) @ z).permute(1, 0, 2).flatten(1)


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
