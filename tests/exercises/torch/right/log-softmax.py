import torch

# %% logsumexp
def log_softmax(x):
    return x - torch.logsumexp(x, dim=-1, keepdim=True)


# %% the maximum added back
def log_softmax(x):
    m = x.max(dim=-1, keepdim=True).values
    return x - (m + torch.log(torch.exp(x - m).sum(dim=-1, keepdim=True)))


# %% rows in a loop
def log_softmax(x):
    rows = []
    for row in x:
        shifted = row - row.max()
        rows.append(shifted - shifted.exp().sum().log())
    return torch.stack(rows)
