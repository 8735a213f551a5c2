import torch


def top_p_probabilities(logits, p):
    """Probabilities to sample the next token from. logits: (B, V). Returns (B, V)."""
    sorted_logits, order = logits.sort(dim=-1, descending=True)
    cumulative = torch.softmax(sorted_logits, dim=-1).cumsum(dim=-1)
    remove = cumulative > p
    kept = sorted_logits.masked_fill(remove, float("-inf"))
    probs = torch.softmax(kept, dim=-1)
    return torch.zeros_like(probs).scatter(-1, order, probs)
