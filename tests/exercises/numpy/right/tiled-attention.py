import math

import numpy as np

# %% guarded by errstate and nan_to_num
def tiled_attention(q, k, v, block, causal):
    L, S, d = q.shape[2], k.shape[2], q.shape[3]
    m = np.full(q.shape[:3] + (1,), -np.inf)
    l = np.zeros(q.shape[:3] + (1,))
    o = np.zeros(q.shape[:3] + (v.shape[3],))
    with np.errstate(all="ignore"):
        for start in range(0, S, block):
            stop = min(S, start + block)
            s = np.matmul(q, k[:, :, start:stop].transpose(0, 1, 3, 2)) / np.sqrt(d)
            if causal:
                i = np.arange(L).reshape(L, 1) + S - L
                j = np.arange(start, stop).reshape(1, -1)
                s = np.where(j <= i, s, -np.inf)
            new = np.maximum(m, s.max(axis=-1, keepdims=True))
            p = np.nan_to_num(np.exp(s - new))
            scale = np.nan_to_num(np.exp(m - new))
            l = l * scale + p.sum(axis=-1, keepdims=True)
            o = o * scale + p @ v[:, :, start:stop]
            m = new
        return np.nan_to_num(o / l), np.squeeze(m + np.log(l), -1)


# %% einsum, a low number for masked scores, rows without keys cleared
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    m = np.full((B, H, L), -1e30)
    l = np.zeros((B, H, L))
    acc = np.zeros((B, H, L, v.shape[-1]))
    position = np.arange(L) + S - L
    for t in range(math.ceil(S / block)):
        js = np.arange(t * block, min((t + 1) * block, S))
        s = np.einsum("bhid,bhjd->bhij", q, k[:, :, js]) / math.sqrt(d)
        if causal:
            s[:, :, js[None, :] > position[:, None]] = -1e30
        new = np.maximum(m, s.max(-1))
        a = np.exp(m - new)
        p = np.exp(s - new[..., None])
        l = l * a + p.sum(-1)
        acc = acc * a[..., None] + np.einsum("bhij,bhjc->bhic", p, v[:, :, js])
        m = new
    out, lse = acc / l[..., None], m + np.log(l)
    if causal:
        out[:, :, position < 0] = 0.0
        lse[:, :, position < 0] = -np.inf
    return out, lse


# %% float32, two passes: first the log-sum-exp, by logaddexp
def tiled_attention(q, k, v, block, causal):
    q, k, v = (x.astype(np.float32) for x in (q, k, v))
    L, S = q.shape[-2], k.shape[-2]

    def scores(start):
        s = q @ np.swapaxes(k[..., start : start + block, :], -1, -2) / np.sqrt(np.float32(q.shape[-1]))
        if causal:
            s = np.where(np.tril(np.ones((L, s.shape[-1]), bool), S - L - start), s, -np.inf)
        return s

    lse = np.full(q.shape[:-1], -np.inf, np.float32)
    for start in range(0, S, block):
        lse = np.logaddexp(lse, np.logaddexp.reduce(scores(start), axis=-1))
    out = np.zeros((*q.shape[:-1], v.shape[-1]), np.float32)
    some = np.where(np.isfinite(lse), lse, 0)[..., None]
    for start in range(0, S, block):
        out += np.exp(scores(start) - some) @ v[..., start : start + block, :]
    return out, lse


# %% loops, lists returned
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    outs, lses = [], []
    for b in range(B):
        outs.append([])
        lses.append([])
        for h in range(H):
            rows, row_lses = [], []
            for i in range(L):
                m, l, acc = -math.inf, 0.0, np.zeros(v.shape[3])
                for j in range(S):
                    if causal and j > i + S - L:
                        break
                    s = float(q[b, h, i] @ k[b, h, j]) / math.sqrt(d)
                    new = max(m, s)
                    scale, p = math.exp(m - new), math.exp(s - new)
                    l, acc, m = l * scale + p, acc * scale + p * v[b, h, j], new
                rows.append(acc / l if l else acc)
                row_lses.append(m + math.log(l) if l else -math.inf)
            outs[b].append(rows)
            lses[b].append(row_lses)
    return np.array(outs), np.array(lses)
