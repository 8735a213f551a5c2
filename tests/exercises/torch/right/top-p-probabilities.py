import torch
import torch.nn.functional as F

# %% Hugging Face's older way: the mask shifted by one
def top_p_probabilities(logits, p):
    sorted_logits, sorted_indices = torch.sort(logits, descending=True)
    cumulative_probs = torch.cumsum(F.softmax(sorted_logits, dim=-1), dim=-1)
    sorted_indices_to_remove = cumulative_probs > p
    sorted_indices_to_remove[..., 1:] = sorted_indices_to_remove[..., :-1].clone()
    sorted_indices_to_remove[..., 0] = 0
    indices_to_remove = sorted_indices_to_remove.scatter(1, sorted_indices, sorted_indices_to_remove)
    return F.softmax(logits.masked_fill(indices_to_remove, float("-inf")), dim=-1)


# %% Hugging Face's newer way: ascending
def top_p_probabilities(logits, p):
    sorted_logits, sorted_indices = torch.sort(logits, descending=False)
    cumulative_probs = sorted_logits.softmax(dim=-1).cumsum(dim=-1)
    remove = cumulative_probs <= (1 - p)
    remove[..., -1:] = False
    remove = remove.scatter(1, sorted_indices, remove)
    return logits.masked_fill(remove, -float("inf")).softmax(dim=-1)


# %% Llama's: in place, sorted, scattered
def top_p_probabilities(logits, p):
    probs = torch.softmax(logits, dim=-1)
    probs_sort, probs_idx = torch.sort(probs, dim=-1, descending=True)
    probs_sum = torch.cumsum(probs_sort, dim=-1)
    mask = probs_sum - probs_sort >= p
    probs_sort = probs_sort.masked_fill(mask, 0.0)
    probs_sort = probs_sort / probs_sort.sum(dim=-1, keepdim=True)
    return torch.zeros_like(probs).scatter_(-1, probs_idx, probs_sort)


# %% the inverse permutation
def top_p_probabilities(logits, p):
    probs = logits.softmax(-1)
    order = probs.argsort(dim=-1, descending=True)
    inverse = order.argsort(dim=-1)
    ranked = probs.gather(-1, order)
    keep = (ranked.cumsum(-1) - ranked < p).gather(-1, inverse)
    kept = probs * keep
    return kept / kept.sum(-1, keepdim=True)


# %% row by row
def top_p_probabilities(logits, p):
    out = torch.zeros_like(logits)
    for b in range(logits.shape[0]):
        probs = torch.softmax(logits[b], dim=0)
        total = 0.0
        kept = []
        for i in torch.argsort(probs, descending=True).tolist():
            kept.append(i)
            total += probs[i].item()
            if total >= p:
                break
        out[b, kept] = probs[kept] / probs[kept].sum()
    return out


# %% a threshold from the sorted row, -1e9
def top_p_probabilities(logits, p):
    sorted_logits = torch.sort(logits, dim=-1, descending=True).values
    cumulative = torch.softmax(sorted_logits, dim=-1).cumsum(dim=-1)
    last = (cumulative < p).sum(dim=-1, keepdim=True).clamp(max=logits.size(-1) - 1)
    threshold = sorted_logits.gather(-1, last)
    return torch.softmax(torch.where(logits >= threshold, logits, torch.tensor(-1e9)), dim=-1)
