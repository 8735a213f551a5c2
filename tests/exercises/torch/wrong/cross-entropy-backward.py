import torch
import torch.nn.functional as F


def parts(logits, targets):
    keep = targets != -100
    safe = targets.masked_fill(~keep, 0)
    return torch.softmax(logits, dim=-1), F.one_hot(safe, logits.size(-1)).float(), keep


def finished(grad, keep):
    return grad.masked_fill(~keep.unsqueeze(-1), 0.0) / keep.sum()


# %% divided-by-all-tokens: numel
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return (p - hot).masked_fill(~keep.unsqueeze(-1), 0.0) / targets.numel()


# %% divided-by-all-tokens: times the mask
def cross_entropy_backward(logits, targets):
    B, L, V = logits.shape
    p, hot, keep = parts(logits, targets)
    return (p - hot) * keep[..., None] / (B * L)


# %% ignored-tokens-learn: clamped
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return (p - hot) / keep.sum()


# %% ignored-tokens-learn: only the one-hot is masked
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return (p - hot * keep.unsqueeze(-1)) / keep.sum()


# %% ignored-tokens-learn: and divided by all
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return (p - hot) / targets.numel()


# %% sign-reversed: hot - p
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return finished(hot - p, keep)


# %% one-hot-of-logits: logits
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    return finished(logits - hot, keep)


# %% one-hot-of-logits: log_softmax
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    return finished(F.log_softmax(logits, -1) - hot, keep)


# %% minus-100-read: index
def cross_entropy_backward(logits, targets):
    V = logits.size(-1)
    g = F.softmax(logits.flatten(0, 1), dim=-1)
    t = targets.flatten()
    g[torch.arange(t.numel()), t] -= 1
    return (g / t.numel()).view_as(logits)


# %% minus-100-read: one_hot
def cross_entropy_backward(logits, targets):
    keep = targets != -100
    return finished(torch.softmax(logits, -1) - F.one_hot(targets, logits.size(-1)), keep)


# %% minus-100-read: scatter
def cross_entropy_backward(logits, targets):
    keep = targets != -100
    hot = torch.zeros_like(logits).scatter_(-1, targets.unsqueeze(-1), 1.0)
    return finished(torch.softmax(logits, -1) - hot, keep)


# %% minus-100-read: zeroed afterwards
def cross_entropy_backward(logits, targets):
    B, L, V = logits.shape
    g = torch.softmax(logits, -1)
    g[torch.arange(B)[:, None], torch.arange(L), targets] -= 1
    return finished(g, targets != -100)


# %% sum-not-mean: no division
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return (p - hot) * keep.unsqueeze(-1)


# %% sum-not-mean: by the batch
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return (p - hot) * keep.unsqueeze(-1) / logits.size(0)


# %% divided-by-vocabulary: numel of the logits
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return (p - hot) * keep.unsqueeze(-1) / logits.numel()


# %% mean-of-means: each sequence
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    n = keep.sum(1, keepdim=True).clamp(min=1).unsqueeze(-1)
    return (p - hot) * keep.unsqueeze(-1) / n / logits.size(0)


# %% one-hot-missing: softmax
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return finished(p, keep)


# %% one-hot-of-all-targets: clamped
def cross_entropy_backward(logits, targets):
    keep = targets != -100
    g = torch.softmax(logits, -1)
    g[:, :, targets.clamp(min=0)] -= 1
    return finished(g, keep)


# %% one-hot-of-all-targets: by sequence
def cross_entropy_backward(logits, targets):
    keep = targets != -100
    g = torch.softmax(logits, -1)
    for b in range(logits.size(0)):
        g[b, :, targets[b][keep[b]]] -= 1
    return finished(g, keep)


# %% softmax-backward-missing: -1/p
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return finished(-hot / p, keep)


# %% softmax-backward-missing: -1
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return finished(-hot, keep)


# %% softmax-backward-again: twice
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    g = p - hot
    return finished(p * (g - (p * g).sum(-1, keepdim=True)), keep)


# %% divided-by-probability: two steps
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    dp = -hot / p
    return finished(p * (dp - (p * dp).sum(-1, keepdim=True)), keep)


# %% divided-by-probability: with 1e-9, times the mask
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    dp = -hot / (p + 1e-9)
    dx = p * (dp - (dp * p).sum(dim=-1, keepdim=True))
    return dx * keep.unsqueeze(-1) / keep.sum()


# %% divided-by-probability: clamped
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    dp = -hot / p.clamp(min=1e-8)
    return finished(p * (dp - (dp * p).sum(dim=-1, keepdim=True)), keep)


# %% shifted: as in a language model
def cross_entropy_backward(logits, targets):
    logits, targets = logits[:, :-1], targets[:, 1:]
    p, hot, keep = parts(logits, targets)
    return finished(p - hot, keep)


# %% first-entry-only: [0]
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return finished(p - hot, keep)[0]


# %% unstable-softmax: exp
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    e = logits.exp()
    return finished(e / e.sum(-1, keepdim=True) - hot, keep)


# %% unstable-softmax: times the mask
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    e = torch.exp(logits)
    return (e / e.sum(-1, keepdim=True) - hot) * keep.unsqueeze(-1) / keep.sum()


# %% global-maximum: max()
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    e = (logits - logits.max()).exp()
    return finished(e / e.sum(-1, keepdim=True) - hot, keep)


# %% maximum-starts-too-high: clamp
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    e = (logits - logits.amax(-1, keepdim=True).clamp(min=0)).exp()
    return finished(e / e.sum(-1, keepdim=True) - hot, keep)


# %% scores-clipped: clamp
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    return finished(torch.softmax(logits.clamp(-50, 50), -1) - hot, keep)


# %% not-normalized: exp
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    return finished((logits - logits.amax(-1, keepdim=True)).exp() - hot, keep)


# %% softmax-twice: softmax of softmax
def cross_entropy_backward(logits, targets):
    p, hot, keep = parts(logits, targets)
    return finished(p.softmax(-1) - hot, keep)


# %% sigmoid-for-softmax: sigmoid
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    return finished(torch.sigmoid(logits) - hot, keep)


# %% softmax-over-positions: dim 1
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    return finished(torch.softmax(logits, dim=1) - hot, keep)


# %% missing-keepdims: sum(-1)
def cross_entropy_backward(logits, targets):
    _, hot, keep = parts(logits, targets)
    e = (logits - logits.amax(-1, keepdim=True)).exp()
    return finished(e / e.sum(-1) - hot, keep)
