import numpy as np

# %% parts-averaged: mean
def merge_attention(outs, lses):
    return outs.mean(axis=0)


# %% parts-averaged: sum
def merge_attention(outs, lses):
    return outs.sum(axis=0)


# %% parts-averaged: mean of those with keys
def merge_attention(outs, lses):
    real = (lses > -np.inf).astype(float)
    return outs.sum(axis=0) / real.sum(axis=0).clip(1)[..., None]


# %% lse-as-weight: divided by the sum
def merge_attention(outs, lses):
    weights = lses / lses.sum(axis=0, keepdims=True)
    return (weights[..., None] * outs).sum(axis=0)


# %% lse-as-weight: as it is, -inf replaced
def merge_attention(outs, lses):
    weights = np.where(np.isinf(lses), 0.0, lses)
    return (weights[..., None] * outs).sum(axis=0)


# %% lse-as-weight: einsum
def merge_attention(outs, lses):
    return np.einsum("pbhl,pbhld->bhld", lses / lses.sum(0), outs)


# %% lse-as-weight: the difference, without exp
def merge_attention(outs, lses):
    whole = np.logaddexp.reduce(lses, axis=0)
    with np.errstate(invalid="ignore"):
        weights = np.where(np.isfinite(lses), lses - whole, 0.0)
    return (weights[..., None] * outs).sum(axis=0)


# %% unstable-softmax: exp and divide
def merge_attention(outs, lses):
    e = np.exp(lses)
    return (e[..., None] * outs).sum(axis=0) / e.sum(axis=0)[..., None]


# %% unstable-softmax: a sum of 0 replaced
def merge_attention(outs, lses):
    e = np.exp(lses)
    total = e.sum(axis=0)
    total = np.where(total == 0, 1.0, total)
    return np.einsum("pbhl,pbhld->bhld", e, outs) / total[..., None]


# %% unstable-softmax: log of the sum
def merge_attention(outs, lses):
    lse = np.log(np.exp(lses).sum(axis=0))
    return (np.exp(lses - lse)[..., None] * outs).sum(axis=0)


# %% not-normalized: exp(lse - max)
def merge_attention(outs, lses):
    top = lses.max(axis=0, keepdims=True)
    top = np.where(top == -np.inf, 0.0, top)
    e = np.exp(lses - top)
    return (e[..., None] * outs).sum(axis=0)


# %% not-normalized: exp(lse - max), NaN left
def merge_attention(outs, lses):
    e = np.exp(lses - lses.max(axis=0, keepdims=True))
    return (e[..., None] * outs).sum(axis=0)


# %% not-normalized: exp(lse)
def merge_attention(outs, lses):
    return (np.exp(lses)[..., None] * outs).sum(axis=0)


# %% empty-part-nan: exp and divide
def merge_attention(outs, lses):
    e = np.exp(lses - lses.max(axis=0, keepdims=True))
    weights = e / e.sum(axis=0)
    return (weights[..., None] * outs).sum(axis=0)


# %% empty-part-nan: logsumexp
def merge_attention(outs, lses):
    lse = np.logaddexp.reduce(lses, axis=0)
    return (np.exp(lses - lse)[..., None] * outs).sum(axis=0)


# %% empty-part-nan: one after another
def merge_attention(outs, lses):
    out, lse = outs[0], lses[0]
    for part, other in zip(outs[1:], lses[1:]):
        new = np.logaddexp(lse, other)
        out = np.exp(lse - new)[..., None] * out + np.exp(other - new)[..., None] * part
        lse = new
    return out


# %% empty-part-nan: from nothing
def merge_attention(outs, lses):
    m, total, acc = np.full_like(lses[0], -np.inf), np.zeros_like(lses[0]), np.zeros_like(outs[0])
    for part, lse in zip(outs, lses):
        new = np.maximum(m, lse)
        old, now = np.exp(m - new), np.exp(lse - new)
        acc = acc * old[..., None] + part * now[..., None]
        total = total * old + now
        m = new
    return acc / total[..., None]


# %% empty-part-counted: -inf replaced by 0
def merge_attention(outs, lses):
    lses = np.where(np.isinf(lses), 0.0, lses)
    e = np.exp(lses - lses.max(axis=0, keepdims=True))
    weights = e / e.sum(axis=0)
    return (weights[..., None] * outs).sum(axis=0)


# %% weights-over-other-axis: the batch
def merge_attention(outs, lses):
    top = lses.max(axis=1, keepdims=True)
    top = np.where(top == -np.inf, 0.0, top)
    e = np.exp(lses - top)
    weights = e / e.sum(axis=1, keepdims=True)
    return (weights[..., None] * outs).sum(axis=0)


# %% weights-over-other-axis: the heads
def merge_attention(outs, lses):
    top = lses.max(axis=2, keepdims=True)
    top = np.where(top == -np.inf, 0.0, top)
    e = np.exp(lses - top)
    weights = e / e.sum(axis=2, keepdims=True)
    return (weights[..., None] * outs).sum(axis=0)


# %% weights-over-other-axis: the queries
def merge_attention(outs, lses):
    top = lses.max(axis=3, keepdims=True)
    top = np.where(top == -np.inf, 0.0, top)
    e = np.exp(lses - top)
    weights = e / e.sum(axis=3, keepdims=True)
    return (weights[..., None] * outs).sum(axis=0)


# %% global-maximum: max()
def merge_attention(outs, lses):
    e = np.exp(lses - lses.max())
    weights = e / e.sum(axis=0)
    return (weights[..., None] * outs).sum(axis=0)


# %% hard-max: argmax
def merge_attention(outs, lses):
    best = lses.argmax(axis=0)
    picked = np.moveaxis(np.eye(lses.shape[0])[best], -1, 0)
    return (picked[..., None] * outs).sum(axis=0)


# %% base-two: exp2
def merge_attention(outs, lses):
    top = lses.max(axis=0, keepdims=True)
    top = np.where(top == -np.inf, 0.0, top)
    e = np.exp2(lses - top)
    total = e.sum(axis=0)
    total = np.where(total == 0, 1.0, total)
    return (e[..., None] * outs).sum(axis=0) / total[..., None]


# %% weights-not-expanded: weights times outs
def merge_attention(outs, lses):
    top = lses.max(axis=0, keepdims=True)
    top = np.where(top == -np.inf, 0.0, top)
    e = np.exp(lses - top)
    weights = e / e.sum(axis=0)
    return (weights * outs).sum(axis=0)


# %% maximum-starts-too-high: clamped at 0
def merge_attention(outs, lses):
    top = lses.max(axis=0, keepdims=True).clip(0)
    e = np.exp(lses - top)
    total = e.sum(axis=0)
    return (e[..., None] * outs).sum(axis=0) / total[..., None]
