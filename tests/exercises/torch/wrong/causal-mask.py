import torch

# %% mask-additive: triu of -inf
def causal_mask(seq_q, seq_k):
    return torch.triu(torch.full((seq_q, seq_k), float("-inf")), diagonal=1)


# %% mask-additive: triu of -inf, shifted
def causal_mask(seq_q, seq_k):
    return torch.triu(torch.full((seq_q, seq_k), float("-inf")), diagonal=seq_k - seq_q + 1)


# %% mask-additive: -1e9
def causal_mask(seq_q, seq_k):
    visible = torch.ones(seq_q, seq_k).tril(seq_k - seq_q)
    return (1 - visible) * -1e9


# %% mask-swapped-axes: keys first
def causal_mask(seq_q, seq_k):
    return torch.ones(seq_k, seq_q, dtype=torch.bool).triu(seq_q - seq_k)


# %% mask-clamped: max(0, ...)
def causal_mask(seq_q, seq_k):
    return torch.ones(seq_q, seq_k, dtype=torch.bool).tril(max(0, seq_k - seq_q))


# %% mask-top-left: tril
def causal_mask(seq_q, seq_k):
    return torch.tril(torch.ones(seq_q, seq_k)).bool()


# %% mask-off-by-one: one too few
def causal_mask(seq_q, seq_k):
    return torch.ones(seq_q, seq_k, dtype=torch.bool).tril(seq_k - seq_q - 1)


# %% mask-off-by-one: one too many
def causal_mask(seq_q, seq_k):
    return torch.ones(seq_q, seq_k, dtype=torch.bool).tril(diagonal=seq_k - seq_q + 1)


# %% mask-inverted: triu of ones
def causal_mask(seq_q, seq_k):
    return torch.triu(torch.ones(seq_q, seq_k, dtype=torch.bool), diagonal=seq_k - seq_q + 1)


# %% mask-inverted: triu == 1
def causal_mask(seq_q, seq_k):
    return torch.triu(torch.ones(seq_q, seq_k), diagonal=1) == 1


# %% mask-shift-reversed: seq_q - seq_k
def causal_mask(seq_q, seq_k):
    return torch.ones(seq_q, seq_k, dtype=torch.bool).tril(seq_q - seq_k)


# %% mask-looks-ahead: triu
def causal_mask(seq_q, seq_k):
    return torch.ones(seq_q, seq_k, dtype=torch.bool).triu(seq_k - seq_q)
