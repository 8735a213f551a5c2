import math

import numpy as np

# %% concatenate, np.repeat
def decode_step(q, k_new, v_new, past_k, past_v):
    k = np.concatenate((past_k, k_new), axis=2)
    v = np.concatenate((past_v, v_new), axis=2)
    rep = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, rep, axis=1), np.repeat(v, rep, axis=1)
    s = np.matmul(q, k.transpose(0, 1, 3, 2)) / math.sqrt(q.shape[-1])
    s = s - s.max(axis=-1, keepdims=True)
    w = np.exp(s) / np.exp(s).sum(axis=-1, keepdims=True)
    return np.matmul(w, v)


# %% np.append along axis 2, loops
def decode_step(q, k_new, v_new, past_k, past_v):
    k, v = np.append(past_k, k_new, axis=2), np.append(past_v, v_new, axis=2)
    out = np.empty(q.shape)
    for b in range(q.shape[0]):
        for h in range(q.shape[1]):
            g = h // (q.shape[1] // k.shape[1])
            s = k[b, g] @ q[b, h, 0] / np.sqrt(q.shape[-1])
            p = np.exp(s - s.max())
            out[b, h, 0] = (p / p.sum()) @ v[b, g]
    return out


# %% allocated cache, float32
def decode_step(q, k_new, v_new, past_k, past_v):
    B, G, S, d = past_k.shape
    k = np.empty((B, G, S + 1, d), np.float32)
    v = np.empty((B, G, S + 1, d), np.float32)
    k[:, :, :S], k[:, :, S] = past_k, k_new[:, :, 0]
    v[:, :, :S], v[:, :, S] = past_v, v_new[:, :, 0]
    s = np.einsum("bgrd,bgsd->bgrs", q.reshape(B, G, -1, d), k) / np.float32(math.sqrt(d))
    p = np.exp(s - s.max(-1, keepdims=True))
    p /= p.sum(-1, keepdims=True)
    return np.einsum("bgrs,bgsd->bgrd", p, v).reshape(q.shape)


# %% token by token, with a running maximum
def decode_step(q, k_new, v_new, past_k, past_v):
    B, H, _, d = q.shape
    R = H // k_new.shape[1]
    top = np.full((B, H), -np.inf)
    total = np.zeros((B, H))
    out = np.zeros((B, H, d))
    for j in range(past_k.shape[2] + 1):
        key, value = (k_new[:, :, 0], v_new[:, :, 0]) if j == past_k.shape[2] else (past_k[:, :, j], past_v[:, :, j])
        score = (q[:, :, 0] * np.repeat(key, R, axis=1)).sum(-1) / np.sqrt(d)
        new_top = np.maximum(top, score)
        old = np.exp(top - new_top)
        p = np.exp(score - new_top)
        total = total * old + p
        out = out * old[..., None] + p[..., None] * np.repeat(value, R, axis=1)
        top = new_top
    return (out / total[..., None])[:, :, None]
