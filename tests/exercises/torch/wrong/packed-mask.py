import torch

# %% documents-leak: tril
def packed_mask(segments):
    B, L = segments.shape
    real = segments != 0
    return torch.ones(L, L, dtype=torch.bool).tril() & real[:, None, :] & real[:, :, None]


# %% mask-looks-ahead: no tril
def packed_mask(segments):
    return (segments[:, :, None] == segments[:, None, :]) & (segments > 0)[:, :, None]


# %% padding-attended: no test for 0
def packed_mask(segments):
    same = segments[:, :, None] == segments[:, None, :]
    return same & torch.ones_like(same).tril()


# %% segments-compared-by-order: >=
def packed_mask(segments):
    L = segments.size(1)
    return (segments[:, :, None] >= segments[:, None, :]) & torch.ones(L, L, dtype=torch.bool).tril()


# %% mask-additive: masked_fill
def packed_mask(segments):
    same = (segments[:, :, None] == segments[:, None, :]) & (segments > 0)[:, :, None]
    return torch.zeros(same.shape).masked_fill(~same.tril(), float("-inf"))


# %% extra-axis: for the heads
def packed_mask(segments):
    same = (segments[:, :, None] == segments[:, None, :]) & (segments > 0)[:, :, None]
    return torch.tril(same).unsqueeze(1)


# %% masks-joined-by-or: |
def packed_mask(segments):
    L = segments.size(1)
    same = segments[:, :, None] == segments[:, None, :]
    return (same | torch.ones(L, L, dtype=torch.bool).tril()) & (segments != 0)[:, None, :] & (segments != 0)[:, :, None]
