import torch

# %% windows-by-reshape: view
def window_partition(x, size):
    return x.view(-1, size * size, x.shape[-1])


# %% windows-by-reshape: split without permute
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.view(B, H // size, size, W // size, size, C)
    return x.reshape(-1, size * size, C)


# %% window-not-flattened: as in Swin's code
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.view(B, H // size, size, W // size, size, C)
    return x.permute(0, 1, 3, 2, 4, 5).contiguous().view(-1, size, size, C)


# %% window-not-flattened: the batch apart
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.view(B, H // size, size, W // size, size, C)
    return x.permute(0, 1, 3, 2, 4, 5).reshape(B, -1, size * size, C)


# %% channels-before-pixels: permute
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.view(B, H // size, size, W // size, size, C)
    return x.permute(0, 1, 3, 5, 2, 4).reshape(-1, C, size * size)


# %% channels-before-pixels: two unfolds
def window_partition(x, size):
    C = x.shape[-1]
    return x.unfold(1, size, size).unfold(2, size, size).reshape(-1, C, size * size)


# %% channels-before-pixels: two unfolds and a reshape
def window_partition(x, size):
    C = x.shape[-1]
    return x.unfold(1, size, size).unfold(2, size, size).reshape(-1, size * size, C)


# %% windows-by-columns: loops
def window_partition(x, size):
    B, H, W, C = x.shape
    out = []
    for b in range(B):
        for j in range(0, W, size):
            for i in range(0, H, size):
                out.append(x[b, i : i + size, j : j + size].reshape(-1, C))
    return torch.stack(out)


# %% batch-last: stacked along axis 1
def window_partition(x, size):
    B, H, W, C = x.shape
    out = [x[:, i : i + size, j : j + size].flatten(1, 2) for i in range(0, H, size) for j in range(0, W, size)]
    return torch.cat(out)
