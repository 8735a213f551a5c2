import torch

# %% log-of-softmax: log of softmax
def log_softmax(x):
    return torch.log(torch.softmax(x, dim=-1))


# %% log-of-softmax: 1e-8
def log_softmax(x):
    return torch.log(torch.softmax(x, dim=-1) + 1e-8)


# %% log-of-softmax: by hand
def log_softmax(x):
    e = torch.exp(x - x.amax(-1, keepdim=True))
    return torch.log(e / e.sum(-1, keepdim=True))


# %% only-shifted: less the maximum
def log_softmax(x):
    return x - x.amax(-1, keepdim=True)


# %% probabilities-returned: softmax
def log_softmax(x):
    return x.softmax(-1)


# %% unstable-softmax: log of the sum
def log_softmax(x):
    return x - x.exp().sum(-1, keepdim=True).log()


# %% global-maximum: x.max()
def log_softmax(x):
    x = x - x.max()
    return x - x.exp().sum(-1, keepdim=True).log()


# %% softmax-over-batch: dim 0
def log_softmax(x):
    return x - torch.logsumexp(x, dim=0)


# %% missing-keepdims: logsumexp
def log_softmax(x):
    return x - torch.logsumexp(x, dim=-1)


# %% log-sum-exp-returned: forgotten
def log_softmax(x):
    return torch.logsumexp(x, dim=-1)


# %% scores-clipped: clamp
def log_softmax(x):
    x = x.clamp(-50, 50)
    return x - x.logsumexp(-1, keepdim=True)
