import torch


def cross_entropy(logits, targets):
    counts = targets != -100  # (B, L)
    safe = targets.masked_fill(~counts, 0)  # (B, L): gather takes no -100
    chosen = logits.gather(-1, safe.unsqueeze(-1)).squeeze(-1)  # (B, L, V) by (B, L, 1), then (B, L)
    losses = torch.logsumexp(logits, dim=-1) - chosen  # (B, L)
    return losses.masked_fill(~counts, 0.0).sum() / counts.sum()  # ()
