import torch

# %% length-off-by-one: <=
def masked_softmax(scores, lengths):
    mask = torch.arange(scores.size(-1)) <= lengths[:, None, None]
    return torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)


# %% lengths-hide-queries: unsqueeze(2)
def masked_softmax(scores, lengths):
    mask = torch.arange(scores.size(-1))[None, :] < lengths[:, None]
    return torch.softmax(scores.masked_fill(~mask.unsqueeze(2), float("-inf")), dim=-1)


# %% lengths-hide-queries: rows are zeros
def masked_softmax(scores, lengths):
    mask = torch.arange(scores.size(1))[None, :] < lengths[:, None]
    return torch.softmax(scores, dim=-1) * mask.unsqueeze(-1)


# %% lengths-by-query: no unsqueeze
def masked_softmax(scores, lengths):
    mask = torch.arange(scores.size(-1))[None, :] < lengths[:, None]
    return torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)


# %% one-length-for-all: the longest
def masked_softmax(scores, lengths):
    mask = torch.arange(scores.size(-1)) < lengths.max()
    return torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)


# %% left-padding-assumed: the last
def masked_softmax(scores, lengths):
    S = scores.size(-1)
    mask = torch.arange(S) >= S - lengths[:, None, None]
    return torch.softmax(scores.masked_fill(~mask, -1e30), dim=-1) * mask
