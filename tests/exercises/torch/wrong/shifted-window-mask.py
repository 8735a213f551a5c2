import torch


def windows(a, size):
    h, w = a.shape
    return a.view(h // size, size, w // size, size).permute(0, 2, 1, 3).reshape(-1, size * size)


def regions(h, w, shift):
    return 2 * (torch.arange(h) >= h - shift).int()[:, None] + (torch.arange(w) >= w - shift).int()


# %% mask-additive: masked_fill, as in Swin
def shifted_window_mask(h, w, size, shift):
    x = windows(regions(h, w, shift), size)
    attn_mask = (x.unsqueeze(1) - x.unsqueeze(2)).float()
    return attn_mask.masked_fill(attn_mask != 0, -100.0).masked_fill(attn_mask == 0, 0.0)


# %% mask-inverted: !=
def shifted_window_mask(h, w, size, shift):
    x = windows(regions(h, w, shift), size)
    return x[:, None, :] != x[:, :, None]


# %% windows-by-reshape: view
def shifted_window_mask(h, w, size, shift):
    x = regions(h, w, shift).view(-1, size * size)
    return x[:, None, :] == x[:, :, None]


# %% windows-by-columns: permute(2, 0, 1, 3)
def shifted_window_mask(h, w, size, shift):
    x = regions(h, w, shift).view(h // size, size, w // size, size).permute(2, 0, 1, 3).reshape(-1, size * size)
    return x[:, None, :] == x[:, :, None]


# %% regions-by-rows-only: columns
def shifted_window_mask(h, w, size, shift):
    x = windows((torch.arange(w) >= w - shift).int().expand(h, w).contiguous(), size)
    return x[:, None, :] == x[:, :, None]


# %% extra-axis: for the heads
def shifted_window_mask(h, w, size, shift):
    x = windows(regions(h, w, shift), size)
    return (x[:, None, :] == x[:, :, None]).unsqueeze(1)
