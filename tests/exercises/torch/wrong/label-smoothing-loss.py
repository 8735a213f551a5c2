import torch
import torch.nn.functional as F

# %% smoothing-without-target: scatter
def label_smoothing_loss(logits, targets, epsilon):
    V = logits.size(1)
    q = torch.full_like(logits, epsilon / (V - 1))
    q.scatter_(1, targets.unsqueeze(1), 1 - epsilon)
    return -(q * F.log_softmax(logits, dim=-1)).sum(-1).mean()


# %% log-of-softmax: log
def label_smoothing_loss(logits, targets, epsilon):
    V = logits.size(1)
    q = F.one_hot(targets, V) * (1 - epsilon) + epsilon / V
    return -(q * torch.log(torch.softmax(logits, dim=-1))).sum(-1).mean()


# %% epsilon-on-target: exchanged
def label_smoothing_loss(logits, targets, epsilon):
    logp = F.log_softmax(logits, dim=-1)
    return epsilon * F.nll_loss(logp, targets) - (1 - epsilon) * logp.mean()


# %% uniform-term-sign: plus
def label_smoothing_loss(logits, targets, epsilon):
    logp = F.log_softmax(logits, dim=-1)
    return (1 - epsilon) * F.nll_loss(logp, targets) + epsilon * logp.mean()


# %% entropy-subtracted: kl_div
def label_smoothing_loss(logits, targets, epsilon):
    V = logits.size(1)
    q = F.one_hot(targets, V) * (1 - epsilon) + epsilon / V
    return F.kl_div(F.log_softmax(logits, dim=-1), q, reduction="batchmean")


# %% logits-smoothed: the mean of the logits
def label_smoothing_loss(logits, targets, epsilon):
    nll = F.nll_loss(F.log_softmax(logits, dim=-1), targets)
    return (1 - epsilon) * nll - epsilon * logits.mean()


# %% not-averaged: each row
def label_smoothing_loss(logits, targets, epsilon):
    logp = F.log_softmax(logits, dim=-1)
    return -(1 - epsilon) * logp.gather(1, targets[:, None])[:, 0] - epsilon * logp.mean(-1)


# %% smoothing-missing: nll_loss
def label_smoothing_loss(logits, targets, epsilon):
    return F.nll_loss(F.log_softmax(logits, dim=-1), targets)
