import numpy as np

# %% accumulator-not-rescaled: added
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% accumulator-not-rescaled: +=
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = a * l + e.sum(-1)
        acc += e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% normalized-in-each-block: divided in each step
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = (acc * a[..., None] + e @ values) / np.where(l == 0, 1.0, l)[..., None]
        m = new
    out = acc
    lse = m + np.log(l)
    return out, lse


# %% normalized-in-each-block: divided in each step and at the end
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = (acc * a[..., None] + e @ values) / np.where(l == 0, 1.0, l)[..., None]
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% normalized-in-each-block: the block's part divided
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values / np.where(l == 0, 1.0, l)[..., None]
        m = new
    out = acc
    lse = m + np.log(l)
    return out, lse


# %% normalized-in-each-block: a softmax of each block
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + np.nan_to_num(np.exp(s - s.max(-1, keepdims=True)) / np.exp(s - s.max(-1, keepdims=True)).sum(-1, keepdims=True)) @ values
        m = new
    out = acc
    lse = m + np.log(l)
    return out, lse


# %% mask-by-local-index: cols from 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% mask-by-local-index: cols from 0, rows from 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None]
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% mask-by-local-index: tril of the block
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L).reshape(-1, 1)
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = np.arange(s.shape[-1])[None]
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% lse-without-maximum: log(l)
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = np.log(l)
    return out, lse


# %% lse-without-maximum: minus the maximum
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = np.log(l) - m
    return out, lse


# %% lse-without-logarithm: m + l
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + l
    return out, lse


# %% lse-without-logarithm: the sum
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = l
    return out, lse


# %% lse-to-base-two: log2
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log2(l)
    return out, lse


# %% short-block-padded: np.pad
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    pad = ((0, 0), (0, 0), (0, -S % block), (0, 0))
    k, v = np.pad(k, pad), np.pad(v, pad)
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% short-block-padded: tiles of zeros
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    T = -(-S // block)
    K = np.zeros((B, H, T * block, d))
    K[:, :, :S] = k
    V = np.zeros((B, H, T * block, v.shape[-1]))
    V[:, :, :S] = v
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = K[:, :, start : start + block], V[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% short-block-dropped: S // block
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S // block * block, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% sum-not-rescaled: added
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% first-block-nan: the factor of the old maximum
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - m)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% rescaled-inversely: new - old, the first block apart
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(shift - m) if start > 0 else np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% first-block-nan: infinity times 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(shift - m)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% maximum-of-the-block: not carried on
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = s.max(-1)
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% maximum-of-the-block: exponentials with the block's own
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - np.where(s.max(-1) == -np.inf, 0.0, s.max(-1))[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% mask-ignored: no mask
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% unasked-causal-mask: always
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if True:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% mask-top-left: from 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None]
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% mask-off-by-one: one more
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L + 1
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% masked-row-nan: no guard
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = new
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% masked-row-nan: 0 / 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / l[..., None]
    lse = m + np.log(l)
    return out, lse


# %% masked-row-mean: -1e9
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -1e9)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% masked-row-mean: -1e30
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -1e30)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% lse-of-empty-row: 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = np.where(l == 0, 0.0, m + np.log(l))
    return out, lse


# %% lse-of-empty-row: a small number in the logarithm
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = np.where(m == -np.inf, 0.0, m) + np.log(l + 1e-20)
    return out, lse


# %% maximum-of-hidden: before the mask
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        top = s.max(-1)
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, top)
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% maximum-starts-too-high: at 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.zeros((B, H, L))
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% unstable-softmax: no maximum
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.zeros_like(new)
        e = np.exp(s - shift[..., None])
        a = np.ones_like(new)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = np.log(l)
    return out, lse


# %% not-normalized: not divided
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc
    lse = m + np.log(l)
    return out, lse


# %% missing-scale: none
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2)
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% scale-by-dimension: d
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.swapaxes(-1, -2) / d
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse


# %% keys-not-transposed: q @ keys
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -np.inf)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    rows = np.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys / d**0.5
        if causal:
            cols = start + np.arange(keys.shape[2])
            s = np.where(cols <= rows, s, -np.inf)
        new = np.maximum(m, s.max(-1))
        shift = np.where(new == -np.inf, 0.0, new)
        e = np.exp(s - shift[..., None])
        a = np.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / np.where(l == 0, 1.0, l)[..., None]
    lse = m + np.log(l)
    return out, lse
