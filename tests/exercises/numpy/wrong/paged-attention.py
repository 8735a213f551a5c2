import numpy as np


def attend(q, k, v):
    """q: (H, d), k and v: (n, G, d)"""
    rep = q.shape[0] // k.shape[1]
    k, v = np.repeat(k, rep, axis=1), np.repeat(v, rep, axis=1)
    s = np.einsum("hd,nhd->hn", q, k) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return np.einsum("hn,nhd->hd", e / e.sum(axis=-1, keepdims=True), v)


# %% table-ignored: the first pages
def paged_attention(q, k_pages, v_pages, table, lengths):
    out = np.zeros_like(q)
    for b, n in enumerate(lengths):
        if n:
            k, v = k_pages.reshape(-1, *k_pages.shape[2:]), v_pages.reshape(-1, *v_pages.shape[2:])
            out[b] = attend(q[b], k[:n], v[:n])
    return out


# %% unused-slots-attended: whole pages
def paged_attention(q, k_pages, v_pages, table, lengths):
    out = np.zeros_like(q)
    for b in range(len(q)):
        pages = table[b][table[b] >= 0]
        if len(pages):
            out[b] = attend(q[b], np.concatenate(k_pages[pages]), np.concatenate(v_pages[pages]))
    return out


# %% page-and-slot-exchanged: divmod the wrong way round
def paged_attention(q, k_pages, v_pages, table, lengths):
    T = k_pages.shape[1]
    out = np.zeros_like(q)
    for b, n in enumerate(lengths):
        if n:
            slot, page = np.divmod(np.arange(n), T)
            out[b] = attend(q[b], k_pages[table[b, page], slot], v_pages[table[b, page], slot])
    return out


# %% page-and-slot-exchanged: number of pages in the place of their size
def paged_attention(q, k_pages, v_pages, table, lengths):
    M = table.shape[1]
    out = np.zeros_like(q)
    for b, n in enumerate(lengths):
        if n:
            p = np.arange(n)
            out[b] = attend(q[b], k_pages[table[b, p % M], p // M], v_pages[table[b, p % M], p // M])
    return out


# %% minus-one-read: all entries
def paged_attention(q, k_pages, v_pages, table, lengths):
    return np.stack([attend(q[b], np.concatenate(k_pages[table[b]]), np.concatenate(v_pages[table[b]])) for b in range(len(q))])


# %% groups-tiled-not-repeated: np.tile
def paged_attention(q, k_pages, v_pages, table, lengths):
    T, G = k_pages.shape[1:3]
    out = np.zeros_like(q)
    for b, n in enumerate(lengths):
        if n:
            p = np.arange(n)
            page = table[b, p // T]
            rep = (1, q.shape[1] // G, 1)
            out[b] = attend(q[b], np.tile(k_pages[page, p % T], rep), np.tile(v_pages[page, p % T], rep))
    return out


# %% length-off-by-one: one too few
def paged_attention(q, k_pages, v_pages, table, lengths):
    T = k_pages.shape[1]
    out = np.zeros_like(q)
    for b, n in enumerate(lengths):
        if n > 1:
            p = np.arange(n - 1)
            out[b] = attend(q[b], k_pages[table[b, p // T], p % T], v_pages[table[b, p // T], p % T])
    return out


# %% length-off-by-one: one too many
def paged_attention(q, k_pages, v_pages, table, lengths):
    T = k_pages.shape[1]
    out = np.zeros_like(q)
    for b, n in enumerate(lengths):
        if n:
            p = np.arange(min(n + 1, table.shape[1] * T))
            out[b] = attend(q[b], k_pages[table[b, p // T], p % T], v_pages[table[b, p // T], p % T])
    return out


# %% heads-reshaped-not-transposed: reshape
def paged_attention(q, k_pages, v_pages, table, lengths):
    T, G, d = k_pages.shape[1:]
    out = np.zeros_like(q)
    for b, n in enumerate(lengths):
        if n:
            k = k_pages[table[b]].reshape(-1, G, d).reshape(G, -1, d)[:, :n]
            v = v_pages[table[b]].reshape(-1, G, d).reshape(G, -1, d)[:, :n]
            out[b] = attend(q[b], k.swapaxes(0, 1), v.swapaxes(0, 1))
    return out


# %% missing-scale: none
def paged_attention(q, k_pages, v_pages, table, lengths):
    T = k_pages.shape[1]
    out = np.zeros_like(q)
    for b, n in enumerate(lengths):
        if n:
            p = np.arange(n)
            out[b] = attend(q[b] * np.sqrt(q.shape[-1]), k_pages[table[b, p // T], p % T], v_pages[table[b, p // T], p % T])
    return out
