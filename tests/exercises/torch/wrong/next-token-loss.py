import torch
import torch.nn.functional as F


def each(logits, ids):
    return F.cross_entropy(logits.transpose(1, 2), ids, reduction="none")


# %% not-shifted: all positions
def next_token_loss(logits, ids, mask):
    labels = ids.masked_fill(~mask, -100)
    return F.cross_entropy(logits.flatten(0, 1), labels.flatten())


# %% not-shifted: both cut at the end
def next_token_loss(logits, ids, mask):
    loss = each(logits[:, :-1], ids[:, :-1])
    m = mask[:, :-1].float()
    return (loss * m).sum() / m.sum()


# %% not-shifted: gathered
def next_token_loss(logits, ids, mask):
    logp = F.log_softmax(logits, -1).gather(-1, ids.unsqueeze(-1)).squeeze(-1)
    return -(logp * mask).sum() / mask.sum()


# %% shifted-backwards: exchanged slices
def next_token_loss(logits, ids, mask):
    return each(logits[:, 1:], ids[:, :-1])[mask[:, :-1]].mean()


# %% shifted-backwards: labels
def next_token_loss(logits, ids, mask):
    labels = torch.where(mask, ids, -100)
    return F.cross_entropy(logits[:, 1:].reshape(-1, logits.size(-1)), labels[:, :-1].reshape(-1))


# %% mask-not-shifted: mask[:, :-1]
def next_token_loss(logits, ids, mask):
    loss = each(logits[:, :-1], ids[:, 1:])
    return (loss * mask[:, :-1]).sum() / mask[:, :-1].sum()


# %% mask-not-shifted: indexed
def next_token_loss(logits, ids, mask):
    return each(logits[:, :-1], ids[:, 1:])[mask[:, :-1]].mean()


# %% mean-of-means: per sequence
def next_token_loss(logits, ids, mask):
    m = mask[:, 1:].float()
    loss = each(logits[:, :-1], ids[:, 1:]) * m
    return (loss.sum(1) / m.sum(1).clamp(min=1)).mean()


# %% mean-of-means: a loop
def next_token_loss(logits, ids, mask):
    losses = [each(x[None, :-1], t[None, 1:])[0][m[1:]].mean() for x, t, m in zip(logits, ids, mask)]
    return torch.stack(losses).mean()


# %% shifted-cyclically: roll
def next_token_loss(logits, ids, mask):
    return each(logits, ids.roll(-1, 1))[mask.roll(-1, 1)].mean()


# %% shifted-cyclically: only the ids
def next_token_loss(logits, ids, mask):
    return each(logits, torch.roll(ids, -1, dims=-1))[mask].mean()


# %% mask-ignored: none
def next_token_loss(logits, ids, mask):
    return F.cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten())


# %% mask-inverted: the others
def next_token_loss(logits, ids, mask):
    labels = ids.masked_fill(mask, -100)[:, 1:]
    return F.cross_entropy(logits[:, :-1].flatten(0, 1), labels.flatten())


# %% mean-over-all: zeros in the mean
def next_token_loss(logits, ids, mask):
    return (each(logits[:, :-1], ids[:, 1:]) * mask[:, 1:]).mean()


# %% mean-over-all: the first token in the divisor
def next_token_loss(logits, ids, mask):
    return (each(logits[:, :-1], ids[:, 1:]) * mask[:, 1:]).sum() / mask.sum()


# %% sign-forgotten: log-probabilities
def next_token_loss(logits, ids, mask):
    logp = F.log_softmax(logits[:, :-1], -1).gather(-1, ids[:, 1:, None])[..., 0]
    return logp[mask[:, 1:]].mean()


# %% sum-not-mean: sum
def next_token_loss(logits, ids, mask):
    return each(logits[:, :-1], ids[:, 1:])[mask[:, 1:]].sum()


# %% not-averaged: each
def next_token_loss(logits, ids, mask):
    return each(logits[:, :-1], ids[:, 1:]) * mask[:, 1:]


