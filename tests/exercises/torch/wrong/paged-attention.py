import math

import torch
import torch.nn.functional as F


def attend(q, k, v, unused):
    """q: (B, H, d), k and v: (B, S, G, d), unused: (B, S)"""
    rep = q.size(1) // k.size(2)
    k, v = k.repeat_interleave(rep, 2).transpose(1, 2), v.repeat_interleave(rep, 2).transpose(1, 2)
    unused = unused[:, None, None]
    scores = q[:, :, None] @ k.mT / math.sqrt(q.size(-1))
    weights = torch.softmax(scores.masked_fill(unused, -1e9), dim=-1).masked_fill(unused, 0.0)
    return (weights @ v.masked_fill(unused.mT, 0.0)).squeeze(2)


def gather(pages, table):
    return pages[table.clamp(min=0)].flatten(1, 2)


def after(table, T, lengths):
    return torch.arange(table.size(1) * T) >= lengths[:, None]


def one(q, k, v):
    """q: (H, d), k and v: (n, G, d)"""
    rep = q.size(0) // k.size(1)
    k, v = k.repeat_interleave(rep, 1), v.repeat_interleave(rep, 1)
    weights = torch.softmax(torch.einsum("hd,nhd->hn", q, k) / math.sqrt(q.size(-1)), -1)
    return torch.einsum("hn,nhd->hd", weights, v)


# %% table-ignored: the first pages
def paged_attention(q, k_pages, v_pages, table, lengths):
    out = torch.zeros_like(q)
    k, v = k_pages.flatten(0, 1), v_pages.flatten(0, 1)
    for b, n in enumerate(lengths.tolist()):
        if n > 0:
            out[b] = one(q[b], k[:n], v[:n])
    return out


# %% table-ignored: one sequence after the other
def paged_attention(q, k_pages, v_pages, table, lengths):
    out = torch.zeros_like(q)
    T = k_pages.size(1)
    page = 0
    for b, n in enumerate(lengths.tolist()):
        count = math.ceil(n / T)
        if n > 0:
            k, v = k_pages[page : page + count].flatten(0, 1), v_pages[page : page + count].flatten(0, 1)
            out[b] = one(q[b], k[:n], v[:n])
        page += count
    return out


# %% unused-slots-attended: whole pages
def paged_attention(q, k_pages, v_pages, table, lengths):
    out = torch.zeros_like(q)
    T = k_pages.size(1)
    for b, n in enumerate(lengths.tolist()):
        if n > 0:
            pages = table[b, : math.ceil(n / T)]
            out[b] = one(q[b], k_pages[pages].flatten(0, 1), v_pages[pages].flatten(0, 1))
    return out


# %% unused-slots-attended: pages that are there
def paged_attention(q, k_pages, v_pages, table, lengths):
    free = (table < 0).repeat_interleave(k_pages.size(1), dim=1)
    return attend(q, gather(k_pages, table), gather(v_pages, table), free)


