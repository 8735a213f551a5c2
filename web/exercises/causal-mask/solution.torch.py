import torch


def causal_mask(seq_q, seq_k):
    # Of S keys, S - L come before the first query.
    return torch.ones(seq_q, seq_k, dtype=torch.bool).tril(diagonal=seq_k - seq_q)  # (L, S)
