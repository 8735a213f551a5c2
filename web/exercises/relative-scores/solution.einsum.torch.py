import torch


def relative_scores(q, r):
    positions = torch.arange(q.size(2), device=q.device)
    offsets = positions - positions[:, None] + len(positions) - 1  # (L, L): j - i + L - 1
    vectors = r[offsets]  # (L, L, d): one for each pair, which takes L times the memory of q
    return torch.einsum("bhid,ijd->bhij", q, vectors)