# %% page-and-slot-exchanged: remainder for the page
def paged_attention(q, k_pages, v_pages, table, lengths):
    out = torch.zeros_like(q)
    T = k_pages.size(1)
    for b, n in enumerate(lengths.tolist()):
        if n > 0:
            places = [(table[b, p % T], p // T) for p in range(n)]
            keys = torch.stack([k_pages[page, slot] for page, slot in places])
            values = torch.stack([v_pages[page, slot] for page, slot in places])
            out[b] = one(q[b], keys, values)
    return out


# %% page-and-slot-exchanged: slots before pages
def paged_attention(q, k_pages, v_pages, table, lengths):
    k = k_pages[table].transpose(1, 2).flatten(1, 2)
    v = v_pages[table].transpose(1, 2).flatten(1, 2)
    return attend(q, k, v, after(table, k_pages.size(1), lengths))


# %% minus-one-read: no lengths
def paged_attention(q, k_pages, v_pages, table, lengths):
    k, v = k_pages[table].flatten(1, 2), v_pages[table].flatten(1, 2)
    return attend(q, k, v, torch.zeros(k.shape[:2], dtype=torch.bool))


# %% minus-one-read: sequence by sequence
def paged_attention(q, k_pages, v_pages, table, lengths):
    return torch.stack(
        [one(q[b], torch.cat([k_pages[p] for p in table[b]]), torch.cat([v_pages[p] for p in table[b]])) for b in range(len(q))]
    )


# %% groups-tiled-not-repeated: repeat
def paged_attention(q, k_pages, v_pages, table, lengths):
    rep = q.size(1) // k_pages.size(2)
    k, v = gather(k_pages, table).repeat(1, 1, rep, 1), gather(v_pages, table).repeat(1, 1, rep, 1)
    return attend(q, k, v, after(table, k_pages.size(1), lengths))


# %% groups-tiled-not-repeated: modulo
def paged_attention(q, k_pages, v_pages, table, lengths):
    k, v = gather(k_pages, table), gather(v_pages, table)
    index = torch.arange(q.size(1)) % k.size(2)
    return attend(q, k[:, :, index], v[:, :, index], after(table, k_pages.size(1), lengths))


# %% length-off-by-one: one too many
def paged_attention(q, k_pages, v_pages, table, lengths):
    k, v = k_pages[table].flatten(1, 2), v_pages[table].flatten(1, 2)
    return attend(q, k, v, torch.arange(k.size(1)) > lengths[:, None])


# %% length-off-by-one: one too many, of pages that are clamped
def paged_attention(q, k_pages, v_pages, table, lengths):
    B, H, d = q.shape
    N, T, G, _ = k_pages.shape
    M = table.shape[1]
    idx = table.clamp(min=0)
    k, v = k_pages[idx].flatten(1, 2), v_pages[idx].flatten(1, 2)
    ok = torch.arange(M * T)[None] <= lengths[:, None]
    k = k.masked_fill(~ok[..., None, None], 0).repeat_interleave(H // G, 2)
    v = v.masked_fill(~ok[..., None, None], 0).repeat_interleave(H // G, 2)
    s = torch.einsum("bhd,bnhd->bhn", q, k) / math.sqrt(d)
    w = s.masked_fill(~ok[:, None], float("-inf")).softmax(-1)
    return torch.einsum("bhn,bnhd->bhd", w, v)


# %% length-off-by-one: one too few
def paged_attention(q, k_pages, v_pages, table, lengths):
    return attend(q, gather(k_pages, table), gather(v_pages, table), after(table, k_pages.size(1), lengths - 1))


# %% heads-reshaped-not-transposed: view
def paged_attention(q, k_pages, v_pages, table, lengths):
    B, H, d = q.shape
    T, G = k_pages.shape[1:3]
    k = gather(k_pages, table).view(B, G, -1, d).transpose(1, 2)
    v = gather(v_pages, table).view(B, G, -1, d).transpose(1, 2)
    return attend(q, k, v, after(table, T, lengths))


# %% rubbish-multiplied: values left as they are
def paged_attention(q, k_pages, v_pages, table, lengths):
    rep = q.size(1) // k_pages.size(2)
    k, v = gather(k_pages, table).repeat_interleave(rep, 2), gather(v_pages, table).repeat_interleave(rep, 2)
    unused = after(table, k_pages.size(1), lengths)[:, None]
    scores = torch.einsum("bhd,bshd->bhs", q, k) / math.sqrt(q.size(-1))
    weights = F.softmax(scores.masked_fill(unused, -1e9), -1).masked_fill(unused, 0)
    return torch.einsum("bhs,bshd->bhd", weights, v)


# %% masked-row-nan: -inf
def paged_attention(q, k_pages, v_pages, table, lengths):
    rep = q.size(1) // k_pages.size(2)
    unused = after(table, k_pages.size(1), lengths)
    k = gather(k_pages, table).repeat_interleave(rep, 2)
    v = gather(v_pages, table).masked_fill(unused[:, :, None, None], 0.0).repeat_interleave(rep, 2)
    scores = torch.einsum("bhd,bshd->bhs", q, k) / math.sqrt(q.size(-1))
    weights = F.softmax(scores.masked_fill(unused[:, None], float("-inf")), -1)
    return torch.einsum("bhs,bshd->bhd", weights, v)


# %% one-length-for-all: the longest
def paged_attention(q, k_pages, v_pages, table, lengths):
    k, v = k_pages[table].flatten(1, 2), v_pages[table].flatten(1, 2)
    return attend(q, k, v, after(table, k_pages.size(1), lengths.max().repeat(q.size(0))))


# %% missing-scale: none
def paged_attention(q, k_pages, v_pages, table, lengths):
    q = q * math.sqrt(q.size(-1))
    return attend(q, gather(k_pages, table), gather(v_pages, table), after(table, k_pages.size(1), lengths))


# %% values-from-keys: keys twice
def paged_attention(q, k_pages, v_pages, table, lengths):
    k = gather(k_pages, table)
    return attend(q, k, k, after(table, k_pages.size(1), lengths))
