import numpy as np


def rope(x, positions, base):
    d = x.shape[-1]
    freqs = np.einsum("bn,i->bni", positions, 1.0 / base ** (np.arange(0, d, 2) / d))
    emb = np.concatenate([freqs, freqs], axis=-1)[:, None]
    x1, x2 = x[..., : d // 2], x[..., d // 2 :]
    return x * np.cos(emb) + np.concatenate([-x2, x1], axis=-1) * np.sin(emb)


# %% -1e9 and a test of the mask
def rope_attention(q, k, v, q_positions, k_positions, base):
    q, k = rope(q, q_positions, base), rope(k, k_positions, base)
    n = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, n, axis=1), np.repeat(v, n, axis=1)
    mask = k_positions[:, None, None, :] <= q_positions[:, None, :, None]
    scores = np.where(mask, q @ k.transpose(0, 1, 3, 2) / np.sqrt(q.shape[-1]), -1e9)
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = e / e.sum(axis=-1, keepdims=True)
    weights = weights * mask.any(axis=-1, keepdims=True)
    return weights @ v


# %% -inf and nan_to_num
def rope_attention(q, k, v, q_positions, k_positions, base):
    q, k = rope(q, q_positions, base), rope(k, k_positions, base)
    n = q.shape[1] // k.shape[1]
    scores = np.einsum("bhld,bhsd->bhls", q, k.repeat(n, 1)) / q.shape[-1] ** 0.5
    hidden = k_positions[:, None, None] > q_positions[:, None, :, None]
    scores[np.broadcast_to(hidden, scores.shape)] = -np.inf
    with np.errstate(invalid="ignore", divide="ignore"):
        e = np.exp(scores - scores.max(-1, keepdims=True))
        weights = np.nan_to_num(e / e.sum(-1, keepdims=True))
    return weights @ v.repeat(n, 1), weights


# %% a loop over entries and query heads, only visible keys
def rope_attention(q, k, v, q_positions, k_positions, base):
    q, k = rope(q, q_positions, base), rope(k, k_positions, base)
    B, H, L, d = q.shape
    out = np.zeros((B, H, L, d))
    for b in range(B):
        for h in range(H):
            g = h // (H // k.shape[1])
            for i in range(L):
                seen = np.flatnonzero(k_positions[b] <= q_positions[b, i])
                if seen.size == 0:
                    continue
                s = k[b, g, seen] @ q[b, h, i] / np.sqrt(d)
                p = np.exp(s - s.max())
                out[b, h, i] = p / p.sum() @ v[b, g, seen]
    return out


# %% groups in an axis of their own, additive mask
def rope_attention(q, k, v, q_positions, k_positions, base):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    q = rope(q, q_positions, base).reshape(B, G, H // G, L, d)
    k = rope(k, k_positions, base)
    bias = np.where(k_positions[:, None] <= q_positions[..., None], 0.0, np.finfo(np.float32).min)[:, None, None]
    s = q @ k[:, :, None].swapaxes(-1, -2) / np.sqrt(d) + bias
    w = np.exp(s - s.max(axis=-1, keepdims=True))
    w = w / w.sum(axis=-1, keepdims=True) * (bias == 0)
    return (w @ v[:, :, None]).reshape(B, H, L, d)
