import torch


def attention(features, position):
    """Reduces every feature map to one vector, by attention over its positions.

    features: (B, h, w, C); position: (h, w, C). Returns (B, C).
    """
    scores = (features * position).sum(dim=-1)  # (B, h, w)
    weights = torch.softmax(scores, dim=-1)
    return features * weights
