import torch

# %% softmax-other-axis: always the last
def softmax(x, axis):
    e = torch.exp(x - x.amax(dim=-1, keepdim=True))
    return e / e.sum(dim=-1, keepdim=True)


# %% softmax-other-axis: always the first
def softmax(x, axis):
    e = torch.exp(x - x.max(0, keepdim=True)[0])
    return e / e.sum(0, keepdim=True)


# %% negative-axis: if axis == 1
def softmax(x, axis):
    dim = 1 if axis == 1 else 0
    e = torch.exp(x - x.amax(dim=dim, keepdim=True))
    return e / e.sum(dim=dim, keepdim=True)


# %% log-softmax: logsumexp
def softmax(x, axis):
    return x - torch.logsumexp(x, dim=axis, keepdim=True)


# %% log-softmax: log of the sum
def softmax(x, axis):
    shifted = x - x.amax(axis, keepdim=True)
    return shifted - shifted.exp().sum(axis, keepdim=True).log()
