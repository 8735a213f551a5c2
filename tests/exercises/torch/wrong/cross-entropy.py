import torch
import torch.nn.functional as F


def per_token(logp, targets):
    return -logp.gather(-1, targets.clamp(min=0).unsqueeze(-1)).squeeze(-1)


def averaged(nll, targets):
    keep = targets != -100
    return nll[keep].mean()


# %% log-of-softmax: log of softmax
def cross_entropy(logits, targets):
    return averaged(per_token(torch.log(torch.softmax(logits, dim=-1)), targets), targets)


# %% log-of-softmax: with 1e-9
def cross_entropy(logits, targets):
    return averaged(per_token(torch.log(F.softmax(logits, dim=-1) + 1e-9), targets), targets)


# %% log-of-softmax: clamped, times the mask
def cross_entropy(logits, targets):
    nll = per_token(F.softmax(logits, dim=-1).clamp_min(1e-12).log(), targets)
    keep = (targets != -100).float()
    return (nll * keep).sum() / keep.sum()


# %% log-of-softmax: exponentials by hand
def cross_entropy(logits, targets):
    e = logits.exp()
    return averaged(per_token((e / e.sum(-1, keepdim=True)).log(), targets), targets)


# %% mean-over-all: mean of the masked
def cross_entropy(logits, targets):
    nll = per_token(F.log_softmax(logits, -1), targets)
    return nll.masked_fill(targets == -100, 0.0).mean()


# %% mean-over-all: divided by numel
def cross_entropy(logits, targets):
    nll = per_token(F.log_softmax(logits, -1), targets)
    return (nll * (targets != -100)).sum() / targets.numel()


# %% softmax-twice: log_softmax of softmax
def cross_entropy(logits, targets):
    return averaged(per_token(F.log_softmax(F.softmax(logits, dim=-1), dim=-1), targets), targets)


# %% softmax-twice: nll_loss
def cross_entropy(logits, targets):
    probs = torch.softmax(logits, dim=-1).flatten(0, 1)
    return F.nll_loss(F.log_softmax(probs, dim=-1), targets.flatten())


# %% sign-forgotten: mean
def cross_entropy(logits, targets):
    return -averaged(per_token(F.log_softmax(logits, -1), targets), targets)


# %% sign-forgotten: sum over count
def cross_entropy(logits, targets):
    keep = targets != -100
    logp = F.log_softmax(logits, dim=-1)
    picked = logp.gather(-1, targets.masked_fill(~keep, 0)[..., None])[..., 0]
    return (picked * keep).sum() / keep.sum()


# %% minus-100-read: gather
def cross_entropy(logits, targets):
    return -F.log_softmax(logits, -1).gather(-1, targets.unsqueeze(-1)).mean()


# %% minus-100-read: index arrays
def cross_entropy(logits, targets):
    B, L, V = logits.shape
    logp = F.log_softmax(logits, -1)
    return -logp[torch.arange(B)[:, None], torch.arange(L), targets].mean()


# %% minus-100-read: masked too late
def cross_entropy(logits, targets):
    B, L, V = logits.shape
    nll = -F.log_softmax(logits, -1)[torch.arange(B)[:, None], torch.arange(L), targets]
    keep = targets != -100
    return (nll * keep).sum() / keep.sum()


# %% minus-100-read: one-hot
def cross_entropy(logits, targets):
    hot = F.one_hot(targets, logits.size(-1)).float()
    return -(hot * F.log_softmax(logits, -1)).sum(-1).mean()


# %% ignored-tokens-counted: clamped
def cross_entropy(logits, targets):
    return per_token(F.log_softmax(logits, -1), targets).mean()


# %% mean-of-means: nan
def cross_entropy(logits, targets):
    nll = per_token(F.log_softmax(logits, -1), targets)
    keep = (targets != -100).float()
    return ((nll * keep).sum(1) / keep.sum(1)).mean()


# %% mean-of-means: at least one
def cross_entropy(logits, targets):
    nll = per_token(F.log_softmax(logits, -1), targets)
    keep = (targets != -100).float()
    return ((nll * keep).sum(1) / keep.sum(1).clamp(min=1)).mean()


# %% sum-not-mean: sum
def cross_entropy(logits, targets):
    return F.nll_loss(F.log_softmax(logits, -1).flatten(0, 1), targets.flatten(), reduction="sum")


# %% sum-not-mean: over the batch
def cross_entropy(logits, targets):
    nll = per_token(F.log_softmax(logits, -1), targets)
    return (nll * (targets != -100)).sum(1).mean()


# %% not-averaged: each token
def cross_entropy(logits, targets):
    return per_token(F.log_softmax(logits, -1), targets).masked_fill(targets == -100, 0)


# %% not-averaged: reduction none
def cross_entropy(logits, targets):
    return F.nll_loss(F.log_softmax(logits, -1).flatten(0, 1), targets.flatten(), reduction="none")


# %% divided-by-vocabulary: mean of one-hot
def cross_entropy(logits, targets):
    hot = F.one_hot(targets.clamp(min=0), logits.size(-1)) * (targets != -100).unsqueeze(-1)
    return -(hot * F.log_softmax(logits, -1)).mean()


# %% shifted: as in a language model
def cross_entropy(logits, targets):
    return averaged(per_token(F.log_softmax(logits[:, :-1], -1), targets[:, 1:]), targets[:, 1:])


# %% unstable-softmax: log of the sum
def cross_entropy(logits, targets):
    return averaged(per_token(logits - logits.exp().sum(-1, keepdim=True).log(), targets), targets)


# %% global-maximum: max()
def cross_entropy(logits, targets):
    x = logits - logits.max()
    return averaged(per_token(x - x.exp().sum(-1, keepdim=True).log(), targets), targets)


# %% maximum-not-added-back: forgotten
def cross_entropy(logits, targets):
    lse = (logits - logits.amax(-1, keepdim=True)).exp().sum(-1, keepdim=True).log()
    return averaged(per_token(logits - lse, targets), targets)


# %% only-shifted: less the maximum
def cross_entropy(logits, targets):
    return averaged(per_token(logits - logits.amax(-1, keepdim=True), targets), targets)


# %% probabilities-returned: no logarithm
def cross_entropy(logits, targets):
    return averaged(per_token(F.softmax(logits, -1), targets), targets)


# %% logits-gathered: nll_loss of logits
def cross_entropy(logits, targets):
    return F.nll_loss(logits.flatten(0, 1), targets.flatten())


# %% softmax-over-positions: dim 1
def cross_entropy(logits, targets):
    return averaged(per_token(F.log_softmax(logits, dim=1), targets), targets)


# %% missing-keepdims: logsumexp
def cross_entropy(logits, targets):
    return averaged(per_token(logits - logits.logsumexp(-1), targets), targets)
