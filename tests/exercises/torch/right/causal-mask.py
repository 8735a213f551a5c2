import torch

# %% tril with a shift
def causal_mask(seq_q, seq_k):
    return torch.tril(torch.ones(seq_q, seq_k, dtype=torch.bool), diagonal=seq_k - seq_q)


# %% tril of floats, bool
def causal_mask(seq_q, seq_k):
    return torch.ones(seq_q, seq_k).tril(seq_k - seq_q).bool()


# %% triu, inverted
def causal_mask(seq_q, seq_k):
    return ~torch.triu(torch.ones(seq_q, seq_k, dtype=torch.bool), diagonal=seq_k - seq_q + 1)


# %% triu == 0
def causal_mask(seq_q, seq_k):
    return torch.triu(torch.ones((seq_q, seq_k)), diagonal=1 + seq_k - seq_q) == 0


# %% arange
def causal_mask(seq_q, seq_k):
    i = torch.arange(seq_q).unsqueeze(1) + (seq_k - seq_q)
    j = torch.arange(seq_k).unsqueeze(0)
    return j <= i


# %% the last rows of a square
def causal_mask(seq_q, seq_k):
    n = max(seq_q, seq_k)
    return torch.ones(n, n, dtype=torch.bool).tril()[n - seq_q :, n - seq_k :]


# %% a loop
def causal_mask(seq_q, seq_k):
    mask = torch.zeros(seq_q, seq_k, dtype=torch.bool)
    for i in range(seq_q):
        mask[i, : max(0, i + seq_k - seq_q + 1)] = True
    return mask


# %% a list
def causal_mask(seq_q, seq_k):
    return torch.tensor([[j <= i + seq_k - seq_q for j in range(seq_k)] for i in range(seq_q)])


# %% numbers 0 and 1
def causal_mask(seq_q, seq_k):
    return torch.tril(torch.ones(seq_q, seq_k, dtype=torch.int64), diagonal=seq_k - seq_q)


# %% -inf compared
def causal_mask(seq_q, seq_k):
    bias = torch.full((seq_q, seq_k), float("-inf")).triu(diagonal=seq_k - seq_q + 1)
    return bias == 0
