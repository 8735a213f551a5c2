import torch


def top_k_probabilities(logits, temperature, k):
    order = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)  # two (B, V)
    values, indices = order.values[:, :k], order.indices[:, :k]  # (B, k): of equal logits the lower index first
    kept = torch.softmax(values, dim=-1)  # (B, k), each row sums to one
    return torch.zeros_like(logits).scatter(-1, indices, kept)  # (B, V), each back at its token
