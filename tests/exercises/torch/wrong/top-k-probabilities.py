import torch
import torch.nn.functional as F


def keep_only(scaled, indices):
    mask = torch.ones_like(scaled, dtype=torch.bool).scatter(-1, indices, False)
    return scaled.masked_fill(mask, float("-inf"))


# %% multiplied-by-temperature: times
def top_k_probabilities(logits, temperature, k):
    values, indices = (logits * temperature).topk(k)
    return torch.zeros_like(logits).scatter(-1, indices, values.softmax(-1))


# %% not-normalized-again: softmax first
def top_k_probabilities(logits, temperature, k):
    probs = F.softmax(logits / temperature, dim=-1)
    values, indices = probs.topk(k)
    return torch.zeros_like(probs).scatter_(-1, indices, values)


# %% not-normalized-again: times a mask
def top_k_probabilities(logits, temperature, k):
    probs = F.softmax(logits / temperature, dim=-1)
    mask = torch.zeros_like(probs).scatter(-1, logits.topk(k).indices, 1.0)
    return probs * mask


# %% cut-by-probability-not-rank: Hugging Face's threshold
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    remove = scaled < torch.topk(scaled, k)[0][..., -1, None]
    return F.softmax(scaled.masked_fill(remove, -float("inf")), dim=-1)


# %% cut-by-probability-not-rank: nanoGPT's, in place
def top_k_probabilities(logits, temperature, k):
    logits = logits / temperature
    v, _ = torch.topk(logits, min(k, logits.size(-1)))
    logits[logits < v[:, [-1]]] = -float("Inf")
    return F.softmax(logits, dim=-1)


# %% cut-by-probability-not-rank: kthvalue
def top_k_probabilities(logits, temperature, k):
    p = F.softmax(logits / temperature, dim=-1)
    threshold = p.sort(-1, descending=True).values[:, k - 1 : k]
    p = torch.where(p >= threshold, p, 0.0)
    return p / p.sum(-1, keepdim=True)


# %% smallest-kept: largest=False
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    return F.softmax(keep_only(scaled, scaled.topk(k, largest=False).indices), dim=-1)


# %% smallest-kept: ascending sort
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    return F.softmax(keep_only(scaled, torch.argsort(scaled, dim=-1)[:, :k]), dim=-1)


# %% smallest-kept: the mask the wrong way round
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    mask = torch.zeros_like(scaled, dtype=torch.bool).scatter(-1, scaled.topk(k).indices, True)
    return F.softmax(scaled.masked_fill(mask, float("-inf")), dim=-1)


# %% chosen-over-the-batch: dim 0
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    values, indices = torch.topk(scaled, k, dim=0)
    cut = torch.full_like(scaled, float("-inf")).scatter(0, indices, values)
    return F.softmax(cut, dim=-1)


# %% chosen-over-the-batch: flat
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    threshold = scaled.flatten().topk(k).values[-1]
    return F.softmax(scaled.masked_fill(scaled < threshold, float("-inf")), dim=-1)


# %% chosen-over-the-batch: an index without rows
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    mask = torch.ones_like(scaled, dtype=torch.bool)
    mask[:, scaled.topk(k).indices] = False
    return F.softmax(scaled.masked_fill(mask, float("-inf")), dim=-1)


# %% filtered-logits-as-zero: zeros
def top_k_probabilities(logits, temperature, k):
    values, indices = (logits / temperature).topk(k)
    return F.softmax(torch.zeros_like(logits).scatter(-1, indices, values), dim=-1)


# %% temperature-ignored: not used
def top_k_probabilities(logits, temperature, k):
    values, indices = logits.topk(k)
    return torch.zeros_like(logits).scatter(-1, indices, values.softmax(-1))


# %% temperature-ignored: after the softmax
def top_k_probabilities(logits, temperature, k):
    values, indices = logits.topk(k)
    return torch.zeros_like(logits).scatter(-1, indices, values.softmax(-1) / temperature)


# %% off-by-one-in-k: greater than the k-th
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    v = scaled.topk(k).values[:, -1:]
    return F.softmax(scaled.masked_fill(scaled <= v, float("-inf")), dim=-1)


# %% off-by-one-in-k: k - 1
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    return F.softmax(keep_only(scaled, scaled.sort(descending=True).indices[:, : k - 1]), dim=-1)


# %% later-of-equals-kept: the end of an ascending sort
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    return F.softmax(keep_only(scaled, torch.argsort(scaled, dim=-1, stable=True)[:, -k:]), dim=-1)


# %% nothing-cut: a copy that is thrown away
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    scaled.masked_fill(scaled < scaled.topk(k).values[:, -1:], float("-inf"))
    return F.softmax(scaled, dim=-1)


# %% softmax-over-batch: dim 0
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    return F.softmax(keep_only(scaled, scaled.topk(k).indices), dim=0)


# %% hard-choice: argmax
def top_k_probabilities(logits, temperature, k):
    return F.one_hot(logits.argmax(-1), logits.size(-1)).float() + 0 * logits


# %% missing-keepdims: the k-th without its axis
def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature
    v = scaled.topk(k).values[:, -1]
    return F.softmax(scaled.masked_fill(scaled < v, float("-inf")), dim=-1)


# %% mask-value-too-high: -100
def top_k_probabilities(logits, temperature, k):
    values, indices = (logits / temperature).topk(k)
    return F.softmax(torch.full_like(logits, -100.0).scatter(-1, indices, values), dim=-1)


# %% no-softmax: logits
def top_k_probabilities(logits, temperature, k):
    values, indices = (logits / temperature).topk(k)
    return torch.zeros_like(logits).scatter(-1, indices, values)


# %% not-normalized: exp
def top_k_probabilities(logits, temperature, k):
    values, indices = (logits / temperature).topk(k)
    return torch.zeros_like(logits).scatter(-1, indices, (values - values[:, :1]).exp())


# %% unstable-softmax: exp
def top_k_probabilities(logits, temperature, k):
    values, indices = (logits / temperature).topk(k)
    e = values.exp()
    return torch.zeros_like(logits).scatter(-1, indices, e / e.sum(-1, keepdim=True))


# %% not-scattered: probabilities alone
def top_k_probabilities(logits, temperature, k):
    return (logits / temperature).topk(k).values.softmax(-1)
