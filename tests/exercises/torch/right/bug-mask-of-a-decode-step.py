import math

import torch

# %% the triangle behind ones
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.cat([torch.ones(L, S), torch.ones(L, L).tril()], dim=1)
    scores = scores.masked_fill(visible == 0, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% positions compared
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.arange(S + L) <= torch.arange(S, S + L)[:, None]
    scores = torch.where(visible, scores, torch.finfo(scores.dtype).min)
    return torch.softmax(scores, dim=-1) @ v


# %% minus infinity above the diagonal
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    scores = scores + torch.full((L, S + L), float("-inf")).triu(S + 1)
    return torch.softmax(scores, dim=-1) @ v


# %% the last rows of the mask of the whole sequence
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.ones(S + L, S + L, dtype=torch.bool).tril()[-L:]
    scores = scores.masked_fill(~visible, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v
