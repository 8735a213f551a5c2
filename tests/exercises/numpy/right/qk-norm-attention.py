import numpy as np

# %% heads repeated
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    def norm(x, gain):
        return gain * x * (np.square(x).mean(axis=-1, keepdims=True) + eps) ** -0.5

    q, k = norm(q, gain_q), norm(k, gain_k)
    rep = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, rep, axis=1), np.repeat(v, rep, axis=1)
    s = np.einsum("bhld,bhsd->bhls", q, k) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p @ v, p


# %% gains multiplied into the scores, float32
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    q, k, v = (np.asarray(x, dtype=np.float32) for x in (q, k, v))
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    rms_q = np.sqrt(np.mean(q * q, axis=-1) + np.float32(eps))
    rms_k = np.sqrt(np.mean(k * k, axis=-1) + np.float32(eps))
    gain = (gain_q * gain_k).astype(np.float32) / np.sqrt(np.float32(d))
    qn = (q / rms_q[..., None] * gain).reshape(B, G, H // G, L, d)
    kn = k / rms_k[..., None]
    s = np.einsum("bgrld,bgsd->bgrls", qn, kn)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return np.einsum("bgrls,bgsd->bgrld", p, v).reshape(B, H, L, d)


# %% head by head
def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    out = np.zeros_like(q)
    H, G, d = q.shape[1], k.shape[1], q.shape[3]
    for h in range(H):
        g = h * G // H
        x = q[:, h] / np.sqrt((q[:, h] ** 2).sum(-1, keepdims=True) / d + eps) * gain_q
        y = k[:, g] / np.sqrt((k[:, g] ** 2).sum(-1, keepdims=True) / d + eps) * gain_k
        s = x @ y.transpose(0, 2, 1) / d**0.5
        e = np.exp(s - s.max(-1, keepdims=True))
        out[:, h] = e / e.sum(-1, keepdims=True) @ v[:, g]
    return out
