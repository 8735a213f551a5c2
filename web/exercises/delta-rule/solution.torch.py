import torch


def delta_rule(q, k, v, beta):
    B, H, L, d = q.shape
    state = torch.zeros(B, H, v.size(-1), d)  # (B, H, dv, d)
    outputs = []
    for i in range(L):
        query, key, value = q[:, :, i], k[:, :, i], v[:, :, i]  # (B, H, d), (B, H, d), (B, H, dv)
        old = (state @ key[..., None]).squeeze(-1)  # (B, H, dv, d) @ (B, H, d, 1), squeezed to (B, H, dv)
        error = beta[:, :, i, None] * (value - old)  # (B, H, 1) * (B, H, dv)
        state = state + error[..., :, None] * key[..., None, :]  # (B, H, dv, 1) * (B, H, 1, d) = (B, H, dv, d)
        outputs.append((state @ query[..., None]).squeeze(-1))  # (B, H, dv)
    return torch.stack(outputs, dim=2)  # (B, H, L, dv)
