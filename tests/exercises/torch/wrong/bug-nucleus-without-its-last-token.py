import torch

# %% crossing-token-dropped: as it is found
def top_p_probabilities(logits, p):
    sorted_logits, order = logits.sort(dim=-1, descending=True)
    cumulative = torch.softmax(sorted_logits, dim=-1).cumsum(dim=-1)
    remove = cumulative > p
    kept = sorted_logits.masked_fill(remove, float("-inf"))
    probs = torch.softmax(kept, dim=-1)
    return torch.zeros_like(probs).scatter(-1, order, probs)


# %% crossing-token-dropped: the first token is kept in any case
def top_p_probabilities(logits, p):
    sorted_logits, order = logits.sort(dim=-1, descending=True)
    cumulative = torch.softmax(sorted_logits, dim=-1).cumsum(dim=-1)
    remove = cumulative > p
    remove[..., 0] = False
    kept = sorted_logits.masked_fill(remove, float("-inf"))
    probs = torch.softmax(kept, dim=-1)
    return torch.zeros_like(probs).scatter(-1, order, probs)


# %% crossing-token-dropped: NaN cleared
def top_p_probabilities(logits, p):
    sorted_logits, order = logits.sort(dim=-1, descending=True)
    cumulative = torch.softmax(sorted_logits, dim=-1).cumsum(dim=-1)
    kept = sorted_logits.masked_fill(cumulative > p, float("-inf"))
    probs = torch.nan_to_num(torch.softmax(kept, dim=-1))
    return torch.zeros_like(probs).scatter(-1, order, probs)


# %% one-token-too-many: the sum before, and shifted too
def top_p_probabilities(logits, p):
    sorted_logits, order = logits.sort(dim=-1, descending=True)
    probs = torch.softmax(sorted_logits, dim=-1)
    remove = probs.cumsum(dim=-1) - probs >= p
    remove[..., 1:] = remove[..., :-1].clone()
    remove[..., 0] = False
    probs = torch.softmax(sorted_logits.masked_fill(remove, float("-inf")), dim=-1)
    return torch.zeros_like(probs).scatter(-1, order, probs)


# %% filtered-logits-as-zero: zero for minus infinity
def top_p_probabilities(logits, p):
    sorted_logits, order = logits.sort(dim=-1, descending=True)
    probs = torch.softmax(sorted_logits, dim=-1)
    kept = sorted_logits.masked_fill(probs.cumsum(dim=-1) - probs >= p, 0.0)
    probs = torch.softmax(kept, dim=-1)
    return torch.zeros_like(probs).scatter(-1, order, probs)


# %% not-sorted-back: without the scatter
def top_p_probabilities(logits, p):
    sorted_logits, order = logits.sort(dim=-1, descending=True)
    probs = torch.softmax(sorted_logits, dim=-1)
    kept = sorted_logits.masked_fill(probs.cumsum(dim=-1) - probs >= p, float("-inf"))
    return torch.softmax(kept, dim=-1)
