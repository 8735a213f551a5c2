import torch

# %% the mask shifted by one place
def top_p_probabilities(logits, p):
    sorted_logits, order = logits.sort(dim=-1, descending=True)
    cumulative = torch.softmax(sorted_logits, dim=-1).cumsum(dim=-1)
    remove = cumulative > p
    remove[..., 1:] = remove[..., :-1].clone()
    remove[..., 0] = False
    kept = sorted_logits.masked_fill(remove, float("-inf"))
    probs = torch.softmax(kept, dim=-1)
    return torch.zeros_like(probs).scatter(-1, order, probs)


# %% how many are kept
def top_p_probabilities(logits, p):
    probs, order = torch.softmax(logits, dim=-1).sort(dim=-1, descending=True)
    count = (probs.cumsum(dim=-1) < p).sum(dim=-1, keepdim=True) + 1
    kept = torch.where(torch.arange(probs.size(-1)) < count, probs, torch.zeros_like(probs))
    return torch.zeros_like(probs).scatter(-1, order, kept / kept.sum(dim=-1, keepdim=True))
