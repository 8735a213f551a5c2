import torch
from torch import nn


class Base(nn.Module):
    def __init__(self, d_model, eps):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(d_model))
        self.bias = nn.Parameter(torch.zeros(d_model))


# %% unbiased-variance: var's default
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        var = x.var(-1, keepdim=True)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


# %% unbiased-variance: std, as the annotated Transformer
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        std = x.std(-1, keepdim=True)
        return self.weight * (x - mean) / (std + self.eps) + self.bias


# %% epsilon-outside-root: std + eps
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        std = x.std(-1, unbiased=False, keepdim=True)
        return self.weight * (x - mean) / (std + self.eps) + self.bias


# %% epsilon-ignored: 1e-5
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        var = x.var(-1, unbiased=False, keepdim=True)
        return self.weight * (x - mean) * torch.rsqrt(var + 1e-5) + self.bias


# %% epsilon-ignored: none
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        std = x.std(-1, correction=0, keepdim=True)
        return self.weight * (x - mean) / std + self.bias


# %% epsilon-ignored: clamp
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        var = x.var(-1, correction=0, keepdim=True)
        return self.weight * (x - mean) / var.clamp(min=self.eps).sqrt() + self.bias


# %% divided-by-variance: no root
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        var = ((x - mean) ** 2).mean(-1, keepdim=True)
        return self.weight * (x - mean) / (var + self.eps) + self.bias


# %% mean-not-subtracted: RMSNorm
class LayerNorm(Base):
    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps) + self.bias


# %% mean-not-subtracted: F.rms_norm
class LayerNorm(Base):
    def forward(self, x):
        return nn.functional.rms_norm(x, x.shape[-1:], self.weight, self.eps)


# %% missing-affine: the normalised values
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        var = x.var(-1, correction=0, keepdim=True)
        return (x - mean) / torch.sqrt(var + self.eps)


# %% missing-affine: no shift
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        var = x.var(-1, correction=0, keepdim=True)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps)


# %% gamma-and-beta-swapped: exchanged
class LayerNorm(Base):
    def forward(self, x):
        var, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
        return self.bias * (x - mean) / torch.sqrt(var + self.eps) + self.weight


# %% shifted-before-scaled: in brackets
class LayerNorm(Base):
    def forward(self, x):
        var, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
        return self.weight * ((x - mean) / torch.sqrt(var + self.eps) + self.bias)


# %% normalized-over-everything: mean()
class LayerNorm(Base):
    def forward(self, x):
        return self.weight * (x - x.mean()) / torch.sqrt(x.var(correction=0) + self.eps) + self.bias


# %% normalized-over-everything: two dims
class LayerNorm(Base):
    def forward(self, x):
        var, mean = torch.var_mean(x, dim=(-2, -1), correction=0, keepdim=True)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


# %% normalized-over-batch: dim 0
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(dim=0, keepdim=True)
        var = x.var(dim=0, unbiased=False, keepdim=True)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


# %% normalized-over-batch: dim 1
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(1, keepdim=True)
        var = x.var(1, correction=0, keepdim=True)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


# %% missing-keepdims: mean and variance
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(dim=-1)
        var = x.var(dim=-1, unbiased=False)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


# %% missing-keepdims: the variance
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(dim=-1, keepdim=True)
        var = x.var(dim=-1, unbiased=False)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


# %% variance-from-squares: mean of squares less the square of the mean
class LayerNorm(Base):
    def forward(self, x):
        mean = x.mean(dim=-1, keepdim=True)
        var = (x * x).mean(dim=-1, keepdim=True) - mean**2
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias


# %% first-entry-only: x[0]
class LayerNorm(Base):
    def forward(self, x):
        x = x[0]
        var, mean = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
        return self.weight * (x - mean) / torch.sqrt(var + self.eps) + self.bias
