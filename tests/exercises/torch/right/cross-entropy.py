import torch
import torch.nn.functional as F

# %% selected by a boolean index
def cross_entropy(logits, targets):
    keep = targets != -100
    rows, ids = logits[keep], targets[keep]
    return -F.log_softmax(rows, dim=-1)[torch.arange(len(ids)), ids].mean()


# %% gather and a product with the mask
def cross_entropy(logits, targets):
    valid = (targets != -100).float()
    logp = torch.log_softmax(logits, dim=-1)
    nll = -logp.gather(2, targets.clamp(min=0).unsqueeze(2)).squeeze(2)
    return (nll * valid).sum() / valid.sum()


# %% nll_loss
def cross_entropy(logits, targets):
    V = logits.size(-1)
    return F.nll_loss(F.log_softmax(logits.reshape(-1, V), dim=1), targets.reshape(-1), ignore_index=-100)


# %% loops, an array of one number
def cross_entropy(logits, targets):
    losses = []
    for b in range(logits.shape[0]):
        for i in range(logits.shape[1]):
            t = targets[b, i].item()
            if t == -100:
                continue
            losses.append(torch.logsumexp(logits[b, i], dim=0) - logits[b, i, t])
    return torch.stack(losses).mean().unsqueeze(0)


# %% one-hot, float64
def cross_entropy(logits, targets):
    x = logits.double()
    mask = targets.ne(-100)
    one_hot = F.one_hot(torch.where(mask, targets, 0), num_classes=x.size(-1)).double()
    m = x.amax(-1, keepdim=True)
    logp = x - m - torch.log(torch.exp(x - m).sum(-1, keepdim=True))
    per_token = -(one_hot * logp).sum(-1)
    return ((per_token * mask).sum() / mask.sum()).float()


# %% weights of tokens
def cross_entropy(logits, targets):
    flat, t = logits.flatten(0, 1), targets.flatten()
    weight = torch.zeros_like(t, dtype=flat.dtype)
    weight[t != -100] = 1.0
    t = t.masked_fill(t == -100, 0)
    losses = flat.logsumexp(1) - flat[torch.arange(t.numel()), t]
    return torch.dot(losses, weight) / weight.sum()
