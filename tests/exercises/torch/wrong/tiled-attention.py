import torch

# %% accumulator-not-rescaled: added
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% accumulator-not-rescaled: +=
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = a * l + e.sum(-1)
        acc += e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% normalized-in-each-block: divided in each step
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = (acc * a[..., None] + e @ values) / torch.where(l == 0, 1.0, l)[..., None]
        m = new
    out = acc
    lse = m + torch.log(l)
    return out, lse


# %% normalized-in-each-block: divided in each step and at the end
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = (acc * a[..., None] + e @ values) / torch.where(l == 0, 1.0, l)[..., None]
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% normalized-in-each-block: the block's part divided
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values / torch.where(l == 0, 1.0, l)[..., None]
        m = new
    out = acc
    lse = m + torch.log(l)
    return out, lse


# %% normalized-in-each-block: a softmax of each block
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + torch.softmax(s, dim=-1) @ values
        m = new
    out = acc
    lse = m + torch.log(l)
    return out, lse


# %% mask-by-local-index: cols from 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% mask-by-local-index: cols from 0, rows from 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None]
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% mask-by-local-index: tril of the block
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L).unsqueeze(1)
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = torch.arange(s.size(-1)).expand(L, -1)
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% lse-without-maximum: log(l)
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = torch.log(l)
    return out, lse


# %% lse-without-maximum: minus the maximum
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = torch.log(l) - m
    return out, lse


# %% lse-without-logarithm: m + l
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + l
    return out, lse


# %% lse-without-logarithm: the sum
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = l
    return out, lse


# %% lse-to-base-two: log2
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log2(l)
    return out, lse


# %% short-block-padded: F.pad
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    k = torch.nn.functional.pad(k, (0, 0, 0, -S % block))
    v = torch.nn.functional.pad(v, (0, 0, 0, -S % block))
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% short-block-padded: tiles of zeros
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    T = (S + block - 1) // block
    K = torch.zeros(B, H, T * block, d)
    K[:, :, :S] = k
    V = torch.zeros(B, H, T * block, v.size(-1))
    V[:, :, :S] = v
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = K[:, :, start : start + block], V[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% short-block-dropped: S // block
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S // block * block, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% sum-not-rescaled: added
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% first-block-nan: the factor of the old maximum
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - m)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% rescaled-inversely: new - old, the first block apart
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(shift - m) if start > 0 else torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% first-block-nan: infinity times 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(shift - m)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% maximum-of-the-block: not carried on
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = s.amax(-1)
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% maximum-of-the-block: exponentials with the block's own
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - torch.where(s.amax(-1) == float("-inf"), 0.0, s.amax(-1))[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% mask-ignored: no mask
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% unasked-causal-mask: always
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if True:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% mask-top-left: from 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None]
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% mask-off-by-one: one more
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L + 1
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% masked-row-nan: no guard
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = new
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% masked-row-nan: 0 / 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / l[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% masked-row-mean: -1e9
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, -1e9)
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% masked-row-mean: -1e30
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, -1e30)
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% lse-of-empty-row: 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = torch.nan_to_num(m + torch.log(l), neginf=0.0)
    return out, lse


# %% lse-of-empty-row: a small number in the logarithm
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = torch.where(m == float("-inf"), 0.0, m) + torch.log(l + 1e-20)
    return out, lse


# %% maximum-of-hidden: before the mask
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        top = s.amax(-1)
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, top)
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% maximum-starts-too-high: at 0
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.zeros(B, H, L)
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% unstable-softmax: no maximum
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.zeros_like(new)
        e = torch.exp(s - shift[..., None])
        a = torch.ones_like(new)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = torch.log(l)
    return out, lse


# %% not-normalized: not divided
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc
    lse = m + torch.log(l)
    return out, lse


# %% missing-scale: none
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1)
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% scale-by-dimension: d
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys.transpose(-2, -1) / d
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse


# %% keys-not-transposed: q @ keys
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = torch.full((B, H, L), float("-inf"))
    l = torch.zeros(B, H, L)
    acc = torch.zeros(B, H, L, v.shape[-1])
    rows = torch.arange(L)[:, None] + S - L
    for start in range(0, S, block):
        keys, values = k[:, :, start : start + block], v[:, :, start : start + block]
        s = q @ keys / d**0.5
        if causal:
            cols = start + torch.arange(keys.shape[2])
            s = torch.where(cols <= rows, s, float("-inf"))
        new = torch.maximum(m, s.amax(-1))
        shift = torch.where(new == float("-inf"), 0.0, new)
        e = torch.exp(s - shift[..., None])
        a = torch.exp(m - shift)
        l = l * a + e.sum(-1)
        acc = acc * a[..., None] + e @ values
        m = new
    out = acc / torch.where(l == 0, 1.0, l)[..., None]
    lse = m + torch.log(l)
    return out, lse
