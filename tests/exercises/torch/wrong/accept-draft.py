import torch


def draw(w, r):
    return (w.cumsum(0) > r).int().argmax()


def run(p, q, draft, u, u_last, ratio=lambda a, b: a / b, residual=None):
    residual = residual or (lambda a, b: (a - b).clamp(min=0) / (a - b).clamp(min=0).sum())
    K = draft.size(0)
    at = torch.arange(K)
    accepted = u < ratio(p[at, draft], q[at, draft])
    n = int(accepted.long().cumprod(0).sum())
    out = torch.full((K + 1,), -1)
    out[:n] = draft[:n]
    out[n] = draw(residual(p[n], q[n]) if n < K else p[K], u_last)
    return out


# %% ratio-reversed: q over p
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, ratio=lambda a, b: b / a)


# %% resampled-from-target: p
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, residual=lambda a, b: a)


# %% residual-not-normalized: clamp alone
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, residual=lambda a, b: (a - b).clamp(min=0))


# %% residual-absolute: abs
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, residual=lambda a, b: (a - b).abs() / (a - b).abs().sum())


# %% draft-probability-left-out: u below p
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, ratio=lambda a, b: a)


# %% argmax-not-sampled: the likeliest
def accept_draft(p, q, draft, u, u_last):
    out = run(p, q, draft, u, u_last)
    n = int((out >= 0).sum()) - 1
    out[n] = (p[n] - q[n]).argmax() if n < draft.size(0) else p[n].argmax()
    return out


# %% nothing-drawn: only the accepted
def accept_draft(p, q, draft, u, u_last):
    out = run(p, q, draft, u, u_last)
    n = int((out >= 0).sum()) - 1
    if n < draft.size(0):
        out[n] = -1
    return out


# %% wrong-row: the row before the last
def accept_draft(p, q, draft, u, u_last):
    out = run(p, q, draft, u, u_last)
    if (out >= 0).all():
        out[-1] = draw(p[-2], u_last)
    return out
