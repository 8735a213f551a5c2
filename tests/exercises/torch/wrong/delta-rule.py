import torch

# %% read-before-write: out first
def delta_rule(q, k, v, beta):
    S = torch.zeros(*v.shape[:2], v.shape[-1], q.shape[-1])
    out = []
    for i in range(q.shape[2]):
        out.append(torch.einsum("bhvk,bhk->bhv", S, q[:, :, i]))
        err = v[:, :, i] - torch.einsum("bhvk,bhk->bhv", S, k[:, :, i])
        S = S + torch.einsum("bh,bhv,bhk->bhvk", beta[:, :, i], err, k[:, :, i])
    return torch.stack(out, 2)


# %% beta-as-decay: 1 - beta
def delta_rule(q, k, v, beta):
    S = torch.zeros(*v.shape[:2], v.shape[-1], q.shape[-1])
    out = []
    for i in range(q.shape[2]):
        b = beta[:, :, i, None, None]
        S = (1 - b) * S + b * v[:, :, i, :, None] * k[:, :, i, None, :]
        out.append(torch.einsum("bhvk,bhk->bhv", S, q[:, :, i]))
    return torch.stack(out, 2)


# %% missing-keepdims: beta[:, :, i]
def delta_rule(q, k, v, beta):
    S = torch.zeros(*v.shape[:2], v.shape[-1], q.shape[-1])
    out = []
    for i in range(q.shape[2]):
        err = beta[:, :, i] * (v[:, :, i] - torch.einsum("bhvk,bhk->bhv", S, k[:, :, i]))
        S = S + err[..., None] * k[:, :, i, None, :]
        out.append(torch.einsum("bhvk,bhk->bhv", S, q[:, :, i]))
    return torch.stack(out, 2)


# %% unasked-normalizer: query normalised
def delta_rule(q, k, v, beta):
    q = torch.nn.functional.normalize(q, dim=-1)
    S = torch.zeros(*v.shape[:2], v.shape[-1], q.shape[-1])
    out = []
    for i in range(q.shape[2]):
        err = v[:, :, i] - torch.einsum("bhvk,bhk->bhv", S, k[:, :, i])
        S = S + torch.einsum("bh,bhv,bhk->bhvk", beta[:, :, i], err, k[:, :, i])
        out.append(torch.einsum("bhvk,bhk->bhv", S, q[:, :, i]))
    return torch.stack(out, 2)


# %% unwanted-scale: q / sqrt(d)
def delta_rule(q, k, v, beta):
    q = q * q.shape[-1] ** -0.5
    S = torch.zeros(*v.shape[:2], v.shape[-1], q.shape[-1])
    out = []
    for i in range(q.shape[2]):
        err = v[:, :, i] - torch.einsum("bhvk,bhk->bhv", S, k[:, :, i])
        S = S + torch.einsum("bh,bhv,bhk->bhvk", beta[:, :, i], err, k[:, :, i])
        out.append(torch.einsum("bhvk,bhk->bhv", S, q[:, :, i]))
    return torch.stack(out, 2)


# %% state-overwritten: S = ...
def delta_rule(q, k, v, beta):
    S = torch.zeros(*v.shape[:2], v.shape[-1], q.shape[-1])
    out = []
    for i in range(q.shape[2]):
        err = v[:, :, i] - torch.einsum("bhvk,bhk->bhv", S, k[:, :, i])
        S = torch.einsum("bh,bhv,bhk->bhvk", beta[:, :, i], err, k[:, :, i])
        out.append(torch.einsum("bhvk,bhk->bhv", S, q[:, :, i]))
    return torch.stack(out, 2)
