import numpy as np

# %% normalized-again: divided by the sum of the block
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    D = (dout * out).sum(-1, keepdims=True)
    dq, dk, dv = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    for j in range(0, k.shape[2], 32):
        s = slice(j, j + 32)
        p = np.exp(c * q @ k[:, :, s].swapaxes(2, 3) - lse[..., None])
        p = p / p.sum(-1, keepdims=True)
        ds = c * p * (dout @ v[:, :, s].swapaxes(2, 3) - D)
        dq += ds @ k[:, :, s]
        dk[:, :, s] = ds.swapaxes(2, 3) @ q
        dv[:, :, s] = p.swapaxes(2, 3) @ dout
    return dq, dk, dv


# %% missing-keepdims: lse
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    D = (dout * out).sum(-1, keepdims=True)
    dq, dk, dv = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    for j in range(0, k.shape[2], 32):
        s = slice(j, j + 32)
        p = np.exp(c * q @ k[:, :, s].swapaxes(2, 3) - lse)
        ds = c * p * (dout @ v[:, :, s].swapaxes(2, 3) - D)
        dq += ds @ k[:, :, s]
        dk[:, :, s] = ds.swapaxes(2, 3) @ q
        dv[:, :, s] = p.swapaxes(2, 3) @ dout
    return dq, dk, dv


# %% d-per-key: sum over axis 2
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    dq, dk, dv = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    for j in range(0, k.shape[2], 32):
        s = slice(j, j + 32)
        p = np.exp(c * q @ k[:, :, s].swapaxes(2, 3) - lse[..., None])
        dp = dout @ v[:, :, s].swapaxes(2, 3)
        ds = c * p * (dp - (p * dp).sum(axis=2, keepdims=True))
        dq += ds @ k[:, :, s]
        dk[:, :, s] = ds.swapaxes(2, 3) @ q
        dv[:, :, s] = p.swapaxes(2, 3) @ dout
    return dq, dk, dv


# %% not-accumulated: dq of the last block
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    D = (dout * out).sum(-1, keepdims=True)
    dk, dv = np.zeros_like(k), np.zeros_like(v)
    for j in range(0, k.shape[2], 64):
        s = slice(j, j + 64)
        p = np.exp(c * q @ k[:, :, s].swapaxes(2, 3) - lse[..., None])
        ds = c * p * (dout @ v[:, :, s].swapaxes(2, 3) - D)
        dq = ds @ k[:, :, s]
        dk[:, :, s] = ds.swapaxes(2, 3) @ q
        dv[:, :, s] = p.swapaxes(2, 3) @ dout
    return dq, dk, dv


# %% lse-of-unscaled-scores: scale in the gradient only
def flash_backward(q, k, v, out, lse, dout):
    c = q.shape[-1] ** -0.5
    D = (dout * out).sum(-1, keepdims=True)
    dq, dk, dv = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    for j in range(0, k.shape[2], 32):
        s = slice(j, j + 32)
        p = np.exp(q @ k[:, :, s].swapaxes(2, 3) - lse[..., None])
        ds = c * p * (dout @ v[:, :, s].swapaxes(2, 3) - D)
        dq += ds @ k[:, :, s]
        dk[:, :, s] = ds.swapaxes(2, 3) @ q
        dv[:, :, s] = p.swapaxes(2, 3) @ dout
    return dq, dk, dv
