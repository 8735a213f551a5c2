import math

import numpy as np

# %% written into the result
def online_states(x, block):
    n, m = x.shape
    T = int(np.ceil(m / block))
    out = np.zeros((n, T, 2))
    mx = np.full(n, -np.inf)
    s = np.zeros(n)
    for t in range(T):
        part = x[:, t * block : (t + 1) * block]
        new = np.maximum(mx, part.max(axis=1))
        s = s * np.exp(mx - new) + np.exp(part - new[:, np.newaxis]).sum(axis=1)
        mx = new
        out[:, t, 0], out[:, t, 1] = mx, s
    return out


# %% array_split by index, float32
def online_states(x, block):
    x = x.astype(np.float32)
    m, l, states = None, None, []
    for part in np.array_split(x, range(block, x.shape[1], block), axis=1):
        top = part.max(1) if m is None else np.maximum(m, part.max(1))
        e = np.exp(part - top[:, None]).sum(1)
        l = e if m is None else l * np.exp(m - top) + e
        m = top
        states.append(np.stack((m, l), axis=-1))
    return np.stack(states, axis=1)


# %% a low number as the start
def online_states(x, block):
    m = np.full((x.shape[0], 1), -1e30)
    l = np.zeros((x.shape[0], 1))
    states = []
    for i in range(0, x.shape[1], block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max(axis=1, keepdims=True))
        l = l * np.exp(m - new) + np.exp(part - new).sum(axis=1, keepdims=True)
        m = new
        states.append(np.concatenate([m, l], axis=1)[:, None, :])
    return np.concatenate(states, axis=1)


# %% plain Python, lists
def online_states(x, block):
    out = []
    for row in x.tolist():
        m, d, states = -math.inf, 0.0, []
        for start in range(0, len(row), block):
            part = row[start : start + block]
            new = max(m, max(part))
            d = d * math.exp(m - new) + sum(math.exp(v - new) for v in part)
            m = new
            states.append([m, d])
        out.append(states)
    return out


# %% padded with -inf and accumulated
def online_states(x, block):
    n, m = x.shape
    T = -(-m // block)
    blocks = np.pad(x, ((0, 0), (0, T * block - m)), constant_values=-np.inf).reshape(n, T, block)
    tops = np.maximum.accumulate(blocks.max(-1), axis=1)
    sums = np.stack([np.exp(blocks[:, : t + 1] - tops[:, t, None, None]).sum((1, 2)) for t in range(T)], axis=1)
    return np.stack([tops, sums], axis=-1)
