import torch
import torch.nn.functional as F


def gathered(q, r, index):
    return torch.einsum("bhid,ijd->bhij", q, r[index])


# %% offset-reversed: rows minus columns
def relative_scores(q, r):
    p = torch.arange(q.size(2))
    return gathered(q, r, p[:, None] - p + len(p) - 1)


# %% offset-off-by-one: plus L
def relative_scores(q, r):
    p = torch.arange(q.size(2))
    return gathered(q, r, p - p[:, None] + len(p))


# %% offset-off-by-one: plus L, clamped
def relative_scores(q, r):
    p = torch.arange(q.size(2))
    return gathered(q, r, (p - p[:, None] + len(p)).clamp(max=2 * len(p) - 2))


# %% offset-not-shifted: a negative index
def relative_scores(q, r):
    p = torch.arange(q.size(2))
    return gathered(q, r, p - p[:, None])


# %% offset-without-sign: abs
def relative_scores(q, r):
    p = torch.arange(q.size(2))
    return gathered(q, r, (p - p[:, None]).abs())


# %% all-offsets-returned: not chosen
def relative_scores(q, r):
    return q @ r.T


# %% skew-misaligned: the last columns kept
def relative_scores(q, r):
    B, H, L, _ = q.shape
    x = F.pad(q @ r.T, (1, 0)).view(B, H, 2 * L, L)[:, :, 1:].reshape(B, H, L, 2 * L - 1)
    return x[..., L - 1 :]


# %% future-left-out: tril
def relative_scores(q, r):
    p = torch.arange(q.size(2))
    return gathered(q, r, p - p[:, None] + len(p) - 1).tril()


# %% unwanted-scale: root of d
def relative_scores(q, r):
    p = torch.arange(q.size(2))
    return gathered(q, r, p - p[:, None] + len(p) - 1) / q.size(-1) ** 0.5
