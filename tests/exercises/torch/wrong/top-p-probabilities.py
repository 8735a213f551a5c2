import torch
import torch.nn.functional as F


def ranked(logits):
    probs, order = F.softmax(logits, dim=-1).sort(dim=-1, descending=True)
    return probs, order, probs.cumsum(-1)


def normalized(probs):
    return probs / probs.sum(-1, keepdim=True)


def put_back(logits, order, kept):
    return torch.zeros_like(logits).scatter(-1, order, kept)


# %% crossing-token-dropped: cumsum <= p
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return put_back(logits, order, normalized(probs * (cum <= p)))


# %% crossing-token-dropped: -inf
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    remove = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, order, cum > p)
    return F.softmax(logits.masked_fill(remove, float("-inf")), dim=-1)


# %% crossing-token-dropped: the first kept all the same
def top_p_probabilities(logits, p):
    sorted_logits, order = torch.sort(logits, descending=True)
    remove = sorted_logits.softmax(-1).cumsum(-1) > p
    remove[:, 0] = False
    sorted_logits = sorted_logits.masked_fill(remove, -float("inf"))
    return torch.full_like(logits, -float("inf")).scatter(1, order, sorted_logits).softmax(-1)


# %% crossing-token-dropped: clamped sum
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    kept = torch.where(cum < p, probs, 0.0)
    return put_back(logits, order, kept / kept.sum(-1, keepdim=True).clamp(min=1e-9))


# %% not-sorted-back: sorted probabilities
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return normalized(probs.masked_fill(cum - probs >= p, 0))


# %% not-sorted-back: the sorted mask on the logits
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return F.softmax(logits.masked_fill(cum - probs >= p, float("-inf")), dim=-1)


# %% not-sorted-back: gather
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return normalized(probs.masked_fill(cum - probs >= p, 0)).gather(-1, order)


# %% not-sorted-back: the mask gathered
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    remove = (cum - probs >= p).gather(-1, order)
    return F.softmax(logits.masked_fill(remove, float("-inf")), dim=-1)


# %% cumulated-unsorted: no sort
def top_p_probabilities(logits, p):
    probs = F.softmax(logits, dim=-1)
    return normalized(probs.masked_fill(probs.cumsum(-1) - probs >= p, 0.0))


# %% cumulated-unsorted: cumsum > p
def top_p_probabilities(logits, p):
    probs = F.softmax(logits, dim=-1)
    return F.softmax(logits.masked_fill(probs.cumsum(-1) > p, float("-inf")), dim=-1)


# %% not-normalized-again: probabilities cut
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return put_back(logits, order, probs.masked_fill(cum - probs >= p, 0.0))


# %% filtered-logits-as-zero: masked_fill 0
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    remove = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, order, cum - probs >= p)
    return F.softmax(logits.masked_fill(remove, 0.0), dim=-1)


# %% filtered-logits-as-zero: times the mask
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return F.softmax(logits * put_back(logits, order, (cum - probs < p).float()), dim=-1)


# %% sorted-ascending: descending forgotten
def top_p_probabilities(logits, p):
    probs, order = F.softmax(logits, dim=-1).sort(dim=-1)
    return put_back(logits, order, normalized(probs.masked_fill(probs.cumsum(-1) - probs >= p, 0)))


# %% sorted-ascending: removed up to p
def top_p_probabilities(logits, p):
    probs, order = F.softmax(logits, dim=-1).sort(dim=-1)
    return put_back(logits, order, normalized(probs.masked_fill(probs.cumsum(-1) <= p, 0)))


# %% one-token-too-many: shifted twice
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    remove = cum - probs >= p
    remove[:, 1:] = remove[:, :-1].clone()
    remove[:, 0] = False
    return put_back(logits, order, normalized(probs.masked_fill(remove, 0)))


# %% each-probability-compared: 1 - p
def top_p_probabilities(logits, p):
    probs = F.softmax(logits, dim=-1)
    return normalized(torch.where(probs > 1 - p, probs, 0.0))


# %% each-probability-compared: min-p
def top_p_probabilities(logits, p):
    probs = F.softmax(logits, dim=-1)
    remove = probs < p * probs.amax(-1, keepdim=True)
    return F.softmax(logits.masked_fill(remove, -float("inf")), dim=-1)


# %% cumulated-logits: no softmax
def top_p_probabilities(logits, p):
    values, order = logits.sort(dim=-1, descending=True)
    remove = values.cumsum(-1) - values >= p
    cut = values.masked_fill(remove, -float("inf"))
    return put_back(logits, order, cut.softmax(-1))


# %% chosen-over-the-batch: cumsum(0)
def top_p_probabilities(logits, p):
    probs, order = F.softmax(logits, dim=-1).sort(dim=-1, descending=True)
    return put_back(logits, order, normalized(probs.masked_fill(probs.cumsum(0) - probs >= p, 0)))


# %% chosen-over-the-batch: sorted along dim 0
def top_p_probabilities(logits, p):
    probs, order = F.softmax(logits, dim=-1).sort(dim=0, descending=True)
    keep = probs.cumsum(0) - probs < p
    out = torch.zeros_like(logits).scatter(0, order, probs * keep)
    return normalized(out)


# %% softmax-over-batch: dim 0
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    remove = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, order, cum - probs >= p)
    return F.softmax(logits.masked_fill(remove, float("-inf")), dim=0)


# %% nothing-cut: a copy that is thrown away
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    probs.masked_fill(cum - probs >= p, 0.0)
    return put_back(logits, order, probs)


# %% missing-keepdims: sum(-1)
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    kept = put_back(logits, order, probs.masked_fill(cum - probs >= p, 0.0))
    return kept / kept.sum(-1)


# %% mask-value-too-high: -100
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    remove = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, order, cum - probs >= p)
    return F.softmax(logits.masked_fill(remove, -100.0), dim=-1)


# %% no-softmax: logits
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    remove = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, order, cum - probs >= p)
    return logits.masked_fill(remove, float("-inf"))


# %% not-normalized: exp
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    remove = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, order, cum - probs >= p)
    return (logits - logits.amax(-1, keepdim=True)).exp().masked_fill(remove, 0.0)


# %% unstable-softmax: at the end
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    remove = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, order, cum - probs >= p)
    return normalized(logits.masked_fill(remove, float("-inf")).exp())
