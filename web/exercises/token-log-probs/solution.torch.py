import torch


def token_log_probs(logits, ids):
    chosen = logits.gather(-1, ids.unsqueeze(-1)).squeeze(-1)  # (B, L, V) by (B, L, 1): (B, L, 1), then (B, L)
    return chosen - torch.logsumexp(logits, dim=-1)  # (B, L) - (B, L)
