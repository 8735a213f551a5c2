import numpy as np

# %% np.outer, head by head
def delta_rule(q, k, v, beta):
    out = np.zeros(v.shape)
    for b, h in np.ndindex(beta.shape[:2]):
        S = np.zeros((v.shape[-1], k.shape[-1]))
        for i in range(q.shape[2]):
            S += beta[b, h, i] * np.outer(v[b, h, i] - S @ k[b, h, i], k[b, h, i])
            out[b, h, i] = S @ q[b, h, i]
    return out


# %% the state as d x dv
def delta_rule(q, k, v, beta):
    B, H, L, d = q.shape
    S = np.zeros((B, H, d, v.shape[-1]))
    out = np.zeros_like(v)
    for t in range(L):
        kt, vt, bt = k[:, :, t, None, :], v[:, :, t, None, :], beta[:, :, t, None, None]
        u = bt * (vt - kt @ S)
        S = S + kt.swapaxes(-1, -2) @ u
        out[:, :, t] = (q[:, :, t, None, :] @ S).squeeze(-2)
    return out


# %% erase, then write, in float32
def delta_rule(q, k, v, beta):
    q, k, v, beta = (a.astype(np.float32) for a in (q, k, v, beta))
    B, H, L, d = q.shape
    S = np.zeros((B, H, v.shape[-1], d), dtype=np.float32)
    eye = np.eye(d, dtype=np.float32)
    rows = []
    for t in range(L):
        bk = beta[:, :, t, None] * k[:, :, t]
        S = S @ (eye - bk[..., :, None] * k[:, :, t, None, :]) + v[:, :, t, :, None] * bk[..., None, :]
        rows.append(np.einsum("bhed,bhd->bhe", S, q[:, :, t]))
    return np.stack(rows, axis=2)
