import math

import torch
import torch.nn.functional as F

# %% queries in tiles too, as in FlashAttention-2
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S, dv = v.shape[2:]
    out = torch.zeros(B, H, L, dv)
    lse = torch.full((B, H, L), -math.inf)
    for i in range(0, L, block):
        qi = q[:, :, i : i + block]
        n = qi.size(2)
        m = torch.full((B, H, n, 1), -math.inf)
        l = torch.zeros(B, H, n, 1)
        acc = torch.zeros(B, H, n, dv)
        for j in range(0, S, block):
            kj, vj = k[:, :, j : j + block], v[:, :, j : j + block]
            s = torch.einsum("bhid,bhjd->bhij", qi, kj) * d**-0.5
            if causal:
                rows = torch.arange(i, i + n).unsqueeze(1) + (S - L)
                cols = torch.arange(j, j + kj.size(2)).unsqueeze(0)
                s = s.masked_fill(cols > rows, -math.inf)
            m_new = torch.maximum(m, s.max(dim=-1, keepdim=True).values)
            safe = torch.where(m_new == -math.inf, 0.0, m_new)
            p = torch.exp(s - safe)
            alpha = torch.exp(m - safe)
            l = alpha * l + p.sum(-1, keepdim=True)
            acc = alpha * acc + p @ vj
            m = m_new
        out[:, :, i : i + n] = torch.where(l > 0, acc / l, 0.0)
        lse[:, :, i : i + n] = (m + l.log()).squeeze(-1)
    return out, lse


# %% divided in each step, the old output multiplied back, as in FlashAttention
def tiled_attention(q, k, v, block, causal):
    L, S, d = q.size(-2), k.size(-2), q.size(-1)
    o = torch.zeros(*q.shape[:-1], v.size(-1))
    l = torch.zeros(*q.shape[:-1], 1)
    m = torch.full((*q.shape[:-1], 1), -1e30)
    for start in range(0, S, block):
        end = min(start + block, S)
        s = q @ k[..., start:end, :].mT / math.sqrt(d)
        keep = torch.ones(L, end - start, dtype=torch.bool)
        if causal:
            keep = torch.arange(start, end)[None, :] <= torch.arange(L)[:, None] + S - L
        s = s.masked_fill(~keep, -1e30)
        m_new = torch.max(m, s.amax(-1, keepdim=True))
        p = torch.exp(s - m_new) * keep
        l_new = torch.exp(m - m_new) * l + p.sum(-1, keepdim=True)
        o = (l * torch.exp(m - m_new) * o + p @ v[..., start:end, :]) / l_new.clamp(min=1e-20)
        m, l = m_new, l_new
    lse = torch.where(l > 0, m + torch.log(l), torch.tensor(float("-inf"))).squeeze(-1)
    return o, lse


# %% parts merged by their log-sum-exps
def tiled_attention(q, k, v, block, causal):
    L, S = q.size(2), k.size(2)
    rows = torch.arange(L)[:, None] + S - L
    out, lse = torch.zeros(*q.shape[:3], v.size(3)), torch.full(q.shape[:3], float("-inf"))
    for number, (keys, values) in enumerate(zip(k.split(block, dim=2), v.split(block, dim=2))):
        s = torch.matmul(q, keys.transpose(2, 3)) / math.sqrt(q.size(3))
        if causal:
            columns = torch.arange(keys.size(2)) + number * block
            s = s.masked_fill(columns > rows, float("-inf"))
        part = F.softmax(s, dim=-1).nan_to_num(0.0) @ values
        part_lse = torch.logsumexp(s, dim=-1)
        new = torch.logaddexp(lse, part_lse)
        a, b = torch.exp(lse - new).nan_to_num(0.0), torch.exp(part_lse - new).nan_to_num(0.0)
        out = out * a[..., None] + part * b[..., None]
        lse = new
    return out, lse


# %% every block by itself in float64, merged at the end
def tiled_attention(q, k, v, block, causal):
    q, k, v = q.double(), k.double(), v.double()
    L, S = q.shape[-2], k.shape[-2]
    outs, lses = [], []
    for start in range(0, S, block):
        s = q @ k[..., start : start + block, :].mT * q.shape[-1] ** -0.5
        if causal:
            s = s + torch.full((L, s.size(-1)), float("-inf"), dtype=torch.double).triu(S - L - start + 1)
        weights = torch.softmax(s, -1)
        outs.append(torch.where(weights.isnan(), 0.0, weights) @ v[..., start : start + block, :])
        lses.append(torch.logsumexp(s, -1))
    lses = torch.stack(lses)
    share = torch.softmax(lses, 0)
    share = torch.where(share.isnan(), 0.0, share)
    return (share.unsqueeze(-1) * torch.stack(outs)).sum(0).float(), torch.logsumexp(lses, 0).float()


# %% one head and one query at a time, the blocks that it sees
def tiled_attention(q, k, v, block, causal):
    B, H, L, d = q.shape
    S = k.shape[2]
    out = torch.zeros(B, H, L, v.shape[3])
    lse = torch.full((B, H, L), -torch.inf)
    for b in range(B):
        for h in range(H):
            for i in range(L):
                end = min(S, i + S - L + 1) if causal else S
                m, l, acc = torch.tensor(-torch.inf), torch.tensor(0.0), torch.zeros(v.shape[3])
                for j in range(0, max(end, 0), block):
                    s = k[b, h, j : min(j + block, end)] @ q[b, h, i] / math.sqrt(d)
                    new = torch.maximum(m, s.max())
                    p = torch.exp(s - new)
                    l = l * torch.exp(m - new) + p.sum()
                    acc = acc * torch.exp(m - new) + p @ v[b, h, j : min(j + block, end)]
                    m = new
                if end > 0:
                    out[b, h, i] = acc / l
                    lse[b, h, i] = m + torch.log(l)
    return out, lse
