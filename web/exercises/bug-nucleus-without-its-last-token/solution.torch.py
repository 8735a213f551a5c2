import torch


def top_p_probabilities(logits, p):
    sorted_logits, order = logits.sort(dim=-1, descending=True)
    sorted_probs = torch.softmax(sorted_logits, dim=-1)
    before = sorted_probs.cumsum(dim=-1) - sorted_probs  # without the token itself
    kept = sorted_logits.masked_fill(before >= p, float("-inf"))
    probs = torch.softmax(kept, dim=-1)
    return torch.zeros_like(probs).scatter(-1, order, probs)
