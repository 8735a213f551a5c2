import torch

# %% sum-not-rescaled: added
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = torch.maximum(m, part.amax(dim=1))
        l = l + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% sum-not-rescaled: maximum updated in place
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        m = torch.maximum(m, part.amax(dim=1))
        l = l + torch.exp(part - m[:, None]).sum(dim=1)
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% rescaled-inversely: new - old, the first block apart
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        if i == 0:
            m = part.amax(dim=1)
            l = torch.exp(part - m[:, None]).sum(dim=1)
        else:
            new = torch.maximum(m, part.amax(dim=1))
            l = l * torch.exp(new - m) + torch.exp(part - new[:, None]).sum(dim=1)
            m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% rescaled-inversely: new - old, started from the first block
def online_states(x, block):
    m = x[:, :block].amax(dim=1)
    l = torch.exp(x[:, :block] - m[:, None]).sum(dim=1)
    states = [torch.stack([m, l], dim=-1)]
    for i in range(block, x.shape[1], block):
        part = x[:, i : i + block]
        new = torch.maximum(m, part.amax(dim=1))
        l = l / torch.exp(m - new) + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% first-block-nan: the factor before the new maximum
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        factor = torch.exp(m - m)
        new = torch.maximum(m, part.amax(dim=1))
        l = l * factor + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% first-block-nan: the old maximum is kept too late
def online_states(x, block):
    n, width = x.shape
    previous = torch.full((n,), float("-inf"))
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        scale = torch.exp(previous - m)
        previous = m
        m = torch.maximum(m, part.amax(dim=1))
        l = l * scale + torch.exp(part - m[:, None]).sum(dim=1)
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% maximum-of-the-block: not carried on
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = part.amax(dim=1)
        l = l * torch.exp(m - new) + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% maximum-of-the-block: each block alone
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        m = part.amax(dim=1)
        l = torch.exp(part - m[:, None]).sum(dim=1)
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% maximum-of-the-block: exponentials with the block's own
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        top = part.amax(dim=1)
        new = torch.maximum(m, top)
        l = l * torch.exp(m - new) + torch.exp(part - top[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% short-block-padded: pad
def online_states(x, block):
    n, width = x.shape
    x = torch.nn.functional.pad(x, (0, -width % block))
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = torch.maximum(m, part.amax(dim=1))
        l = l * torch.exp(m - new) + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% short-block-padded: copied into zeros
def online_states(x, block):
    n, width = x.shape
    padded = torch.zeros(n, -(-width // block) * block)
    padded[:, :width] = x
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = padded[:, i : i + block]
        new = torch.maximum(m, part.amax(dim=1))
        l = l * torch.exp(m - new) + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% short-block-dropped: m // block
def online_states(x, block):
    n, width = x.shape
    T = width // block
    out = torch.zeros(n, T, 2)
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    for t in range(T):
        part = x[:, t * block : (t + 1) * block]
        new = torch.maximum(m, part.amax(dim=1))
        l = l * torch.exp(m - new) + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        out[:, t, 0] = m
        out[:, t, 1] = l
    return out


# %% short-block-dropped: reshaped to blocks
def online_states(x, block):
    n, width = x.shape
    blocks = x.reshape(n, -1, block)
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for t in range(blocks.shape[1]):
        part = blocks[:, t]
        new = torch.maximum(m, part.amax(dim=1))
        l = l * torch.exp(m - new) + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% maximum-of-the-whole-row: two passes
def online_states(x, block):
    n, width = x.shape
    m = x.amax(dim=1)
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        l = l + torch.exp(part - m[:, None]).sum(dim=1)
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% sum-without-maximum: exp(x)
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = torch.maximum(m, part.amax(dim=1))
        l = l + torch.exp(part).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% unstable-softmax: divided afterwards
def online_states(x, block):
    n, width = x.shape
    total = torch.zeros(n)
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = torch.maximum(m, part.amax(dim=1))
        total = total + torch.exp(part).sum(dim=1)
        m = new
        l = total / torch.exp(m)
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% old-scores-dropped: the block's sum
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = torch.maximum(m, part.amax(dim=1))
        l = torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% states-swapped: sum first
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = torch.maximum(m, part.amax(dim=1))
        l = l * torch.exp(m - new) + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([l, m], dim=-1))
    return torch.stack(states, dim=1)


# %% blocks-before-rows: stacked along 0
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = torch.maximum(m, part.amax(dim=1))
        l = l * torch.exp(m - new) + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states)


# %% global-maximum: of all rows
def online_states(x, block):
    n, width = x.shape
    m = torch.full((n,), float("-inf"))
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = torch.maximum(m, part.max())
        l = l * torch.exp(m - new) + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)


# %% maximum-starts-too-high: at zero
def online_states(x, block):
    n, width = x.shape
    m = torch.zeros(n)
    l = torch.zeros(n)
    states = []
    for i in range(0, width, block):
        part = x[:, i : i + block]
        new = torch.maximum(m, part.amax(dim=1))
        l = l * torch.exp(m - new) + torch.exp(part - new[:, None]).sum(dim=1)
        m = new
        states.append(torch.stack([m, l], dim=-1))
    return torch.stack(states, dim=1)
