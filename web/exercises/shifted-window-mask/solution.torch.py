import torch


def shifted_window_mask(h, w, size, shift):
    rows = torch.arange(h) >= h - shift  # (h): came over the edge
    columns = torch.arange(w) >= w - shift  # (w)
    regions = 2 * rows[:, None].int() + columns.int()  # (h, w): one of four numbers
    windows = regions.reshape(h // size, size, w // size, size).transpose(1, 2)
    windows = windows.reshape(-1, size * size)  # (N, P)
    return windows[:, :, None] == windows[:, None, :]  # (N, P, P)
