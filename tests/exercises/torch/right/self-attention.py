import math

import torch
import torch.nn as nn
import torch.nn.functional as F

# %% query, key, value, out
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(q.size(-1))
        weights = F.softmax(scores, dim=-1)
        return self.out(torch.matmul(weights, v))


# %% query_linear
class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super(SelfAttention, self).__init__()
        self.embed_dim = embed_dim
        self.query_linear = nn.Linear(embed_dim, embed_dim)
        self.key_linear = nn.Linear(embed_dim, embed_dim)
        self.value_linear = nn.Linear(embed_dim, embed_dim)
        self.out_linear = nn.Linear(embed_dim, embed_dim)

    def forward(self, x):
        queries = self.query_linear(x)
        keys = self.key_linear(x)
        values = self.value_linear(x)
        scores = torch.bmm(queries, keys.transpose(1, 2)) / (self.embed_dim**0.5)
        attention = F.softmax(scores, dim=-1)
        return self.out_linear(torch.bmm(attention, values)), attention


# %% q_proj and a scale
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.scale = d_model**-0.5
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)

    def forward(self, hidden_states):
        q = self.q_proj(hidden_states) * self.scale
        attn = torch.einsum("bid,bjd->bij", q, self.k_proj(hidden_states)).softmax(dim=-1)
        return self.out_proj(torch.einsum("bij,bjd->bid", attn, self.v_proj(hidden_states)))


# %% W_q with dropout
class SelfAttention(nn.Module):
    def __init__(self, d_model, dropout=0.1):
        super().__init__()
        self.W_q = nn.Linear(d_model, d_model)
        self.W_k = nn.Linear(d_model, d_model)
        self.W_v = nn.Linear(d_model, d_model)
        self.W_o = nn.Linear(d_model, d_model)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        Q, K, V = self.W_q(x), self.W_k(x), self.W_v(x)
        scores = Q @ K.transpose(1, 2) / math.sqrt(K.shape[-1])
        if mask is not None:
            scores = scores.masked_fill(mask == 0, float("-inf"))
        weights = self.dropout(torch.softmax(scores, dim=-1))
        return self.W_o(weights @ V), weights


# %% forward of query, key and value
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.wq = nn.Linear(d_model, d_model)
        self.wk = nn.Linear(d_model, d_model)
        self.wv = nn.Linear(d_model, d_model)
        self.wo = nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        q, k, v = self.wq(query), self.wk(key), self.wv(value)
        scores = q @ k.mT / math.sqrt(q.size(-1))
        if mask is not None:
            scores = scores.masked_fill(~mask, -1e9)
        return self.wo(scores.softmax(-1) @ v)


# %% qkv and chunk
class SelfAttention(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.to_qkv = nn.Linear(dim, dim * 3)
        self.to_out = nn.Linear(dim, dim)

    def forward(self, x):
        q, k, v = self.to_qkv(x).chunk(3, dim=-1)
        attn = (q @ k.transpose(-2, -1) * q.shape[-1] ** -0.5).softmax(dim=-1)
        return self.to_out(attn @ v)


# %% c_attn and split
class SelfAttention(nn.Module):
    def __init__(self, n_embd):
        super().__init__()
        self.n_embd = n_embd
        self.c_attn = nn.Linear(n_embd, 3 * n_embd)
        self.c_proj = nn.Linear(n_embd, n_embd)

    def forward(self, x):
        q, k, v = self.c_attn(x).split(self.n_embd, dim=2)
        att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        att = F.softmax(att, dim=-1)
        return self.c_proj(att @ v)


# %% in_proj_weight
class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.in_proj_weight = nn.Parameter(torch.empty(3 * embed_dim, embed_dim))
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * embed_dim))
        self.out_proj = nn.Linear(embed_dim, embed_dim)
        nn.init.xavier_uniform_(self.in_proj_weight)

    def forward(self, x):
        q, k, v = F.linear(x, self.in_proj_weight, self.in_proj_bias).chunk(3, dim=-1)
        weights = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return self.out_proj(weights @ v), weights


# %% raw parameters
class SelfAttention(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.W_q = nn.Parameter(torch.randn(d, d))
        self.b_q = nn.Parameter(torch.zeros(d))
        self.W_k = nn.Parameter(torch.randn(d, d))
        self.b_k = nn.Parameter(torch.zeros(d))
        self.W_v = nn.Parameter(torch.randn(d, d))
        self.b_v = nn.Parameter(torch.zeros(d))
        self.W_o = nn.Parameter(torch.randn(d, d))
        self.b_o = nn.Parameter(torch.zeros(d))

    def forward(self, x):
        q = x @ self.W_q.T + self.b_q
        k = x @ self.W_k.T + self.b_k
        v = x @ self.W_v.T + self.b_v
        weights = torch.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return (weights @ v) @ self.W_o.T + self.b_o


# %% a function
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    q = F.linear(x, wq, bq)
    k = F.linear(x, wk, bk)
    v = F.linear(x, wv, bv)
    weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
    return F.linear(weights @ v, wo, bo), weights


# %% a function with .T
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    weights = torch.softmax(q @ k.transpose(-2, -1) / q.size(-1) ** 0.5, -1)
    return weights @ v @ wo.t() + bo


# %% a module for the attention inside
class ScaledDotProductAttention(nn.Module):
    def forward(self, q, k, v):
        weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)), dim=-1)
        return weights @ v


class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.q = nn.Linear(d_model, d_model)
        self.k = nn.Linear(d_model, d_model)
        self.v = nn.Linear(d_model, d_model)
        self.proj = nn.Linear(d_model, d_model)
        self.attention = ScaledDotProductAttention()

    def forward(self, x):
        return self.proj(self.attention(self.q(x), self.k(x), self.v(x)))
