import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, d_model, eps):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(d_model))


# %% mean-subtracted: layer normalisation
class RMSNorm(Base):
    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        var = x.var(-1, keepdim=True, unbiased=False)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps)


# %% mean-subtracted: x by the standard deviation
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.var(-1, keepdim=True, correction=0) + self.eps)


# %% mean-subtracted: F.layer_norm
class RMSNorm(Base):
    def forward(self, x):
        return F.layer_norm(x, x.shape[-1:], self.weight, None, self.eps)


# %% sum-instead-of-mean: sum
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).sum(-1, keepdim=True) + self.eps)


# %% sum-instead-of-mean: norm
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x / (x.norm(dim=-1, keepdim=True) + self.eps)


# %% sum-instead-of-mean: F.normalize
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * F.normalize(x, dim=-1)


# %% epsilon-outside-root: rms + eps
class RMSNorm(Base):
    def forward(self, x):
        rms = x.pow(2).mean(-1, keepdim=True).sqrt()
        return self.weight * x / (rms + self.eps)


# %% epsilon-ignored: 1e-6
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6)


# %% epsilon-ignored: F.normalize times the root of D
class RMSNorm(Base):
    def forward(self, x):
        return F.normalize(x, dim=-1) * x.shape[-1] ** 0.5 * self.weight


# %% divided-by-variance: no root
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x / (x.pow(2).mean(-1, keepdim=True) + self.eps)


# %% root-before-mean: abs
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x / (x.abs().mean(-1, keepdim=True) + self.eps)


# %% mean-squared: mean, then square
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.mean(-1, keepdim=True).pow(2) + self.eps)


# %% multiplied-not-divided: sqrt for rsqrt
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.sqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)


# %% missing-affine: normalised alone
def rms_norm(x, gamma, eps):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps)


# %% gain-plus-one: as in Gemma
class RMSNorm(Base):
    def forward(self, x):
        output = x.float() * torch.rsqrt(x.float().pow(2).mean(-1, keepdim=True) + self.eps)
        return (output * (1.0 + self.weight.float())).type_as(x)


# %% gain-added: plus
class RMSNorm(Base):
    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps) + self.weight


# %% normalized-over-everything: mean()
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean() + self.eps)


# %% normalized-over-everything: two dims
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean((1, 2), keepdim=True) + self.eps)


# %% normalized-over-batch: dim 0
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(0, keepdim=True) + self.eps)


# %% normalized-over-batch: dim 1
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(1, keepdim=True) + self.eps)


# %% missing-keepdims: no keepdim
class RMSNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1) + self.eps)


# %% first-entry-only: x[0]
def rms_norm(x, gamma, eps):
    out = torch.zeros_like(x)
    out[0] = gamma * x[0] * torch.rsqrt(x[0].pow(2).mean(-1, keepdim=True) + eps)
    return out
