import math

import torch


def rotate_half(x):
    x1, x2 = x.chunk(2, dim=-1)
    return torch.cat((-x2, x1), dim=-1)


def rope(x, positions, base):
    d = x.shape[-1]
    inv_freq = 1.0 / (base ** (torch.arange(0, d, 2).float() / d))
    freqs = positions[:, None, :, None].float() * inv_freq
    emb = torch.cat((freqs, freqs), dim=-1)
    return x * emb.cos() + rotate_half(x) * emb.sin()


def visible_by(q_positions, k_positions):
    return k_positions[:, None, None, :] <= q_positions[:, None, :, None]


def repeat(x, heads):
    return x.repeat_interleave(heads // x.shape[1], dim=1)


def attend(q, k, v, visible):
    scores = q @ repeat(k, q.shape[1]).transpose(-2, -1) / math.sqrt(q.shape[-1])
    weights = torch.softmax(scores.masked_fill(~visible, torch.finfo(scores.dtype).min), dim=-1)
    return weights.masked_fill(~visible, 0.0) @ repeat(v, q.shape[1])


def indices(x, like):
    return torch.arange(x.shape[2]).expand_as(like)


# %% query-at-position-zero: arange
def rope_attention(q, k, v, q_positions, k_positions, base):
    at = indices(q, q_positions)
    return attend(rope(q, at, base), rope(k, k_positions, base), v, visible_by(q_positions, k_positions))


# %% query-at-position-zero: zeros
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, 0 * q_positions, base), rope(k, k_positions, base), v, visible_by(q_positions, k_positions))


# %% query-at-position-zero: the mask too
def rope_attention(q, k, v, q_positions, k_positions, base):
    at = indices(q, q_positions)
    return attend(rope(q, at, base), rope(k, k_positions, base), v, visible_by(at, k_positions))


# %% keys-at-index: arange
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base), rope(k, indices(k, k_positions), base), v, visible_by(q_positions, k_positions))


# %% positions-ignored: both by index
def rope_attention(q, k, v, q_positions, k_positions, base):
    q, k = rope(q, indices(q, q_positions), base), rope(k, indices(k, k_positions), base)
    return attend(q, k, v, visible_by(q_positions, k_positions))


# %% positions-ignored: the mask too
def rope_attention(q, k, v, q_positions, k_positions, base):
    i, j = indices(q, q_positions), indices(k, k_positions)
    return attend(rope(q, i, base), rope(k, j, base), v, visible_by(i, j))


# %% values-rotated: as the keys
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), rope(v, k_positions, base), visible_by(q_positions, k_positions))


# %% keys-rotated-twice: once more
def rope_attention(q, k, v, q_positions, k_positions, base):
    k = rope(rope(k, k_positions, base), k_positions, base)
    return attend(rope(q, q_positions, base), k, v, visible_by(q_positions, k_positions))


# %% keys-not-rotated: as they are
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base), k, v, visible_by(q_positions, k_positions))


# %% not-rotated: neither
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(q, k, v, visible_by(q_positions, k_positions))


# %% mask-by-index: arange
def rope_attention(q, k, v, q_positions, k_positions, base):
    seen = visible_by(indices(q, q_positions), indices(k, k_positions))
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, seen)


# %% mask-off-by-one: less than
def rope_attention(q, k, v, q_positions, k_positions, base):
    seen = k_positions[:, None, None, :] < q_positions[:, None, :, None]
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, seen)


# %% mask-looks-ahead: greater or equal
def rope_attention(q, k, v, q_positions, k_positions, base):
    seen = k_positions[:, None, None, :] >= q_positions[:, None, :, None]
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, seen)


# %% mask-inverted: not
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, ~visible_by(q_positions, k_positions))


# %% mask-ignored: all visible
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, visible_by(q_positions, k_positions) | True)


# %% first-entry-only: positions of the first entry
def rope_attention(q, k, v, q_positions, k_positions, base):
    i, j = 0 * q_positions + q_positions[:1], 0 * k_positions + k_positions[:1]
    return attend(rope(q, i, base), rope(k, j, base), v, visible_by(i, j))


# %% rotated-backwards: minus the positions
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, -q_positions, base), rope(k, -k_positions, base), v, visible_by(q_positions, k_positions))


# %% base-ignored: ten thousand
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, 1e4), rope(k, k_positions, 1e4), v, visible_by(q_positions, k_positions))


# %% mask-by-index: tril
def rope_attention(q, k, v, q_positions, k_positions, base):
    seen = torch.tril(torch.ones(q.shape[2], k.shape[2], dtype=torch.bool))
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, seen)


# %% mask-by-index: tril, aligned at the bottom right
def rope_attention(q, k, v, q_positions, k_positions, base):
    L, S = q.shape[2], k.shape[2]
    seen = torch.ones(L, S, dtype=torch.bool).tril(S - L)
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, seen)


# %% groups-tiled-not-repeated: repeat
def rope_attention(q, k, v, q_positions, k_positions, base):
    n = q.shape[1] // k.shape[1]
    return attend(rope(q, q_positions, base), rope(k, k_positions, base).repeat(1, n, 1, 1), v.repeat(1, n, 1, 1), visible_by(q_positions, k_positions))


# %% groups-not-repeated: forgotten
def rope_attention(q, k, v, q_positions, k_positions, base):
    scores = rope(q, q_positions, base) @ rope(k, k_positions, base).transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(~visible_by(q_positions, k_positions), torch.finfo(scores.dtype).min)
    return torch.softmax(scores, -1) * visible_by(q_positions, k_positions) @ v


# %% masked-row-nan: -inf
def rope_attention(q, k, v, q_positions, k_positions, base):
    scores = rope(q, q_positions, base) @ repeat(rope(k, k_positions, base), q.shape[1]).transpose(-2, -1) / math.sqrt(q.shape[-1])
    return torch.softmax(scores.masked_fill(~visible_by(q_positions, k_positions), float("-inf")), -1) @ repeat(v, q.shape[1])


# %% masked-row-mean: -1e9
def rope_attention(q, k, v, q_positions, k_positions, base):
    scores = rope(q, q_positions, base) @ repeat(rope(k, k_positions, base), q.shape[1]).transpose(-2, -1) / math.sqrt(q.shape[-1])
    return torch.softmax(scores.masked_fill(~visible_by(q_positions, k_positions), -1e9), -1) @ repeat(v, q.shape[1])


# %% missing-scale: no root
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base) * math.sqrt(q.shape[-1]), rope(k, k_positions, base), v, visible_by(q_positions, k_positions))


# %% pairs-are-neighbours: view_as_complex
def turn(x, positions, base):
    d = x.shape[-1]
    theta = positions[:, None, :, None] * base ** (-torch.arange(0, d, 2) / d)
    z = torch.view_as_complex(x.reshape(*x.shape[:-1], d // 2, 2).contiguous())
    return torch.view_as_real(z * torch.polar(torch.ones_like(theta), theta)).flatten(-2)


def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(turn(q, q_positions, base), turn(k, k_positions, base), v, visible_by(q_positions, k_positions))
