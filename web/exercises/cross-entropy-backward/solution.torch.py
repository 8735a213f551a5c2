import torch
import torch.nn.functional as F


def cross_entropy_backward(logits, targets):
    counts = targets != -100  # (B, L)
    safe = targets.masked_fill(~counts, 0)  # (B, L)
    one_hot = F.one_hot(safe, logits.shape[-1])  # (B, L, V)
    gradient = torch.softmax(logits, dim=-1) - one_hot  # (B, L, V)
    return gradient.masked_fill(~counts.unsqueeze(-1), 0.0) / counts.sum()
