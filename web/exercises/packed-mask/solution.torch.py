import torch


def packed_mask(segments):
    L = segments.size(1)
    same = segments[:, :, None] == segments[:, None, :]  # (B, L, 1) against (B, 1, L): (B, L, L)
    past = torch.ones(L, L, dtype=torch.bool).tril()  # (L, L): key j against query i
    real = (segments != 0)[:, :, None]  # (B, L, 1): queries; where they are the same, keys too
    return same & past & real
