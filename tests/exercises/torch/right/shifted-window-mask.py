import torch

# %% nine regions, as in Swin
def shifted_window_mask(h, w, size, shift):
    img_mask = torch.zeros((1, h, w, 1))
    cnt = 0
    for hs in (slice(0, h - size), slice(h - size, h - shift), slice(h - shift, h)):
        for ws in (slice(0, w - size), slice(w - size, w - shift), slice(w - shift, w)):
            img_mask[:, hs, ws, :] = cnt
            cnt += 1
    x = img_mask.view(1, h // size, size, w // size, size, 1).permute(0, 1, 3, 2, 4, 5)
    x = x.reshape(-1, size * size)
    return (x.unsqueeze(1) - x.unsqueeze(2)) == 0


# %% rows and columns apart
def shifted_window_mask(h, w, size, shift):
    P = size * size
    r = (torch.arange(h) >= h - shift).view(h // size, 1, size, 1).expand(-1, w // size, -1, size).reshape(-1, P)
    c = (torch.arange(w) >= w - shift).view(1, w // size, 1, size).expand(h // size, -1, size, -1).reshape(-1, P)
    return (r[:, :, None] == r[:, None, :]) & (c[:, :, None] == c[:, None, :])
