import torch

# %% searchsorted
def accept_draft(p, q, draft, u, u_last):
    K, V = q.shape
    idx = torch.arange(K)
    ratio = (p[idx, draft] / q[idx, draft]).clamp(max=1.0)
    rejected = (u >= ratio).nonzero()
    n = rejected[0].item() if rejected.numel() else K
    dist = torch.relu(p[n] - q[n]) if n < K else p[K]
    cdf = torch.cumsum(dist / dist.sum(), dim=0)
    token = torch.searchsorted(cdf, torch.tensor(u_last, dtype=cdf.dtype), right=True)
    out = torch.full((K + 1,), -1, dtype=torch.long)
    out[:n] = draft[:n]
    out[n] = token
    return out


# %% a loop
def accept_draft(p, q, draft, u, u_last):
    tokens = []
    K = draft.numel()
    for i in range(K):
        x = draft[i].item()
        if u[i] < p[i, x] / q[i, x]:
            tokens.append(x)
            continue
        residual = torch.clamp(p[i] - q[i], min=0)
        residual = residual / residual.sum()
        break
    else:
        residual = p[K]
    tokens.append((torch.cumsum(residual, 0) > u_last).int().argmax().item())
    return torch.tensor(tokens + [-1] * (K + 1 - len(tokens)))


# %% q padded with zeros
def accept_draft(p, q, draft, u, u_last):
    padded = torch.cat([q, torch.zeros(1, q.size(1))])
    px = p[:-1].gather(1, draft.unsqueeze(1)).squeeze(1)
    qx = q.gather(1, draft.unsqueeze(1)).squeeze(1)
    n = (u * qx < px).int().cumprod(0).sum()
    w = torch.where(p[n] > padded[n], p[n] - padded[n], torch.zeros_like(p[n]))
    token = (w.cumsum(0) / w.sum() <= u_last).sum()
    at = torch.arange(p.size(0))
    filled = torch.cat([draft, draft.new_tensor([-1])])
    return torch.where(at < n, filled, torch.where(at == n, token, -1))
