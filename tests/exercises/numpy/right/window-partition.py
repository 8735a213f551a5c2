import numpy as np

# %% swapaxes
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.reshape((B, H // size, size, W // size, size, C)).swapaxes(2, 3)
    return x.reshape((-1, size * size, C))


# %% einsum as a transpose
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.reshape(B, H // size, size, W // size, size, C)
    return np.einsum("bhywxc->bhwyxc", x).reshape(-1, size**2, C)


# %% split twice
def window_partition(x, size):
    out = []
    for m in x:
        for strip in np.split(m, m.shape[0] // size, axis=0):
            for window in np.split(strip, m.shape[1] // size, axis=1):
                out.append(window.reshape(-1, m.shape[2]))
    return np.array(out)