# %% log-of-softmax: log of softmax
def next_token_loss(logits, ids, mask):
    p = F.softmax(logits[:, :-1], -1).gather(-1, ids[:, 1:, None])[..., 0]
    return -torch.log(p)[mask[:, 1:]].mean()


# %% log-of-softmax: with 1e-8
def next_token_loss(logits, ids, mask):
    p = F.softmax(logits[:, :-1], -1).gather(-1, ids[:, 1:, None])[..., 0]
    return -torch.log(p + 1e-8)[mask[:, 1:]].mean()


# %% unstable-softmax: log of the sum
def next_token_loss(logits, ids, mask):
    x = logits[:, :-1]
    loss = x.exp().sum(-1).log() - x.gather(-1, ids[:, 1:, None])[..., 0]
    return loss[mask[:, 1:]].mean()


# %% softmax-twice: cross_entropy of softmax
def next_token_loss(logits, ids, mask):
    return each(F.softmax(logits[:, :-1], -1), ids[:, 1:])[mask[:, 1:]].mean()


# %% softmax-over-positions: dim 1
def next_token_loss(logits, ids, mask):
    logp = F.log_softmax(logits[:, :-1], 1).gather(-1, ids[:, 1:, None])[..., 0]
    return -logp[mask[:, 1:]].mean()


# %% probabilities-returned: no logarithm
def next_token_loss(logits, ids, mask):
    p = F.softmax(logits[:, :-1], -1).gather(-1, ids[:, 1:, None])[..., 0]
    return -p[mask[:, 1:]].mean()


# %% logits-gathered: logits
def next_token_loss(logits, ids, mask):
    return -logits[:, :-1].gather(-1, ids[:, 1:, None])[..., 0][mask[:, 1:]].mean()


# %% only-shifted: less the maximum
def next_token_loss(logits, ids, mask):
    x = logits[:, :-1] - logits[:, :-1].amax(-1, keepdim=True)
    return -x.gather(-1, ids[:, 1:, None])[..., 0][mask[:, 1:]].mean()


# %% global-maximum: max()
def next_token_loss(logits, ids, mask):
    x = logits[:, :-1] - logits.max()
    loss = x.exp().sum(-1).log() - x.gather(-1, ids[:, 1:, None])[..., 0]
    return loss[mask[:, 1:]].mean()


# %% maximum-not-added-back: forgotten
def next_token_loss(logits, ids, mask):
    x = logits[:, :-1]
    lse = (x - x.amax(-1, keepdim=True)).exp().sum(-1).log()
    return (lse - x.gather(-1, ids[:, 1:, None])[..., 0])[mask[:, 1:]].mean()


# %% missing-keepdims: logsumexp
def next_token_loss(logits, ids, mask):
    x = logits[:, :-1]
    logp = (x - x.logsumexp(-1)).gather(-1, ids[:, 1:, None])[..., 0]
    return -logp[mask[:, 1:]].mean()


# %% shifted-backwards: a roll by one
def next_token_loss(logits, ids, mask):
    labels = torch.roll(ids, 1, dims=1)
    counts = torch.roll(mask, 1, dims=1).float()
    loss = F.cross_entropy(logits.transpose(1, 2), labels, reduction="none")
    return (loss * counts).sum() / counts.sum()


# %% mask-not-shifted: in the sum alone
def next_token_loss(logits, ids, mask):
    nll = F.cross_entropy(logits[:, :-1].transpose(1, 2), ids[:, 1:], reduction="none")
    return (nll * mask[:, :-1]).sum() / mask[:, 1:].sum()


# %% mask-not-shifted: in the divisor alone
def next_token_loss(logits, ids, mask):
    nll = F.cross_entropy(logits[:, :-1].transpose(1, 2), ids[:, 1:], reduction="none")
    return (nll * mask[:, 1:]).sum() / mask[:, :-1].sum()
