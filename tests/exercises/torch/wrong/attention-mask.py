import torch

# %% masks-joined-by-or: |
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq, dtype=torch.bool))
    padding = torch.arange(seq)[None, :] < lengths[:, None]
    return causal[None] | padding[:, None, :]


# %% masks-joined-by-or: hidden ones joined by and, inverted
def attention_mask(lengths, seq):
    future = torch.triu(torch.ones(seq, seq, dtype=torch.bool), diagonal=1)
    pad = torch.arange(seq)[None, :] >= lengths[:, None]
    return ~(future & pad[:, None, :])


# %% masks-joined-by-or: added
def attention_mask(lengths, seq):
    causal = torch.ones(seq, seq).tril()
    keep = (torch.arange(seq) < lengths[:, None]).float()
    return (causal[None] + keep[:, None, :]) > 0


# %% padding-on-queries: the lengths along the rows
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq, dtype=torch.bool))
    padding = torch.arange(seq)[None, :] < lengths[:, None]
    return causal & padding[:, :, None]


# %% padding-on-queries: rows and columns
def attention_mask(lengths, seq):
    real = torch.arange(seq)[None, :] < lengths[:, None]
    both = real[:, :, None] & real[:, None, :]
    return both & torch.ones(seq, seq, dtype=torch.bool).tril()


# %% padding-on-queries: a loop that fills squares
def attention_mask(lengths, seq):
    mask = torch.zeros(len(lengths), seq, seq, dtype=torch.bool)
    for b, n in enumerate(lengths.tolist()):
        mask[b, :n, :n] = torch.ones(n, n, dtype=torch.bool).tril()
    return mask


# %% length-off-by-one: <=
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq, dtype=torch.bool))
    return causal & (torch.arange(seq) <= lengths[:, None])[:, None, :]


# %% length-off-by-one: one too few
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq, dtype=torch.bool))
    return causal & (torch.arange(seq) < lengths[:, None] - 1)[:, None, :]


# %% mask-off-by-one: without the diagonal
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq, dtype=torch.bool), diagonal=-1)
    return causal & (torch.arange(seq) < lengths[:, None])[:, None, :]


# %% mask-off-by-one: one too many
def attention_mask(lengths, seq):
    i = torch.arange(seq)
    return (i[None, :] <= i[:, None] + 1) & (i < lengths[:, None]).unsqueeze(1)


# %% mask-off-by-one: triu without its offset
def attention_mask(lengths, seq):
    future = torch.triu(torch.ones(seq, seq, dtype=torch.bool))
    return ~future & (torch.arange(seq) < lengths[:, None]).unsqueeze(1)


# %% mask-looks-ahead: triu
def attention_mask(lengths, seq):
    causal = torch.triu(torch.ones(seq, seq, dtype=torch.bool))
    return causal & (torch.arange(seq) < lengths[:, None])[:, None, :]


# %% mask-looks-ahead: rows and columns of arange exchanged
def attention_mask(lengths, seq):
    i = torch.arange(seq)
    return (i[:, None] <= i[None, :]) & (i < lengths[:, None])[:, None, :]


# %% mask-swapped-axes: transposed
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq, dtype=torch.bool))
    padding = torch.arange(seq)[None, :] < lengths[:, None]
    return (causal & padding[:, None, :]).transpose(1, 2)


# %% mask-swapped-axes: keys first
def attention_mask(lengths, seq):
    keys = torch.arange(seq)[:, None]
    queries = torch.arange(seq)[None, :]
    return (keys <= queries)[None] & (keys[None] < lengths[:, None, None])


# %% padding-attended: causal only
def attention_mask(lengths, seq):
    return torch.tril(torch.ones(seq, seq, dtype=torch.bool)).expand(len(lengths), seq, seq)


# %% causality-missing: padding only
def attention_mask(lengths, seq):
    real = torch.arange(seq)[None, :] < lengths[:, None]
    return real[:, None, :].expand(-1, seq, -1)


# %% mask-inverted: true is hidden
def attention_mask(lengths, seq):
    future = torch.triu(torch.ones(seq, seq, dtype=torch.bool), diagonal=1)
    pad = torch.arange(seq)[None, :] >= lengths[:, None]
    return future | pad[:, None, :]


# %% mask-inverted: the padding part alone
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq, dtype=torch.bool))
    pad = torch.arange(seq)[None, :] >= lengths[:, None]
    return causal & pad[:, None, :]


# %% mask-inverted: the causal part alone
def attention_mask(lengths, seq):
    future = torch.triu(torch.ones(seq, seq, dtype=torch.bool), diagonal=1)
    return future & (torch.arange(seq)[None, :] < lengths[:, None])[:, None, :]


# %% mask-additive: masked_fill
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq, dtype=torch.bool))
    mask = causal & (torch.arange(seq) < lengths[:, None])[:, None, :]
    return torch.zeros(mask.shape).masked_fill(~mask, float("-inf"))


# %% mask-additive: finfo.min
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq))
    mask = causal * (torch.arange(seq) < lengths[:, None])[:, None, :]
    return (1.0 - mask) * torch.finfo(torch.float32).min


# %% one-length-for-all: max
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq, dtype=torch.bool))
    return (causal & (torch.arange(seq) < lengths.max())).expand(len(lengths), -1, -1)


# %% one-length-for-all: the first
def attention_mask(lengths, seq):
    mask = torch.ones(seq, seq, dtype=torch.bool).tril()
    mask[:, int(lengths[0]) :] = False
    return mask.repeat(len(lengths), 1, 1)


# %% extra-axis: for the heads
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(1, 1, seq, seq, dtype=torch.bool))
    return causal & (torch.arange(seq) < lengths[:, None])[:, None, None, :]
