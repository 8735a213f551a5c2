import torch


def masked_softmax(scores, lengths):
    S = scores.size(-1)
    visible = torch.arange(S) < lengths[:, None, None]  # (S) < (B, 1, 1): (B, 1, S)
    weights = torch.softmax(scores.masked_fill(~visible, float("-inf")), dim=-1)  # (B, L, S)
    return weights.masked_fill(~visible, 0.0)  # an entry of length 0 has NaN until here
