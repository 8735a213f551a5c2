import torch

# %% chunks of the keys, joined
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    D = (dout * out).sum(-1, keepdim=True)
    dq, dk, dv = torch.zeros_like(q), [], []
    for kj, vj in zip(k.split(32, dim=2), v.split(32, dim=2)):
        p = torch.exp(q @ kj.mT * c - lse.unsqueeze(-1))
        ds = p * (dout @ vj.mT - D) * c
        dq = dq + ds @ kj
        dk.append(ds.mT @ q)
        dv.append(p.mT @ dout)
    return dq, torch.cat(dk, dim=2), torch.cat(dv, dim=2)


# %% tiles of queries and keys
def flash_backward(q, k, v, out, lse, dout):
    c = 1 / q.shape[-1] ** 0.5
    D = torch.einsum("bhid,bhid->bhi", dout, out)
    dq, dk, dv = torch.zeros_like(q), torch.zeros_like(k), torch.zeros_like(v)
    T = 64
    for j in range(0, k.shape[2], T):
        for i in range(0, q.shape[2], T):
            qi, gi = q[:, :, i : i + T], dout[:, :, i : i + T]
            kj, vj = k[:, :, j : j + T], v[:, :, j : j + T]
            p = (qi @ kj.transpose(2, 3) * c - lse[:, :, i : i + T, None]).exp()
            ds = p * (gi @ vj.transpose(2, 3) - D[:, :, i : i + T, None])
            dq[:, :, i : i + T] += ds @ kj * c
            dk[:, :, j : j + T] += ds.transpose(2, 3) @ qi * c
            dv[:, :, j : j + T] += p.transpose(2, 3) @ gi
    return dq, dk, dv
