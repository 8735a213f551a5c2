import torch

# %% matrix products
def delta_rule(q, k, v, beta):
    B, H, L, d = q.shape
    S = q.new_zeros(B, H, d, v.shape[-1])
    out = []
    for t in range(L):
        kt, vt = k[:, :, t : t + 1], v[:, :, t : t + 1]
        u = beta[:, :, t, None, None] * (vt - kt @ S)
        S = S + kt.transpose(-1, -2) @ u
        out.append(q[:, :, t : t + 1] @ S)
    return torch.cat(out, dim=2)


# %% einsum, written into the result
def delta_rule(q, k, v, beta):
    S = torch.zeros(*v.shape[:2], v.shape[-1], q.shape[-1])
    o = torch.zeros_like(v)
    for i in range(q.shape[2]):
        err = v[:, :, i] - torch.einsum("bhvk,bhk->bhv", S, k[:, :, i])
        S = S + torch.einsum("bh,bhv,bhk->bhvk", beta[:, :, i], err, k[:, :, i])
        o[:, :, i] = torch.einsum("bhvk,bhk->bhv", S, q[:, :, i])
    return o


# %% sums instead of products
def delta_rule(q, k, v, beta):
    S, out = 0, []
    for qt, kt, vt, bt in zip(q.unbind(2), k.unbind(2), v.unbind(2), beta.unbind(2)):
        old = (S * kt.unsqueeze(-2)).sum(-1)
        S = S + (bt.unsqueeze(-1) * (vt - old)).unsqueeze(-1) * kt.unsqueeze(-2)
        out.append((S * qt.unsqueeze(-2)).sum(-1))
    return torch.stack(out, dim=2)
