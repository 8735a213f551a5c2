import math

import torch
import torch.nn.functional as F


def norm(x, gain, eps, dim=-1):
    return x * torch.rsqrt(x.pow(2).mean(dim=dim, keepdim=True) + eps) * gain


def attend(q, k, v):
    rep = q.size(1) // k.size(1)
    k, v = k.repeat_interleave(rep, dim=1), v.repeat_interleave(rep, dim=1)
    weights = (q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))).softmax(-1)
    return weights @ v, weights


# %% normalized-over-all-heads: two dims
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    return attend(norm(q, gain_q, eps, dim=(1, 3)), norm(k, gain_k, eps, dim=(1, 3)), v)


# %% mean-subtracted: F.layer_norm
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    d = (q.size(-1),)
    return attend(F.layer_norm(q, d, gain_q, eps=eps), F.layer_norm(k, d, gain_k, eps=eps), v)


# %% gain-left-out: F.rms_norm without weights
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    d = (q.size(-1),)
    return attend(F.rms_norm(q, d, eps=eps), F.rms_norm(k, d, eps=eps), v)


# %% sum-instead-of-mean: F.normalize
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    return attend(F.normalize(q, dim=-1) * gain_q, F.normalize(k, dim=-1) * gain_k, v)


# %% one-side-normalized: keys forgotten
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    return attend(norm(q, gain_q, eps), k, v)


# %% missing-scale: no root of d
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    rep = q.size(1) // k.size(1)
    k = norm(k, gain_k, eps).repeat_interleave(rep, dim=1)
    return (norm(q, gain_q, eps) @ k.mT).softmax(-1) @ v.repeat_interleave(rep, dim=1)


# %% groups-tiled-not-repeated: repeat
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    rep = q.size(1) // k.size(1)
    return attend(norm(q, gain_q, eps), norm(k, gain_k, eps).repeat(1, rep, 1, 1), v.repeat(1, rep, 1, 1))
