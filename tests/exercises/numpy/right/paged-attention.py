import math

import numpy as np

# %% fancy indices, sequence by sequence
def paged_attention(q, k_pages, v_pages, table, lengths):
    out = np.zeros_like(q)
    T, G = k_pages.shape[1], k_pages.shape[2]
    for b, n in enumerate(lengths):
        if n == 0:
            continue
        p = np.arange(n)
        k = np.repeat(k_pages[table[b][p // T], p % T], q.shape[1] // G, axis=1)
        v = np.repeat(v_pages[table[b][p // T], p % T], q.shape[1] // G, axis=1)
        s = np.einsum("hd,nhd->hn", q[b], k) / np.sqrt(q.shape[-1])
        e = np.exp(s - s.max(axis=1, keepdims=True))
        out[b] = np.einsum("hn,nhd->hd", e / e.sum(axis=1, keepdims=True), v)
    return out


# %% pages concatenated
def paged_attention(q, k_pages, v_pages, table, lengths):
    B, H, d = q.shape
    rep = H // k_pages.shape[2]
    out = []
    for b in range(B):
        pages = [page for page in table[b] if page >= 0]
        if not pages:
            out.append(np.zeros((H, d)))
            continue
        keys = np.concatenate([k_pages[page] for page in pages], axis=0)[: lengths[b]]
        values = np.concatenate([v_pages[page] for page in pages], axis=0)[: lengths[b]]
        heads = []
        for h in range(H):
            s = keys[:, h // rep] @ q[b, h] / math.sqrt(d)
            w = np.exp(s - np.max(s))
            heads.append(w / w.sum() @ values[:, h // rep])
        out.append(np.stack(heads))
    return np.stack(out)


# %% all at once, -inf
def paged_attention(q, k_pages, v_pages, table, lengths):
    B, H, d = q.shape
    _, T, G, _ = k_pages.shape
    S = table.shape[1] * T
    used = np.arange(S)[None] < lengths[:, None]
    k = np.where(used[:, :, None, None], k_pages[table].reshape(B, S, G, d), 0).transpose(0, 2, 1, 3)
    v = np.where(used[:, :, None, None], v_pages[table].reshape(B, S, G, d), 0).transpose(0, 2, 1, 3)
    s = q.reshape(B, G, H // G, d) @ k.swapaxes(2, 3) / d ** 0.5
    s = np.where(used[:, None, None], s, -np.inf)
    top = s.max(-1, keepdims=True)
    top[np.isneginf(top)] = 0
    e = np.exp(s - top)
    total = e.sum(-1, keepdims=True)
    w = np.divide(e, total, out=np.zeros_like(e), where=total > 0)
    return (w @ v).reshape(B, H, d)
