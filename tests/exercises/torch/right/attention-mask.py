import torch

# %% tril and arange
def attention_mask(lengths, seq):
    causal = torch.tril(torch.ones(seq, seq, dtype=torch.bool))
    padding = torch.arange(seq)[None, :] < lengths[:, None]
    return causal.unsqueeze(0) & padding.unsqueeze(1)


# %% hidden masks joined by or, inverted
def attention_mask(lengths, seq):
    future = torch.triu(torch.ones(seq, seq), diagonal=1).bool()
    pad = torch.arange(seq).unsqueeze(0) >= lengths.unsqueeze(1)
    return ~(future | pad[:, None, :])


# %% numbers multiplied
def attention_mask(lengths, seq):
    causal = torch.ones(seq, seq).tril()
    keep = (torch.arange(seq) < lengths.view(-1, 1)).float()
    return causal[None] * keep[:, None, :]


# %% a loop over the batch
def attention_mask(lengths, seq):
    masks = []
    for n in lengths.tolist():
        m = torch.ones(seq, seq, dtype=torch.bool).tril()
        m[:, n:] = False
        masks.append(m)
    return torch.stack(masks)


# %% zeros filled row by row
def attention_mask(lengths, seq):
    mask = torch.zeros((lengths.shape[0], seq, seq), dtype=torch.bool)
    for b in range(lengths.shape[0]):
        for i in range(seq):
            mask[b, i, : min(i + 1, int(lengths[b]))] = True
    return mask


# %% the smaller of two limits
def attention_mask(lengths, seq):
    limit = torch.minimum(torch.arange(1, seq + 1)[None, :], lengths[:, None])
    return torch.arange(seq) < limit[..., None]


# %% additive biases, compared
def attention_mask(lengths, seq):
    bias = torch.full((seq, seq), float("-inf")).triu(1).expand(len(lengths), seq, seq).clone()
    pad = torch.arange(seq) >= lengths[:, None]
    bias = bias.masked_fill(pad[:, None, :], float("-inf"))
    return bias == 0


# %% vmap
def attention_mask(lengths, seq):
    i = torch.arange(seq)[:, None]
    j = torch.arange(seq)[None, :]
    return torch.logical_and((j <= i).repeat(len(lengths), 1, 1), (j < lengths[:, None]).unsqueeze(1).expand(-1, seq, -1))
