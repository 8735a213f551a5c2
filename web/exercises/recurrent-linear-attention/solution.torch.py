import torch
import torch.nn.functional as F


def recurrent_linear_attention(q, k, v):
    q = F.elu(q) + 1  # (B, H, L, d)
    k = F.elu(k) + 1  # (B, H, L, d)
    B, H, L, d = q.shape
    state = torch.zeros(B, H, d, v.size(-1))  # sum of φ(k) vᵀ so far
    total = torch.zeros(B, H, d)  # sum of φ(k) so far
    outputs = []
    for i in range(L):
        query, key, value = q[:, :, i], k[:, :, i], v[:, :, i]  # (B, H, d), (B, H, d), (B, H, dv)
        state = state + key[..., :, None] * value[..., None, :]  # (B, H, d, 1) * (B, H, 1, dv) = (B, H, d, dv)
        total = total + key  # (B, H, d)
        numerator = (query[..., None, :] @ state).squeeze(-2)  # (B, H, 1, d) @ (B, H, d, dv), squeezed to (B, H, dv)
        normalizer = (query * total).sum(dim=-1, keepdim=True)  # (B, H, 1)
        outputs.append(numerator / normalizer)  # (B, H, dv)
    return torch.stack(outputs, dim=2)  # (B, H, L, dv)
