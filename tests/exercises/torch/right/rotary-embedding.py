import torch
from torch import nn


# %% rotate_half, as in Hugging Face's Llama
def rotate_half(x):
    x1 = x[..., : x.shape[-1] // 2]
    x2 = x[..., x.shape[-1] // 2 :]
    return torch.cat((-x2, x1), dim=-1)


def rotary_embedding(x, base=10000.0):
    dim = x.shape[-1]
    inv_freq = 1.0 / (base ** (torch.arange(0, dim, 2, dtype=torch.int64).float() / dim))
    t = torch.arange(x.shape[2]).type_as(inv_freq)
    freqs = torch.outer(t, inv_freq)
    emb = torch.cat((freqs, freqs), dim=-1)
    cos = emb.cos()[None, None, :, :]
    sin = emb.sin()[None, None, :, :]
    return (x * cos) + (rotate_half(x) * sin)


# %% complex numbers
def rotary_embedding(x, base):
    half = x.shape[-1] // 2
    freqs = torch.arange(x.shape[-2]).unsqueeze(1) * base ** (-torch.arange(half) / half)
    z = torch.complex(x[..., :half], x[..., half:]) * torch.polar(torch.ones_like(freqs), freqs)
    return torch.cat([z.real, z.imag], dim=-1)


# %% a module
class RotaryEmbedding(nn.Module):
    def __init__(self, dim, base):
        super().__init__()
        self.register_buffer("inv_freq", 1.0 / (base ** (torch.arange(0, dim, 2).float() / dim)))

    def forward(self, x):
        t = torch.arange(x.size(2), device=x.device, dtype=self.inv_freq.dtype)
        freqs = torch.einsum("i,j->ij", t, self.inv_freq)
        emb = torch.cat((freqs, freqs), dim=-1)
        x1, x2 = x.chunk(2, dim=-1)
        return x * emb.cos() + torch.cat((-x2, x1), dim=-1) * emb.sin()


def rotary_embedding(x, base):
    return RotaryEmbedding(x.shape[-1], base)(x)


# %% loops
def rotary_embedding(x, base):
    B, H, L, d = x.shape
    out = torch.empty_like(x)
    for pos in range(L):
        for i in range(d // 2):
            theta = torch.tensor(pos / base ** (2 * i / d))
            c, s = torch.cos(theta), torch.sin(theta)
            a, b = x[:, :, pos, i], x[:, :, pos, i + d // 2]
            out[:, :, pos, i] = a * c - b * s
            out[:, :, pos, i + d // 2] = a * s + b * c
    return out


# %% float64, then back
def rotary_embedding(x, base):
    d = x.size(-1)
    exponents = torch.arange(0, d, 2, dtype=torch.float64) / d
    theta = torch.arange(x.size(-2), dtype=torch.float64).view(-1, 1) / base**exponents
    cos, sin = theta.cos().to(x.dtype), theta.sin().to(x.dtype)
    a, b = x.split(d // 2, dim=-1)
    return torch.stack((a * cos - b * sin, b * cos + a * sin), dim=-2).flatten(-2)


# %% a clone written into
def rotary_embedding(x, base):
    d = x.shape[-1]
    h = d // 2
    ang = torch.arange(x.shape[2])[:, None] * torch.pow(torch.tensor(float(base)), -torch.arange(h) * 2.0 / d)
    y = x.clone()
    y[..., :h] = x[..., :h] * ang.cos() - x[..., h:] * ang.sin()
    y[..., h:] = x[..., :h] * ang.sin() + x[..., h:] * ang.cos()
    return y
