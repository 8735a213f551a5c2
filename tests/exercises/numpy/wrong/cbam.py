import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def layers(s, w1, w2):
    return np.maximum(s @ w1.T, 0) @ w2.T


def channel_gate(x, w1, w2):
    z = layers(x.mean((2, 3)), w1, w2) + layers(x.max((2, 3)), w1, w2)
    return sigmoid(z)[:, :, None, None]


def correlate(maps, kernel, mode="constant"):
    a, b = kernel.shape[-2:]
    padded = np.pad(maps, [(0, 0), (0, 0), (a // 2, a // 2), (b // 2, b // 2)], mode=mode)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (a, b), axis=(2, 3))
    return np.einsum("bphwij,pij->bhw", windows, kernel[0])[:, None]


def maps_of(x):
    return np.stack([x.mean(1), x.max(1)], axis=1)


# %% space-before-channels: pixels first
def cbam(x, w1, w2, kernel):
    x = x * sigmoid(correlate(maps_of(x), kernel))
    return x * channel_gate(x, w1, w2)


# %% mean-only: one map
def cbam(x, w1, w2, kernel):
    s = sigmoid(layers(x.mean((2, 3)), w1, w2))[:, :, None, None]
    x = x * s
    return x * sigmoid(correlate(x.mean(1, keepdims=True), kernel[:, :1]))


# %% maximum-first: stack
def cbam(x, w1, w2, kernel):
    x = x * channel_gate(x, w1, w2)
    return x * sigmoid(correlate(np.stack([x.max(1), x.mean(1)], axis=1), kernel))


# %% convolution-flipped: [::-1, ::-1]
def cbam(x, w1, w2, kernel):
    x = x * channel_gate(x, w1, w2)
    return x * sigmoid(correlate(maps_of(x), kernel[:, :, ::-1, ::-1]))


# %% spatial-gate-from-input: both from x
def cbam(x, w1, w2, kernel):
    return x * channel_gate(x, w1, w2) * sigmoid(correlate(maps_of(x), kernel))


# %% sigmoid-before-sum: two gates
def cbam(x, w1, w2, kernel):
    s = sigmoid(layers(x.mean((2, 3)), w1, w2)) + sigmoid(layers(x.max((2, 3)), w1, w2))
    x = x * s[:, :, None, None]
    return x * sigmoid(correlate(maps_of(x), kernel))


# %% border-not-zero: edge
def cbam(x, w1, w2, kernel):
    x = x * channel_gate(x, w1, w2)
    return x * sigmoid(correlate(maps_of(x), kernel, mode="edge"))


# %% convolution-not-padded: valid
def cbam(x, w1, w2, kernel):
    x = x * channel_gate(x, w1, w2)
    a, b = kernel.shape[-2:]
    maps = maps_of(x)
    if a > maps.shape[2] or b > maps.shape[3]:
        raise ValueError("window shape cannot be larger than input array shape")
    windows = np.lib.stride_tricks.sliding_window_view(maps, (a, b), axis=(2, 3))
    return x * sigmoid(np.einsum("bphwij,pij->bhw", windows, kernel[0]))[:, None]
