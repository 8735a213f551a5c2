import numpy as np

# %% a value of 1 beside the others
def linear_attention(q, k, v):
    phi = lambda x: np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))
    q, k = phi(q), phi(k)
    v1 = np.concatenate([v, np.ones(v.shape[:-1] + (1,))], axis=-1)
    out = q @ (k.transpose(0, 1, 3, 2) @ v1)
    return out[..., :-1] / out[..., -1:]


# %% einsum, in float32
def linear_attention(q, k, v):
    q, k, v = (a.astype(np.float32) for a in (q, k, v))
    fq = np.where(q > 0, q, np.expm1(np.minimum(q, 0))) + 1
    fk = np.where(k > 0, k, np.expm1(np.minimum(k, 0))) + 1
    kv = np.einsum("...sd,...se->...de", fk, v)
    z = 1 / np.einsum("...ld,...d->...l", fq, fk.sum(-2))
    return np.einsum("...ld,...de,...l->...le", fq, kv, z)


# %% head by head, with an overflow that is not chosen
def linear_attention(q, k, v):
    B, H, L, d = q.shape
    out = np.empty((B, H, L, v.shape[-1]))
    with np.errstate(over="ignore"):
        fq = np.where(q > 0, q + 1, np.exp(q))
        fk = np.where(k > 0, k + 1, np.exp(k))
    for b in range(B):
        for h in range(H):
            state = fk[b, h].T @ v[b, h]
            out[b, h] = (fq[b, h] @ state) / (fq[b, h] @ fk[b, h].sum(0))[:, None]
    return out
