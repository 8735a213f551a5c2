import math

import torch

# %% mask-top-left: as it is found
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.ones(L, S + L, dtype=torch.bool).tril()
    scores = scores.masked_fill(~visible, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% mask-top-left: the upper triangle of minus infinity is added
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    scores = scores + torch.full((L, S + L), float("-inf")).triu(1)
    return torch.softmax(scores, dim=-1) @ v


# %% mask-top-left: except for a single token
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    if L > 1:
        visible = torch.ones(L, S + L, dtype=torch.bool).tril()
        scores = scores.masked_fill(~visible, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% mask-ignored: the mask is left out
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    return torch.softmax(scores, dim=-1) @ v


# %% mask-off-by-one: the query does not see itself
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.ones(L, S + L, dtype=torch.bool).tril(S - 1)
    scores = scores.masked_fill(~visible, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% mask-off-by-one: one too many
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.ones(L, S + L, dtype=torch.bool).tril(S + 1)
    scores = scores.masked_fill(~visible, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% mask-shifted-by-queries: L for S
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.ones(L, S + L, dtype=torch.bool).tril(diagonal=L)
    scores = scores.masked_fill(~visible, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% mask-parts-exchanged: the triangle first
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.cat([torch.ones(L, L).tril(), torch.ones(L, S)], dim=1)
    scores = scores.masked_fill(visible == 0, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% past-masked: the triangle behind zeros
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.cat([torch.zeros(L, S), torch.ones(L, L).tril()], dim=1)
    scores = scores.masked_fill(visible == 0, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% past-masked: only the new keys
def cached_attention(q, k_new, v_new, past_k, past_v):
    L = q.size(2)
    scores = q @ k_new.transpose(-2, -1) / math.sqrt(q.size(-1))
    scores = scores.masked_fill(~torch.ones(L, L, dtype=torch.bool).tril(), -1e9)
    return torch.softmax(scores, dim=-1) @ v_new


# %% mask-inverted: True for what is visible
def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    L, S = q.size(2), past_k.size(2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.ones(L, S + L, dtype=torch.bool).tril(S)
    scores = scores.masked_fill(visible, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v
