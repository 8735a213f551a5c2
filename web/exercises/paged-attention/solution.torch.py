import math

import torch


def paged_attention(q, k_pages, v_pages, table, lengths):
    B, H, d = q.shape
    G = k_pages.size(2)

    def gather(pages):
        tokens = pages[table.clamp(min=0)]  # (B, M, T, G, d); -1 becomes page 0 and is masked below
        return tokens.flatten(1, 2).transpose(1, 2)  # (B, M * T, G, d) to (B, G, M * T, d)

    k, v = gather(k_pages), gather(v_pages)
    unused = torch.arange(k.size(2)) >= lengths[:, None]  # (B, M * T)
    unused = unused[:, None, None]  # (B, 1, 1, M * T)

    queries = q.reshape(B, G, H // G, d)  # neighbouring query heads share a key head
    scores = queries @ k.transpose(-2, -1) / math.sqrt(d)  # (B, G, H/G, d) @ (B, G, d, M * T)
    scores = scores.masked_fill(unused, torch.finfo(scores.dtype).min)
    weights = torch.softmax(scores, dim=-1).masked_fill(unused, 0.0)  # zeros for length 0
    values = v.masked_fill(unused.transpose(-2, -1), 0.0)  # 0 * NaN would be NaN
    return (weights @ values).reshape(B, H, d)  # (B, G, H/G, M * T) @ (B, G, M * T, d)
