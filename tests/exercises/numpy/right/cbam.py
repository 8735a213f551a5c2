import numpy as np


# %% loops over the kernel
def cbam(x, w1, w2, kernel):
    sig = lambda z: 1 / (1 + np.exp(-z))
    mlp = lambda s: np.maximum(s @ w1.T, 0) @ w2.T
    x = x * sig(mlp(x.mean((2, 3))) + mlp(x.max((2, 3))))[:, :, None, None]
    B, C, h, w = x.shape
    _, _, a, b = kernel.shape
    maps = np.concatenate([x.mean(1, keepdims=True), x.max(1, keepdims=True)], axis=1)
    padded = np.zeros((B, 2, h + a - 1, w + b - 1))
    padded[:, :, a // 2 : a // 2 + h, b // 2 : b // 2 + w] = maps
    z = np.zeros((B, h, w))
    for p in range(2):
        for i in range(a):
            for j in range(b):
                z += kernel[0, p, i, j] * padded[:, p, i : i + h, j : j + w]
    return x * sig(z)[:, None, :, :]


# %% pixel by pixel, the sigmoid by tanh
def cbam(x, w1, w2, kernel):
    sigmoid = lambda z: 0.5 * (np.tanh(0.5 * z) + 1)
    out = np.empty_like(x)
    a, b = kernel.shape[-2:]
    for n, image in enumerate(x):
        flat = image.reshape(len(image), -1)
        z = sum(w2 @ np.maximum(w1 @ s, 0) for s in (flat.mean(1), flat.max(1)))
        y = image * sigmoid(z).reshape(-1, 1, 1)
        maps = np.pad(np.stack([y.mean(0), y.max(0)]), ((0, 0), (a // 2, a // 2), (b // 2, b // 2)))
        for i in range(y.shape[1]):
            for j in range(y.shape[2]):
                out[n, :, i, j] = y[:, i, j] * sigmoid(np.sum(maps[:, i : i + a, j : j + b] * kernel[0]))
    return out
