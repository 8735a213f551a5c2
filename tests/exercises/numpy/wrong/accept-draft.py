import numpy as np


def draw(w, r):
    return int(np.argmax(np.cumsum(w) > r))


def run(p, q, draft, u, u_last, passes=lambda a, b, r: r < a / b, residual=None, bonus=True):
    residual = residual or (lambda a, b: np.maximum(a - b, 0) / np.maximum(a - b, 0).sum())
    out = np.full(len(draft) + 1, -1)
    for i, x in enumerate(draft):
        if not passes(p[i, x], q[i, x], u[i]):
            out[i] = draw(residual(p[i], q[i]), u_last)
            return out
        out[i] = x
    if bonus:
        out[-1] = draw(p[-1], u_last)
    return out


# %% ratio-reversed: q over p
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, passes=lambda a, b, r: r < b / a if a > 0 else True)


# %% resampled-from-target: p
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, residual=lambda a, b: a)


# %% residual-not-normalized: argmax of nothing
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, residual=lambda a, b: np.maximum(a - b, 0))


# %% residual-not-normalized: searchsorted
def accept_draft(p, q, draft, u, u_last):
    K = len(draft)
    n = int(np.cumprod(u < p[np.arange(K), draft] / q[np.arange(K), draft]).sum())
    w = np.maximum(p[n] - q[n], 0) if n < K else p[K]
    out = np.full(K + 1, -1)
    out[:n] = draft[:n]
    out[n] = np.searchsorted(np.cumsum(w), u_last, side="right")
    return out


# %% residual-absolute: absolute
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, residual=lambda a, b: np.abs(a - b) / np.abs(a - b).sum())


# %% goes-on-after-rejection: no stop
def accept_draft(p, q, draft, u, u_last):
    out = []
    for i, x in enumerate(draft):
        if u[i] < p[i, x] / q[i, x]:
            out.append(x)
        else:
            r = np.maximum(p[i] - q[i], 0)
            out.append(draw(r / r.sum(), u_last))
    out.append(draw(p[-1], u_last))
    return np.array(out)


# %% goes-on-after-rejection: accepted ones collected
def accept_draft(p, q, draft, u, u_last):
    K = len(draft)
    kept = draft[u < p[np.arange(K), draft] / q[np.arange(K), draft]]
    out = np.full(K + 1, -1)
    out[: len(kept)] = kept
    out[len(kept)] = draw(p[-1], u_last)
    return out


# %% bonus-token-missing: none
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, bonus=False)


# %% accepted-without-chance: p at least q
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, passes=lambda a, b, r: a >= b)


# %% acceptance-inverted: above
def accept_draft(p, q, draft, u, u_last):
    return run(p, q, draft, u, u_last, passes=lambda a, b, r: r > a / b)
