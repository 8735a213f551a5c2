import numpy as np

# %% sum-not-rescaled: added
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max(axis=1))
        l = l + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% sum-not-rescaled: maximum updated in place
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        m = np.maximum(m, part.max(axis=1))
        l = l + np.exp(part - m[:, None]).sum(axis=1)
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% rescaled-inversely: new - old, the first block apart
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        if i == 0:
            m = part.max(axis=1)
            l = np.exp(part - m[:, None]).sum(axis=1)
        else:
            new = np.maximum(m, part.max(axis=1))
            l = l * np.exp(new - m) + np.exp(part - new[:, None]).sum(axis=1)
            m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% rescaled-inversely: new - old, started from the first block
def online_states(x, block):
    m = x[:, :block].max(axis=1)
    l = np.exp(x[:, :block] - m[:, None]).sum(axis=1)
    states = [np.stack([m, l], axis=-1)]
    for i in range(block, x.shape[1], block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max(axis=1))
        l = l / np.exp(m - new) + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% first-block-nan: the factor before the new maximum
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        factor = np.exp(m - m)
        new = np.maximum(m, part.max(axis=1))
        l = l * factor + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% first-block-nan: the old maximum is kept too late
def online_states(x, block):
    n, width = x.shape
    previous = np.full(n, -np.inf)
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        scale = np.exp(previous - m)
        previous = m
        m = np.maximum(m, part.max(axis=1))
        l = l * scale + np.exp(part - m[:, None]).sum(axis=1)
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% maximum-of-the-block: not carried on
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = part.max(axis=1)
        l = l * np.exp(m - new) + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% maximum-of-the-block: each block alone
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        m = part.max(axis=1)
        l = np.exp(part - m[:, None]).sum(axis=1)
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% maximum-of-the-block: exponentials with the block's own
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        top = part.max(axis=1)
        new = np.maximum(m, top)
        l = l * np.exp(m - new) + np.exp(part - top[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% short-block-padded: pad
def online_states(x, block):
    n, width = x.shape
    x = np.pad(x, ((0, 0), (0, -width % block)))
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max(axis=1))
        l = l * np.exp(m - new) + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% short-block-padded: copied into zeros
def online_states(x, block):
    n, width = x.shape
    padded = np.zeros((n, -(-width // block) * block))
    padded[:, :width] = x
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = padded[:, i : i + block]
        new = np.maximum(m, part.max(axis=1))
        l = l * np.exp(m - new) + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% short-block-dropped: m // block
def online_states(x, block):
    n, width = x.shape
    T = width // block
    out = np.zeros((n, T, 2))
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    for t in range(T):
        part = x[:, t * block : (t + 1) * block]
        new = np.maximum(m, part.max(axis=1))
        l = l * np.exp(m - new) + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        out[:, t, 0] = m
        out[:, t, 1] = l
    return out


# %% short-block-dropped: reshaped to blocks
def online_states(x, block):
    n, width = x.shape
    blocks = x.reshape(n, -1, block)
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for t in range(blocks.shape[1]):
        part = blocks[:, t]
        new = np.maximum(m, part.max(axis=1))
        l = l * np.exp(m - new) + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% maximum-of-the-whole-row: two passes
def online_states(x, block):
    n, width = x.shape
    m = x.max(axis=1)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        l = l + np.exp(part - m[:, None]).sum(axis=1)
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% sum-without-maximum: exp(x)
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max(axis=1))
        l = l + np.exp(part).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% unstable-softmax: divided afterwards
def online_states(x, block):
    n, width = x.shape
    total = np.zeros(n)
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max(axis=1))
        total = total + np.exp(part).sum(axis=1)
        m = new
        l = total / np.exp(m)
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% old-scores-dropped: the block's sum
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max(axis=1))
        l = np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% states-swapped: sum first
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max(axis=1))
        l = l * np.exp(m - new) + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([l, m], axis=-1))
    return np.stack(states, axis=1)


# %% blocks-before-rows: stacked along 0
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max(axis=1))
        l = l * np.exp(m - new) + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states)


# %% global-maximum: of all rows
def online_states(x, block):
    n, width = x.shape
    m = np.full(n, -np.inf)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max())
        l = l * np.exp(m - new) + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% maximum-starts-too-high: at zero
def online_states(x, block):
    n, width = x.shape
    m = np.zeros(n)
    l = np.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = np.maximum(m, part.max(axis=1))
        l = l * np.exp(m - new) + np.exp(part - new[:, None]).sum(axis=1)
        m = new
        states.append(np.stack([m, l], axis=-1))
    return np.stack(states, axis=1)


# %% rescaled-inversely: both sums
def online_states(x, block):
    n, m = x.shape
    states = []
    for start in range(0, m, block):
        part = x[:, start : start + block]
        top = part.max(1)
        part_sum = np.exp(part - top[:, None]).sum(1)
        if start == 0:
            maximum, total = top, part_sum
        else:
            new = np.maximum(maximum, top)
            total = total * np.exp(new - maximum) + part_sum * np.exp(new - top)
            maximum = new
        states.append(np.stack([maximum, total], -1))
    return np.stack(states, 1)
