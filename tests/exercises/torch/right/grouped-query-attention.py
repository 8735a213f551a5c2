import math

import torch
import torch.nn.functional as F

# %% repeat_kv: expand and reshape
def repeat_kv(hidden_states, n_rep):
    batch, num_key_value_heads, slen, head_dim = hidden_states.shape
    if n_rep == 1:
        return hidden_states
    hidden_states = hidden_states[:, :, None, :, :].expand(batch, num_key_value_heads, n_rep, slen, head_dim)
    return hidden_states.reshape(batch, num_key_value_heads * n_rep, slen, head_dim)


def grouped_query_attention(q, k, v):
    n_rep = q.shape[1] // k.shape[1]
    k, v = repeat_kv(k, n_rep), repeat_kv(v, n_rep)
    attn = torch.matmul(q, k.transpose(2, 3)) * q.shape[-1] ** -0.5
    attn = F.softmax(attn, dim=-1, dtype=torch.float32).to(q.dtype)
    return torch.matmul(attn, v), attn


# %% view, broadcast over the group
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.size(1)
    q = q.view(B, G, H // G, L, d)
    scores = q @ k.unsqueeze(2).mT / math.sqrt(d)
    out = scores.softmax(-1) @ v.unsqueeze(2)
    return out.view(B, H, L, d)


# %% the group folded into the sequence
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G, S = k.shape[1], k.shape[2]
    folded = q.reshape(B, G, (H // G) * L, d)
    w = torch.softmax(folded @ k.transpose(-1, -2) * d ** -0.5, dim=-1)
    return (w @ v).reshape(B, H, L, d), w.reshape(B, H, L, S)


# %% head by head, stacked
def grouped_query_attention(q, k, v):
    H, G = q.size(1), k.size(1)
    outs = []
    for h in range(H):
        g = h // (H // G)
        scores = torch.bmm(q[:, h], k[:, g].transpose(1, 2)) / math.sqrt(q.size(-1))
        outs.append(torch.bmm(torch.softmax(scores, dim=-1), v[:, g]))
    return torch.stack(outs, dim=1)


# %% indices of key heads, exp by hand
def grouped_query_attention(q, k, v):
    index = torch.arange(q.size(1)) * k.size(1) // q.size(1)
    k, v = k[:, index], v[:, index]
    s = torch.einsum("bhld,bhsd->bhls", q, k) / math.sqrt(q.size(-1))
    e = torch.exp(s - s.amax(dim=-1, keepdim=True))
    p = e / e.sum(dim=-1, keepdim=True)
    return torch.einsum("bhls,bhsd->bhld", p, v), p


# %% float64, index_select
def grouped_query_attention(q, k, v):
    heads = torch.tensor([h // (q.size(1) // k.size(1)) for h in range(q.size(1))])
    keys, values = k.index_select(1, heads).double(), v.index_select(1, heads).double()
    scores = q.double().matmul(keys.transpose(2, 3)).div(q.size(-1) ** 0.5)
    return scores.softmax(dim=3).matmul(values).float()
