import math

import numpy as np

# %% sliced, np.repeat
def ragged_decode(q, k, v, lengths):
    B, H, _, d = q.shape
    rep = H // k.shape[1]
    out = np.zeros((B, H, 1, d))
    for b in range(B):
        n = lengths[b]
        if n == 0:
            continue
        kb, vb = np.repeat(k[b, :, :n], rep, axis=0), np.repeat(v[b, :, :n], rep, axis=0)
        s = q[b] @ kb.transpose(0, 2, 1) / np.sqrt(d)
        e = np.exp(s - s.max(axis=-1, keepdims=True))
        out[b] = (e / e.sum(axis=-1, keepdims=True)) @ vb
    return out


# %% np.where, -1e30, total of 0 replaced
def ragged_decode(q, k, v, lengths):
    rep = q.shape[1] // k.shape[1]
    used = np.arange(k.shape[2])[None, :] < np.asarray(lengths)[:, None]
    k = np.where(used[:, None, :, None], k, 0).repeat(rep, axis=1)
    v = np.where(used[:, None, :, None], v, 0).repeat(rep, axis=1)
    s = np.einsum("bhqd,bhsd->bhqs", q, k) / math.sqrt(q.shape[-1])
    s = np.where(used[:, None, None], s, -1e30)
    e = np.exp(s - s.max(-1, keepdims=True)) * used[:, None, None]
    total = e.sum(-1, keepdims=True)
    total[total == 0] = 1
    return np.einsum("bhqs,bhsd->bhqd", e / total, v)


# %% -inf, errors ignored, nan_to_num of the weights
def ragged_decode(q, k, v, lengths):
    B, H, _, d = q.shape
    G, S = k.shape[1:3]
    k, v = k.copy(), v.copy()
    unused = np.arange(S) >= lengths.reshape(-1, 1)
    k[np.broadcast_to(unused[:, None], (B, G, S))] = 0
    v[np.broadcast_to(unused[:, None], (B, G, S))] = 0
    s = q.reshape(B, G, H // G, d) @ k.swapaxes(2, 3) * d ** -0.5
    s[np.broadcast_to(unused[:, None, None], s.shape)] = -np.inf
    with np.errstate(invalid="ignore"):
        e = np.exp(s - s.max(-1, keepdims=True))
        w = np.nan_to_num(e / e.sum(-1, keepdims=True))
    return (w @ v).reshape(B, H, 1, d)


# %% slot by slot
def ragged_decode(q, k, v, lengths):
    out = np.zeros(q.shape, dtype=np.float32)
    rep = q.shape[1] // k.shape[1]
    for b, n in enumerate(lengths):
        for h in range(q.shape[1]):
            top, total, acc = -math.inf, 0.0, np.zeros(q.shape[-1])
            for j in range(n):
                s = float(q[b, h, 0] @ k[b, h // rep, j]) / math.sqrt(q.shape[-1])
                new = max(top, s)
                old, p = math.exp(top - new), math.exp(s - new)
                total, acc, top = total * old + p, acc * old + p * v[b, h // rep, j], new
            if total > 0:
                out[b, h, 0] = acc / total
    return out
