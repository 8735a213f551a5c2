import math

import torch


def weights_of(q, k, mask, scale):
    scores = (q @ k.transpose(1, 2) * scale).masked_fill(~mask, -1e9)
    return torch.softmax(scores, dim=-1) * mask


def through(p, dp):
    return p * (dp - (p * dp).sum(dim=-1, keepdim=True))


# %% scale-missing-in-gradient: none
def attention_backward(q, k, v, mask, dout):
    p = weights_of(q, k, mask, 1 / math.sqrt(q.size(-1)))
    ds = through(p, dout @ v.mT)
    return ds @ k, ds.mT @ q, p.mT @ dout


# %% scale-missing-in-gradient: dk's
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    ds = through(p, dout @ v.mT)
    return scale * ds @ k, ds.mT @ q, p.mT @ dout


# %% scale-applied-twice: twice
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    ds = through(p, dout @ v.mT) * scale
    return scale * ds @ k, scale * ds.mT @ q, p.mT @ dout


# %% softmax-as-identity: skipped
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    ds = (dout @ v.mT) * mask
    return scale * ds @ k, scale * ds.mT @ q, p.mT @ dout


# %% sum-over-the-queries: dim 1
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    dp = dout @ v.mT
    ds = p * (dp - (p * dp).sum(dim=1, keepdim=True))
    return scale * ds @ k, scale * ds.mT @ q, p.mT @ dout


# %% values-gradient-not-transposed: p @ dout
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    ds = through(p, dout @ v.mT)
    return scale * ds @ k, scale * ds.mT @ q, p @ dout


# %% scores-gradient-not-transposed: dk
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    ds = through(p, dout @ v.mT)
    return scale * ds @ k, scale * ds @ q, p.mT @ dout


# %% keys-gradient-from-keys: dk
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    ds = through(p, dout @ v.mT)
    return scale * ds @ k, scale * ds.mT @ k, p.mT @ dout


# %% outputs-reordered: dv first
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    ds = through(p, dout @ v.mT)
    return p.mT @ dout, scale * ds.mT @ q, scale * ds @ k


# %% diagonal-only: p (1 - p)
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    ds = p * (1 - p) * (dout @ v.mT)
    return scale * ds @ k, scale * ds.mT @ q, p.mT @ dout


# %% sum-left-out: p dp
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    ds = p * (dout @ v.mT)
    return scale * ds @ k, scale * ds.mT @ q, p.mT @ dout


# %% sign-reversed: the other way round
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    dp = dout @ v.mT
    ds = p * ((p * dp).sum(dim=-1, keepdim=True) - dp)
    return scale * ds @ k, scale * ds.mT @ q, p.mT @ dout


# %% missing-keepdims: in the softmax's sum
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, scale)
    dp = dout @ v.mT
    ds = p * (dp - (p * dp).sum(dim=-1))
    return scale * ds @ k, scale * ds.mT @ q, p.mT @ dout


# %% missing-scale: in the forward pass alone
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weights_of(q, k, mask, 1)
    ds = through(p, dout @ v.mT)
    return scale * ds @ k, scale * ds.mT @ q, p.mT @ dout


# %% missing-scale: everywhere
def attention_backward(q, k, v, mask, dout):
    p = weights_of(q, k, mask, 1)
    ds = through(p, dout @ v.mT)
    return ds @ k, ds.mT @ q, p.mT @ dout


# %% keys-not-transposed: q @ k
def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    scores = (q @ k * scale).masked_fill(~mask, -1e9)
    p = torch.softmax(scores, dim=-1) * mask
    ds = through(p, dout @ v.mT)
    return scale * ds @ k, scale * ds.mT @ q, p.mT @ dout


# %% hidden-keys-learn: no mask
def attention_backward(q, k, v, mask, dout):
    scale = q.size(-1) ** -0.5
    p = (q @ k.mT * scale).softmax(-1)
    dp = dout @ v.mT
    ds = p * (dp - (p * dp).sum(-1, keepdim=True)) * scale
    return ds @ k, ds.mT @ q, p.mT @ dout
