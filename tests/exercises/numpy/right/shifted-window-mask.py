import numpy as np

# %% nine regions filled by slices
def shifted_window_mask(h, w, size, shift):
    regions = np.zeros((h, w), dtype=int)
    count = 0
    for rows in (slice(0, h - size), slice(h - size, h - shift), slice(h - shift, h)):
        for columns in (slice(0, w - size), slice(w - size, w - shift), slice(w - shift, w)):
            regions[rows, columns] = count
            count += 1
    x = regions.reshape(h // size, size, w // size, size).transpose(0, 2, 1, 3).reshape(-1, size**2)
    return x[:, :, None] - x[:, None, :] == 0


# %% coordinates rolled
def shifted_window_mask(h, w, size, shift):
    i, j = np.meshgrid(np.arange(h), np.arange(w), indexing="ij")
    rolled = [np.roll(a, (-shift, -shift), axis=(0, 1)) for a in (i, j)]

    def windows(a):
        return a.reshape(h // size, size, w // size, size).swapaxes(1, 2).reshape(-1, size * size)

    mask = True
    for before, after in zip(rolled, (i, j)):
        b, a = windows(before), windows(after)
        mask = mask & ((b[:, :, None] - b[:, None, :]) == (a[:, :, None] - a[:, None, :]))
    return mask
