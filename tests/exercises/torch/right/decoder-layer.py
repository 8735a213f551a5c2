import math

import torch
import torch.nn as nn
import torch.nn.functional as F


# %% one attention class, -1e9 and the mask once more
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads, self.d_k = n_heads, d_model // n_heads
        self.w_q = nn.Linear(d_model, d_model)
        self.w_k = nn.Linear(d_model, d_model)
        self.w_v = nn.Linear(d_model, d_model)
        self.w_o = nn.Linear(d_model, d_model)

    def forward(self, q, k, v, mask):
        B = q.size(0)
        q = self.w_q(q).view(B, -1, self.n_heads, self.d_k).transpose(1, 2)
        k = self.w_k(k).view(B, -1, self.n_heads, self.d_k).transpose(1, 2)
        v = self.w_v(v).view(B, -1, self.n_heads, self.d_k).transpose(1, 2)
        scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(self.d_k)
        scores = scores.masked_fill(mask == 0, -1e9)
        attn = torch.softmax(scores, dim=-1) * mask
        return self.w_o(torch.matmul(attn, v).transpose(1, 2).contiguous().view(B, -1, self.n_heads * self.d_k))


class DecoderLayer(nn.Module):
    def __init__(self, d_model, n_heads, d_ff):
        super().__init__()
        self.self_attn = MultiHeadAttention(d_model, n_heads)
        self.cross_attn = MultiHeadAttention(d_model, n_heads)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, d_ff), nn.ReLU(), nn.Linear(d_ff, d_model))
        self.norm1 = nn.LayerNorm(d_model)
        self.norm2 = nn.LayerNorm(d_model)
        self.norm3 = nn.LayerNorm(d_model)

    def forward(self, x, enc_output, src_mask):
        tgt_mask = torch.tril(torch.ones(1, 1, x.size(1), x.size(1)))
        x = self.norm1(x + self.self_attn(x, x, x, tgt_mask))
        x = self.norm2(x + self.cross_attn(x, enc_output, enc_output, src_mask[:, None, None, :]))
        return self.norm3(x + self.feed_forward(x))


# %% everything in one class
class DecoderLayer(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.num_heads = num_heads
        self.self_q = nn.Linear(d_model, d_model)
        self.self_k = nn.Linear(d_model, d_model)
        self.self_v = nn.Linear(d_model, d_model)
        self.self_o = nn.Linear(d_model, d_model)
        self.cross_q = nn.Linear(d_model, d_model)
        self.cross_k = nn.Linear(d_model, d_model)
        self.cross_v = nn.Linear(d_model, d_model)
        self.cross_o = nn.Linear(d_model, d_model)
        self.fc1 = nn.Linear(d_model, d_ff)
        self.fc2 = nn.Linear(d_ff, d_model)
        self.ln1 = nn.LayerNorm(d_model)
        self.ln2 = nn.LayerNorm(d_model)
        self.ln3 = nn.LayerNorm(d_model)

    def attend(self, q, k, v, hidden):
        q, k, v = (t.unflatten(-1, (self.num_heads, -1)).transpose(1, 2) for t in (q, k, v))
        weights = (q @ k.mT / q.shape[-1] ** 0.5).masked_fill(hidden, float("-inf")).softmax(-1)
        return (torch.nan_to_num(weights) @ v).transpose(1, 2).flatten(2)

    def forward(self, x, memory, memory_mask):
        L = x.shape[1]
        causal = torch.ones(L, L, dtype=torch.bool).triu(1)
        padding = ~memory_mask[:, None, None, :]
        x = self.ln1(x + self.self_o(self.attend(self.self_q(x), self.self_k(x), self.self_v(x), causal)))
        read = self.attend(self.cross_q(x), self.cross_k(memory), self.cross_v(memory), padding)
        x = self.ln2(x + self.cross_o(read))
        return self.ln3(x + self.fc2(F.relu(self.fc1(x))))


# %% a function
def decoder_layer(x, memory, memory_mask, params, num_heads):
    D = x.shape[-1]

    def attend(a, b, keep, prefix):
        q, k, v = (
            F.linear(t, params[f"{prefix}w{n}"], params[f"{prefix}b{n}"]).unflatten(-1, (num_heads, D // num_heads)).transpose(1, 2)
            for t, n in ((a, "q"), (b, "k"), (b, "v"))
        )
        scores = torch.where(keep, q @ k.transpose(-1, -2) / math.sqrt(D // num_heads), torch.tensor(-1e30))
        weights = torch.softmax(scores, dim=-1) * keep
        return F.linear((weights @ v).transpose(1, 2).flatten(2), params[f"{prefix}wo"], params[f"{prefix}bo"])

    def norm(t, n):
        return F.layer_norm(t, (D,), params[f"gamma{n}"], params[f"beta{n}"])

    h = norm(x + attend(x, x, torch.ones(x.shape[1], x.shape[1]).tril().bool(), ""), 1)
    u = norm(h + attend(h, memory, memory_mask[:, None, None, :], "cross_"), 2)
    hidden = F.relu(F.linear(u, params["w1"], params["b1"]))
    return norm(u + F.linear(hidden, params["w2"], params["b2"]), 3)
