import numpy as np

# %% added-not-corrected: linear attention
def delta_rule(q, k, v, beta):
    out = np.zeros(v.shape)
    for b, h in np.ndindex(beta.shape[:2]):
        S = np.zeros((v.shape[-1], k.shape[-1]))
        for i in range(q.shape[2]):
            S += beta[b, h, i] * np.outer(v[b, h, i], k[b, h, i])
            out[b, h, i] = S @ q[b, h, i]
    return out


# %% state-transposed: q @ S
def delta_rule(q, k, v, beta):
    out = np.zeros(v.shape)
    for b, h in np.ndindex(beta.shape[:2]):
        S = np.zeros((v.shape[-1], k.shape[-1]))
        for i in range(q.shape[2]):
            S += beta[b, h, i] * np.outer(v[b, h, i] - S @ k[b, h, i], k[b, h, i])
            out[b, h, i] = q[b, h, i] @ S
    return out


# %% missing-keepdims: beta[:, :, t]
def delta_rule(q, k, v, beta):
    B, H, L, d = q.shape
    S = np.zeros((B, H, v.shape[-1], d))
    out = np.zeros_like(v)
    for t in range(L):
        old = np.einsum("bhed,bhd->bhe", S, k[:, :, t])
        u = beta[:, :, t] * (v[:, :, t] - old)
        S = S + u[..., None] * k[:, :, t, None, :]
        out[:, :, t] = np.einsum("bhed,bhd->bhe", S, q[:, :, t])
    return out


# %% corrected-after-writing: two updates
def delta_rule(q, k, v, beta):
    out = np.zeros(v.shape)
    for b, h in np.ndindex(beta.shape[:2]):
        S = np.zeros((v.shape[-1], k.shape[-1]))
        for i in range(q.shape[2]):
            S += beta[b, h, i] * np.outer(v[b, h, i], k[b, h, i])
            S -= beta[b, h, i] * np.outer(S @ k[b, h, i], k[b, h, i])
            out[b, h, i] = S @ q[b, h, i]
    return out


# %% state-not-reset: per entry only
def delta_rule(q, k, v, beta):
    out = np.zeros(v.shape)
    for b in range(len(q)):
        S = np.zeros((v.shape[-1], k.shape[-1]))
        for h in range(q.shape[1]):
            for i in range(q.shape[2]):
                S += beta[b, h, i] * np.outer(v[b, h, i] - S @ k[b, h, i], k[b, h, i])
                out[b, h, i] = S @ q[b, h, i]
    return out


# %% mask-ignored: read in the end
def delta_rule(q, k, v, beta):
    out = np.zeros(v.shape)
    for b, h in np.ndindex(beta.shape[:2]):
        S = np.zeros((v.shape[-1], k.shape[-1]))
        for i in range(q.shape[2]):
            S += beta[b, h, i] * np.outer(v[b, h, i] - S @ k[b, h, i], k[b, h, i])
        out[b, h] = q[b, h] @ S.T
    return out
