import torch


def attention(features, position):
    scores = (features * position).sum(dim=-1)  # (B, h, w, C) * (h, w, C), summed to (B, h, w)
    weights = torch.softmax(scores.flatten(1), dim=-1).view_as(scores)  # over the h * w positions of an image
    out = (features * weights.unsqueeze(-1)).sum(dim=(1, 2))  # (B, h, w, C) * (B, h, w, 1), summed to (B, C)
    return out, weights
