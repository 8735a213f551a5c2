import math

import torch
import torch.nn.functional as F

# %% sequence by sequence, pages concatenated and cut
def paged_attention(q, k_pages, v_pages, table, lengths):
    out = torch.zeros_like(q)
    T = k_pages.shape[1]
    rep = q.shape[1] // k_pages.shape[2]
    for b in range(q.shape[0]):
        n = int(lengths[b])
        if n == 0:
            continue
        pages = table[b, : (n + T - 1) // T].tolist()
        keys = torch.cat([k_pages[page] for page in pages])[:n].repeat_interleave(rep, dim=1)
        values = torch.cat([v_pages[page] for page in pages])[:n].repeat_interleave(rep, dim=1)
        scores = torch.einsum("hd,nhd->hn", q[b], keys) / math.sqrt(q.shape[-1])
        out[b] = torch.einsum("hn,nhd->hd", F.softmax(scores, dim=-1), values)
    return out


# %% slot numbers, index_select
def paged_attention(q, k_pages, v_pages, table, lengths):
    N, T, G, d = k_pages.shape
    B, H, _ = q.shape
    k_flat, v_flat = k_pages.reshape(N * T, G, d), v_pages.reshape(N * T, G, d)
    outs = []
    for b in range(B):
        p = torch.arange(int(lengths[b]))
        slots = table[b].long()[p // T] * T + p % T
        k, v = k_flat.index_select(0, slots).transpose(0, 1), v_flat.index_select(0, slots).transpose(0, 1)
        if len(p) == 0:
            outs.append(torch.zeros(H, d))
            continue
        s = q[b].view(G, H // G, d) @ k.mT * d ** -0.5
        outs.append((s.softmax(-1) @ v).reshape(H, d))
    return torch.stack(outs)


# %% whole table, -1 left as it is, masked afterwards
@torch.no_grad()
def paged_attention(q, k_pages, v_pages, table, lengths):
    B, H, d = q.shape
    _, T, G, _ = k_pages.shape
    S = table.shape[1] * T
    k = k_pages[table.long()].reshape(B, S, G, d)
    v = v_pages[table.long()].reshape(B, S, G, d)
    valid = torch.arange(S).view(1, S) < lengths.view(B, 1)
    k = torch.where(valid[:, :, None, None], k, 0.0).repeat_interleave(H // G, dim=2)
    v = torch.where(valid[:, :, None, None], v, 0.0).repeat_interleave(H // G, dim=2)
    scores = torch.einsum("bhd,bshd->bhs", q, k) / math.sqrt(d)
    scores = scores.masked_fill(~valid[:, None], float("-inf"))
    weights = torch.nan_to_num(scores.softmax(-1), nan=0.0)
    return torch.einsum("bhs,bshd->bhd", weights, v)


# %% page by page, running maximum
def paged_attention(q, k_pages, v_pages, table, lengths):
    B, H, d = q.shape
    T, G = k_pages.shape[1], k_pages.shape[2]
    out = torch.zeros(B, H, d)
    for b in range(B):
        top = torch.full((H, 1), float("-inf"))
        total = torch.zeros(H, 1)
        acc = torch.zeros(H, d)
        n = lengths[b].item()
        for i in range(math.ceil(n / T)):
            page = table[b, i]
            count = min(T, n - i * T)
            k = k_pages[page, :count].repeat_interleave(H // G, 1)
            v = v_pages[page, :count].repeat_interleave(H // G, 1)
            s = (q[b][None] * k).sum(-1).T / math.sqrt(d)
            new = torch.maximum(top, s.amax(1, keepdim=True))
            p = torch.exp(s - new)
            total = total * torch.exp(top - new) + p.sum(1, keepdim=True)
            acc = acc * torch.exp(top - new) + torch.einsum("ht,thd->hd", p, v)
            top = new
        if n:
            out[b] = acc / total
    return out
