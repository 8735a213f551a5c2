import torch

# %% view, permute, contiguous
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.view(B, H // size, size, W // size, size, C)
    return x.permute(0, 1, 3, 2, 4, 5).contiguous().view(-1, size * size, C)


# %% chunks
def window_partition(x, size):
    C = x.shape[-1]
    out = []
    for m in x:
        for strip in m.split(size, dim=0):
            out.extend(window.reshape(-1, C) for window in strip.split(size, dim=1))
    return torch.stack(out)


# %% loops
def window_partition(x, size):
    B, H, W, C = x.shape
    out = []
    for b in range(B):
        for i in range(0, H, size):
            for j in range(0, W, size):
                out.append(x[b, i : i + size, j : j + size, :].flatten(0, 1))
    return torch.stack(out)


# %% two unfolds
def window_partition(x, size):
    C = x.shape[-1]
    windows = x.unfold(1, size, size).unfold(2, size, size)  # (B, h / s, w / s, C, s, s)
    return windows.permute(0, 1, 2, 4, 5, 3).reshape(-1, size * size, C)
