import numpy as np


def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    attended = attention(rms_norm(x, params["gamma1"], eps), params, num_heads, num_kv_heads, base)
    h = x + attended  # (B, L, D)
    return h + swiglu(rms_norm(h, params["gamma2"], eps), params)


def attention(x, params, num_heads, num_kv_heads, base):
    batch, length, dim = x.shape
    head_dim = dim // num_heads
    q = rotate(split(x @ params["wq"].T, num_heads), base)  # (B, H, L, d)
    k = rotate(split(x @ params["wk"].T, num_kv_heads), base)  # (B, G, L, d)
    v = split(x @ params["wv"].T, num_kv_heads)

    group_size = num_heads // num_kv_heads
    k = np.repeat(k, group_size, axis=1)  # (B, H, L, d), each head several times in a row
    v = np.repeat(v, group_size, axis=1)

    scores = q @ k.swapaxes(-1, -2) / np.sqrt(head_dim)  # (B, H, L, L)
    past = np.tril(np.ones((length, length), dtype=bool))
    heads = softmax(np.where(past, scores, -np.inf)) @ v  # (B, H, L, d)
    merged = heads.transpose(0, 2, 1, 3).reshape(batch, length, dim)  # (B, L, H, d) to (B, L, D)
    return merged @ params["wo"].T


def split(x, n):
    """(B, L, n * d) to (B, n, L, d)."""
    batch, length, width = x.shape
    return x.reshape(batch, length, n, width // n).transpose(0, 2, 1, 3)


def rotate(x, base):
    length, d = x.shape[-2:]
    frequencies = base ** (-np.arange(0, d, 2) / d)  # (d/2)
    angles = np.arange(length)[:, None] * frequencies  # (L, d/2)
    cos, sin = np.cos(angles), np.sin(angles)
    first, second = x[..., : d // 2], x[..., d // 2 :]  # both (B, n, L, d/2)
    return np.concatenate([first * cos - second * sin, second * cos + first * sin], axis=-1)


def swiglu(x, params):
    gate = x @ params["w_gate"].T  # (B, L, F)
    up = x @ params["w_up"].T  # (B, L, F)
    return (gate / (1 + np.exp(-gate)) * up) @ params["w_down"].T  # (B, L, D)


def rms_norm(x, gamma, eps):
    mean_square = np.mean(x * x, axis=-1, keepdims=True)  # (B, L, 1)
    return gamma * x / np.sqrt(mean_square + eps)


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
