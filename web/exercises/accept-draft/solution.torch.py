import torch


def accept_draft(p, q, draft, u, u_last):
    K = draft.size(0)
    ratios = p[:K].gather(1, draft[:, None]) / q.gather(1, draft[:, None])  # (K, 1)
    accepted = u < ratios.squeeze(1)  # (K)
    n = int(accepted.long().cumprod(0).sum())  # how many before the first rejection

    weights = (p[n] - q[n]).clamp(min=0) if n < K else p[K]  # (V)
    drawn = (weights.cumsum(0) <= u_last * weights.sum()).sum()  # the first token above u_last
    out = torch.full((K + 1,), -1)
    out[:n] = draft[:n]
    out[n] = drawn
    return out  # (K + 1)
