import math

import torch
import torch.nn as nn
import torch.nn.functional as F

# %% one class
class EncoderBlock(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.num_heads = num_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.linear1 = nn.Linear(d_model, d_ff)
        self.linear2 = nn.Linear(d_ff, d_model)
        self.norm1 = nn.LayerNorm(d_model, eps=1e-5)
        self.norm2 = nn.LayerNorm(d_model, eps=1e-5)

    def forward(self, x):
        B, L, D = x.shape
        q, k, v = (f(x).view(B, L, self.num_heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        x = self.norm1(x + self.out((weights @ v).transpose(1, 2).reshape(B, L, D)))
        return self.norm2(x + self.linear2(F.relu(self.linear1(x))))


# %% modules inside, with dropout
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads, self.d_k = num_heads, d_model // num_heads
        self.W_q = nn.Linear(d_model, d_model)
        self.W_k = nn.Linear(d_model, d_model)
        self.W_v = nn.Linear(d_model, d_model)
        self.W_o = nn.Linear(d_model, d_model)

    def forward(self, q, k, v, mask=None):
        B = q.size(0)
        q = self.W_q(q).view(B, -1, self.num_heads, self.d_k).transpose(1, 2)
        k = self.W_k(k).view(B, -1, self.num_heads, self.d_k).transpose(1, 2)
        v = self.W_v(v).view(B, -1, self.num_heads, self.d_k).transpose(1, 2)
        attn = torch.softmax(torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(self.d_k), dim=-1)
        out = torch.matmul(attn, v).transpose(1, 2).contiguous().view(B, -1, self.num_heads * self.d_k)
        return self.W_o(out)


class PositionWiseFeedForward(nn.Module):
    def __init__(self, d_model, d_ff):
        super().__init__()
        self.fc1 = nn.Linear(d_model, d_ff)
        self.fc2 = nn.Linear(d_ff, d_model)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.fc2(self.relu(self.fc1(x)))


class EncoderBlock(nn.Module):
    def __init__(self, d_model, num_heads, d_ff, dropout=0.1):
        super().__init__()
        self.self_attn = MultiHeadAttention(d_model, num_heads)
        self.feed_forward = PositionWiseFeedForward(d_model, d_ff)
        self.norm1 = nn.LayerNorm(d_model)
        self.norm2 = nn.LayerNorm(d_model)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        x = self.norm1(x + self.dropout(self.self_attn(x, x, x, mask)))
        return self.norm2(x + self.dropout(self.feed_forward(x)))


# %% ffn of nn.Sequential
class EncoderBlock(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.num_heads = num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)
        self.ffn = nn.Sequential(nn.Linear(d_model, d_ff), nn.ReLU(), nn.Linear(d_ff, d_model))
        self.ln1 = nn.LayerNorm(d_model)
        self.ln2 = nn.LayerNorm(d_model)

    def attention(self, x):
        q, k, v = (
            f(x).unflatten(-1, (self.num_heads, -1)).transpose(1, 2) for f in (self.q_proj, self.k_proj, self.v_proj)
        )
        weights = (q @ k.mT / q.size(-1) ** 0.5).softmax(-1)
        return self.out_proj((weights @ v).transpose(1, 2).flatten(-2))

    def forward(self, x):
        x = self.ln1(x + self.attention(x))
        return self.ln2(x + self.ffn(x))


# %% fused qkv, mlp
class EncoderBlock(nn.Module):
    def __init__(self, dim, num_heads, hidden):
        super().__init__()
        self.num_heads = num_heads
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        self.norm1 = nn.LayerNorm(dim)
        self.fc1 = nn.Linear(dim, hidden)
        self.fc2 = nn.Linear(hidden, dim)
        self.norm2 = nn.LayerNorm(dim)

    def forward(self, x):
        B, N, C = x.shape
        q, k, v = self.qkv(x).reshape(B, N, 3, self.num_heads, C // self.num_heads).permute(2, 0, 3, 1, 4)
        attn = (q @ k.transpose(-2, -1) / math.sqrt(C // self.num_heads)).softmax(dim=-1)
        x = self.norm1(x + self.proj((attn @ v).transpose(1, 2).reshape(B, N, C)))
        return self.norm2(x + self.fc2(self.fc1(x).clamp(min=0)))


# %% own layer norm
class LayerNorm(nn.Module):
    def __init__(self, features, eps=1e-5):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(features))
        self.beta = nn.Parameter(torch.zeros(features))
        self.eps = eps

    def forward(self, x):
        mean = x.mean(-1, keepdim=True)
        var = x.var(-1, keepdim=True, unbiased=False)
        return self.gamma * (x - mean) / torch.sqrt(var + self.eps) + self.beta


class EncoderBlock(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.h = num_heads
        self.wq = nn.Linear(d_model, d_model)
        self.wk = nn.Linear(d_model, d_model)
        self.wv = nn.Linear(d_model, d_model)
        self.wo = nn.Linear(d_model, d_model)
        self.norm1 = LayerNorm(d_model)
        self.w1 = nn.Linear(d_model, d_ff)
        self.w2 = nn.Linear(d_ff, d_model)
        self.norm2 = LayerNorm(d_model)

    def forward(self, x):
        B, L, D = x.shape
        q, k, v = (f(x).view(B, L, self.h, D // self.h) for f in (self.wq, self.wk, self.wv))
        weights = torch.softmax(torch.einsum("bqhd,bkhd->bhqk", q, k) / math.sqrt(D // self.h), dim=-1)
        x = self.norm1(x + self.wo(torch.einsum("bhqk,bkhd->bqhd", weights, v).reshape(B, L, D)))
        return self.norm2(x + self.w2(torch.relu(self.w1(x))))


# %% sublayers as functions
class EncoderBlock(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.num_heads = num_heads
        self.query, self.key, self.value, self.out = (nn.Linear(d_model, d_model) for _ in range(4))
        self.linear1, self.linear2 = nn.Linear(d_model, d_ff), nn.Linear(d_ff, d_model)
        self.norm1, self.norm2 = nn.LayerNorm(d_model), nn.LayerNorm(d_model)

    def _sa_block(self, x):
        heads = [
            torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), -1) @ v
            for q, k, v in zip(*(f(x).chunk(self.num_heads, -1) for f in (self.query, self.key, self.value)))
        ]
        return self.out(torch.cat(heads, dim=-1))

    def _ff_block(self, x):
        return self.linear2(F.relu(self.linear1(x)))

    def forward(self, x):
        x = self.norm1(x + self._sa_block(x))
        return self.norm2(x + self._ff_block(x))


# %% a function of the parameters
def encoder_block(x, params, num_heads):
    p = params
    B, L, D = x.shape

    def project(name):
        return F.linear(x, p["w" + name], p["b" + name]).view(B, L, num_heads, -1).transpose(1, 2)

    q, k, v = project("q"), project("k"), project("v")
    weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
    attended = F.linear((weights @ v).transpose(1, 2).reshape(B, L, D), p["wo"], p["bo"])
    h = F.layer_norm(x + attended, (D,), p["gamma1"], p["beta1"])
    ff = F.linear(F.relu(F.linear(h, p["w1"], p["b1"])), p["w2"], p["b2"])
    return F.layer_norm(h + ff, (D,), p["gamma2"], p["beta2"])


# %% a function with its own norm
def norm(x, gamma, beta):
    centred = x - x.mean(-1, keepdim=True)
    return gamma * centred / torch.sqrt(centred.pow(2).mean(-1, keepdim=True) + 1e-5) + beta


def encoder_block(x, params, num_heads):
    D = x.size(-1)
    q, k, v = (x @ params[f"w{n}"].T + params[f"b{n}"] for n in "qkv")
    heads = []
    for i in range(num_heads):
        s = slice(i * D // num_heads, (i + 1) * D // num_heads)
        a = torch.softmax(q[..., s] @ k[..., s].mT / math.sqrt(D // num_heads), dim=-1)
        heads.append(a @ v[..., s])
    attended = torch.cat(heads, -1) @ params["wo"].T + params["bo"]
    h = norm(x + attended, params["gamma1"], params["beta1"])
    ff = torch.relu(h @ params["w1"].T + params["b1"]) @ params["w2"].T + params["b2"]
    return norm(h + ff, params["gamma2"], params["beta2"])
