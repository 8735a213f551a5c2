import numpy as np

# %% blocks of 32 keys, collected and joined
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    D = np.einsum("bhid,bhid->bhi", dout, out)[..., None]
    dq, dk, dv = 0, [], []
    for j in range(0, k.shape[2], 32):
        kj, vj = k[:, :, j : j + 32], v[:, :, j : j + 32]
        p = np.exp(c * (q @ kj.transpose(0, 1, 3, 2)) - lse[..., None])
        ds = c * p * (dout @ vj.transpose(0, 1, 3, 2) - D)
        dq = dq + ds @ kj
        dk.append(ds.transpose(0, 1, 3, 2) @ q)
        dv.append(p.transpose(0, 1, 3, 2) @ dout)
    return dq, np.concatenate(dk, axis=2), np.concatenate(dv, axis=2)


# %% tiles of queries and keys
def flash_backward(q, k, v, out, lse, dout):
    c = 1 / np.sqrt(q.shape[-1])
    D = (dout * out).sum(-1)
    dq, dk, dv = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    T = 48
    for j in range(0, k.shape[2], T):
        for i in range(0, q.shape[2], T):
            qi, gi = q[:, :, i : i + T], dout[:, :, i : i + T]
            kj, vj = k[:, :, j : j + T], v[:, :, j : j + T]
            p = np.exp(qi @ kj.swapaxes(2, 3) * c - lse[:, :, i : i + T, None])
            ds = p * (gi @ vj.swapaxes(2, 3) - D[:, :, i : i + T, None])
            dq[:, :, i : i + T] += ds @ kj * c
            dk[:, :, j : j + T] += ds.swapaxes(2, 3) @ qi * c
            dv[:, :, j : j + T] += p.swapaxes(2, 3) @ gi
    return dq, dk, dv


# %% query after query, in float32
def flash_backward(q, k, v, out, lse, dout):
    q, k, v, out, lse, dout = (a.astype(np.float32) for a in (q, k, v, out, lse, dout))
    c = np.float32(q.shape[-1] ** -0.5)
    dq, dk, dv = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    for b, h, i in np.ndindex(lse.shape):
        p = np.exp(k[b, h] @ q[b, h, i] * c - lse[b, h, i])
        ds = c * p * (v[b, h] @ dout[b, h, i] - dout[b, h, i] @ out[b, h, i])
        dq[b, h, i] = ds @ k[b, h]
        dk[b, h] += np.outer(ds, q[b, h, i])
        dv[b, h] += np.outer(p, dout[b, h, i])
    return dq, dk, dv
