import torch

# %% arange
def packed_mask(segments):
    i = torch.arange(segments.shape[1])
    same = segments.unsqueeze(2) == segments.unsqueeze(1)
    return same & (i[None, :] <= i[:, None]) & (segments.unsqueeze(1) != 0)


# %% hidden positions, inverted
def packed_mask(segments):
    B, L = segments.shape
    hidden = segments.unsqueeze(-1).ne(segments.unsqueeze(-2))
    hidden = hidden | torch.ones(L, L).triu(diagonal=1).bool()
    return ~(hidden | segments.eq(0).unsqueeze(-1))


# %% a loop over the batch
def packed_mask(segments):
    masks = []
    for row in segments:
        same = (row[:, None] == row[None, :]) & (row > 0)[:, None]
        masks.append(torch.tril(same))
    return torch.stack(masks)
