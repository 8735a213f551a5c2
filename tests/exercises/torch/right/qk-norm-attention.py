import math

import torch
import torch.nn.functional as F
from torch import nn

# %% F.rms_norm, heads repeated
class QKNormAttention(nn.Module):
    def __init__(self, head_dim, eps):
        super().__init__()
        self.eps = eps
        self.gain_q = nn.Parameter(torch.ones(head_dim))
        self.gain_k = nn.Parameter(torch.ones(head_dim))

    def forward(self, q, k, v):
        d = q.size(-1)
        q = F.rms_norm(q, (d,), self.gain_q, self.eps)
        k = F.rms_norm(k, (d,), self.gain_k, self.eps)
        rep = q.size(1) // k.size(1)
        k, v = k.repeat_interleave(rep, 1), v.repeat_interleave(rep, 1)
        return (q @ k.mT / math.sqrt(d)).softmax(-1) @ v


# %% a function, groups by view
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    B, H, L, d = q.shape
    G = k.shape[1]
    q = q / torch.sqrt(torch.mean(q**2, -1, keepdim=True) + eps) * gain_q
    k = k / torch.sqrt(torch.mean(k**2, -1, keepdim=True) + eps) * gain_k
    scores = q.view(B, G, H // G, L, d) @ k.unsqueeze(2).transpose(-2, -1) * d**-0.5
    weights = torch.softmax(scores, dim=-1)
    return (weights @ v.unsqueeze(2)).view(B, H, L, d), weights.view(B, H, L, -1)


# %% norms as modules of their own
class RMSNorm(nn.Module):
    def __init__(self, gain, eps):
        super().__init__()
        self.gain, self.eps = gain, eps

    def forward(self, x):
        dtype = x.dtype
        x = x.to(torch.float32)
        return self.gain * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)).to(dtype)


class QKNormAttention(nn.Module):
    def __init__(self, head_dim, eps):
        super().__init__()
        self.eps = eps
        self.gain_q = nn.Parameter(torch.ones(head_dim))
        self.gain_k = nn.Parameter(torch.ones(head_dim))

    def forward(self, q, k, v):
        q, k = RMSNorm(self.gain_q, self.eps)(q), RMSNorm(self.gain_k, self.eps)(k)
        index = torch.arange(q.size(1)) * k.size(1) // q.size(1)
        w = torch.softmax(torch.einsum("bhld,bhsd->bhls", q, k[:, index]) / q.size(-1) ** 0.5, dim=-1)
        return torch.einsum("bhls,bhsd->bhld", w, v[:, index]), w
