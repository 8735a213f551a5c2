import torch


def delta_rule(q, k, v, beta):
    B, H, L, d = q.shape
    state = torch.zeros(B, H, v.size(-1), d)  # (B, H, dv, d)
    outputs = []
    for i in range(L):
        old = torch.einsum("bhed,bhd->bhe", state, k[:, :, i])  # (B, H, dv)
        error = torch.einsum("bh,bhe->bhe", beta[:, :, i], v[:, :, i] - old)  # (B, H, dv)
        state = state + torch.einsum("bhe,bhd->bhed", error, k[:, :, i])  # (B, H, dv, d)
        outputs.append(torch.einsum("bhed,bhd->bhe", state, q[:, :, i]))  # (B, H, dv)
    return torch.stack(outputs, dim=2)  # (B, H, L, dv)
