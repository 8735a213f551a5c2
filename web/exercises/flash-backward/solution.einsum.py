import numpy as np

BLOCK = 64  # keys at a time


def flash_backward(q, k, v, out, lse, dout):
    scale = 1 / np.sqrt(q.shape[-1])
    average = np.einsum("bhic,bhic->bhi", dout, out)  # (B, H, L), D: the sum of P * dP of a whole row
    dq, dk, dv = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    for start in range(0, k.shape[-2], BLOCK):
        block = slice(start, start + BLOCK)
        keys, values = k[..., block, :], v[..., block, :]  # (B, H, b, d), b <= BLOCK
        scores = np.einsum("bhic,bhjc->bhij", q, keys) * scale  # (B, H, L, b)
        p = np.exp(scores - lse[..., None])  # (B, H, L, b)
        dp = np.einsum("bhic,bhjc->bhij", dout, values)  # (B, H, L, b)
        ds = p * (dp - average[..., None]) * scale  # (B, H, L, b)
        dq += np.einsum("bhij,bhjc->bhic", ds, keys)  # (B, H, L, d)
        dk[..., block, :] = np.einsum("bhij,bhic->bhjc", ds, q)  # (B, H, b, d)
        dv[..., block, :] = np.einsum("bhij,bhic->bhjc", p, dout)  # (B, H, b, d)
    return dq, dk, dv
