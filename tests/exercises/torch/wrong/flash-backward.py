import torch

# %% score-matrix-kept: all keys at once
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    p = torch.exp(q @ k.mT * c - lse[..., None])
    ds = p * (dout @ v.mT - (dout * out).sum(-1, keepdim=True)) * c
    return ds @ k, ds.mT @ q, p.mT @ dout


# %% normalized-again: softmax of a chunk
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    D = (dout * out).sum(-1, keepdim=True)
    dq, dk, dv = torch.zeros_like(q), [], []
    for kj, vj in zip(k.split(128, dim=2), v.split(128, dim=2)):
        p = torch.softmax(q @ kj.mT * c, dim=-1)
        ds = p * (dout @ vj.mT - D) * c
        dq = dq + ds @ kj
        dk.append(ds.mT @ q)
        dv.append(p.mT @ dout)
    return dq, torch.cat(dk, dim=2), torch.cat(dv, dim=2)


# %% d-of-the-block: p dp of a chunk
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    dq, dk, dv = torch.zeros_like(q), [], []
    for kj, vj in zip(k.split(64, dim=2), v.split(64, dim=2)):
        p = torch.exp(q @ kj.mT * c - lse[..., None])
        dp = dout @ vj.mT
        ds = p * (dp - (p * dp).sum(-1, keepdim=True)) * c
        dq = dq + ds @ kj
        dk.append(ds.mT @ q)
        dv.append(p.mT @ dout)
    return dq, torch.cat(dk, dim=2), torch.cat(dv, dim=2)


# %% missing-keepdims: D
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    D = (dout * out).sum(-1)
    dq, dk, dv = torch.zeros_like(q), [], []
    for kj, vj in zip(k.split(64, dim=2), v.split(64, dim=2)):
        p = torch.exp(q @ kj.mT * c - lse[..., None])
        ds = p * (dout @ vj.mT - D) * c
        dq = dq + ds @ kj
        dk.append(ds.mT @ q)
        dv.append(p.mT @ dout)
    return dq, torch.cat(dk, dim=2), torch.cat(dv, dim=2)


# %% scale-missing-in-gradient: in the scores only
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    D = (dout * out).sum(-1, keepdim=True)
    dq, dk, dv = torch.zeros_like(q), [], []
    for kj, vj in zip(k.split(64, dim=2), v.split(64, dim=2)):
        p = torch.exp(q @ kj.mT * c - lse[..., None])
        ds = p * (dout @ vj.mT - D)
        dq = dq + ds @ kj
        dk.append(ds.mT @ q)
        dv.append(p.mT @ dout)
    return dq, torch.cat(dk, dim=2), torch.cat(dv, dim=2)


# %% not-normalized: no lse
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    D = (dout * out).sum(-1, keepdim=True)
    dq, dk, dv = torch.zeros_like(q), [], []
    for kj, vj in zip(k.split(64, dim=2), v.split(64, dim=2)):
        p = torch.exp(q @ kj.mT * c)
        ds = p * (dout @ vj.mT - D) * c
        dq = dq + ds @ kj
        dk.append(ds.mT @ q)
        dv.append(p.mT @ dout)
    return dq, torch.cat(dk, dim=2), torch.cat(dv, dim=2)
