import torch


def top_p_probabilities(logits, p):
    probs, order = torch.softmax(logits, dim=-1).sort(dim=-1, descending=True)  # (B, V), (B, V)
    before = probs.cumsum(dim=-1) - probs  # (B, V): the sum of those before each token
    kept = probs.masked_fill(before >= p, 0.0)  # (B, V), still sorted
    kept = kept / kept.sum(dim=-1, keepdim=True)  # (B, V) / (B, 1)
    return torch.zeros_like(logits).scatter(-1, order, kept)  # (B, V), each back at its token
