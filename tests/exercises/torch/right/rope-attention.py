import math

import torch
import torch.nn.functional as F


def rotate_half(x):
    x1, x2 = x.chunk(2, dim=-1)
    return torch.cat((-x2, x1), dim=-1)


def tables(positions, dim, base):
    inv_freq = 1.0 / (base ** (torch.arange(0, dim, 2).float() / dim))
    freqs = positions[..., None].float() * inv_freq
    emb = torch.cat((freqs, freqs), dim=-1)
    return emb.cos().unsqueeze(1), emb.sin().unsqueeze(1)


def apply_rope(x, positions, base):
    cos, sin = tables(positions, x.shape[-1], base)
    return x * cos + rotate_half(x) * sin


# %% as in Hugging Face: expand, additive mask of the lowest float, zeros afterwards
def repeat_kv(x, n_rep):
    b, g, s, d = x.shape
    return x[:, :, None].expand(b, g, n_rep, s, d).reshape(b, g * n_rep, s, d)


def rope_attention(q, k, v, q_positions, k_positions, base):
    q, k = apply_rope(q, q_positions, base), apply_rope(k, k_positions, base)
    n_rep = q.size(1) // k.size(1)
    k, v = repeat_kv(k, n_rep), repeat_kv(v, n_rep)
    allowed = (k_positions.unsqueeze(1) <= q_positions.unsqueeze(2)).unsqueeze(1)
    bias = torch.zeros(allowed.shape).masked_fill(~allowed, torch.finfo(torch.float32).min)
    weights = F.softmax(torch.matmul(q, k.transpose(2, 3)) / math.sqrt(q.size(-1)) + bias, dim=-1)
    return torch.matmul(weights * allowed, v)


# %% -1e9, and rows without keys put to zero at the end
def rope_attention(q, k, v, q_positions, k_positions, base):
    q, k = apply_rope(q, q_positions, base), apply_rope(k, k_positions, base)
    rep = q.shape[1] // k.shape[1]
    k, v = k.repeat_interleave(rep, 1), v.repeat_interleave(rep, 1)
    hidden = k_positions[:, None, None, :] > q_positions[:, None, :, None]
    scores = (q @ k.mT) * q.shape[-1] ** -0.5
    weights = scores.masked_fill(hidden, -1e9).softmax(-1)
    out = weights @ v
    return out.masked_fill(hidden.all(dim=-1, keepdim=True), 0.0)


# %% groups, where and exp
def rope_attention(q, k, v, q_positions, k_positions, base):
    B, H, L, d = q.shape
    G = k.shape[1]
    q = apply_rope(q, q_positions, base).view(B, G, H // G, L, d)
    k = apply_rope(k, k_positions, base)[:, :, None]
    scores = q @ k.transpose(-1, -2) / d**0.5
    visible = (k_positions[:, None, :] <= q_positions[:, :, None])[:, None, None]
    scores = torch.where(visible, scores, torch.tensor(-1e30))
    e = torch.exp(scores - scores.amax(-1, keepdim=True)) * visible
    weights = e / e.sum(-1, keepdim=True).clamp(min=1e-20)
    return (weights @ v[:, :, None]).reshape(B, H, L, d), weights.reshape(B, H, L, -1)


# %% loops over entries and heads, float64
def rope_attention(q, k, v, q_positions, k_positions, base):
    q2 = apply_rope(q.double(), q_positions, base)
    k2 = apply_rope(k.double(), k_positions, base)
    H, G = q.shape[1], k.shape[1]
    out = torch.zeros_like(q)
    for b in range(q.shape[0]):
        for h in range(H):
            g = h // (H // G)
            s = q2[b, h] @ k2[b, g].T / math.sqrt(q.shape[-1])
            for i in range(q.shape[2]):
                seen = k_positions[b] <= q_positions[b, i]
                if seen.any():
                    out[b, h, i] = (torch.softmax(s[i][seen], 0) @ v[b, g][seen].double()).float()
    return out


# %% complex numbers
def turn(x, positions, base):
    half = x.shape[-1] // 2
    theta = positions[:, None, :, None] * base ** (-torch.arange(half) / half)
    z = torch.complex(x[..., :half], x[..., half:]) * torch.polar(torch.ones_like(theta), theta)
    return torch.cat([z.real, z.imag], -1)


def rope_attention(q, k, v, q_positions, k_positions, base):
    n = q.shape[1] // k.shape[1]
    q, k = turn(q, q_positions, base), turn(k, k_positions, base).repeat_interleave(n, dim=1)
    v = v.repeat_interleave(n, dim=1)
    mask = k_positions[:, None, None] <= q_positions[:, None, :, None]
    weights = torch.softmax((q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).masked_fill(~mask, -1e20), -1)
    return (weights * mask) @ v
