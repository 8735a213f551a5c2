import numpy as np

# %% a loop, searchsorted
def accept_draft(p, q, draft, u, u_last):
    K = len(draft)
    out = np.full(K + 1, -1, dtype=int)
    for i, x in enumerate(draft):
        if u[i] < min(1.0, p[i, x] / q[i, x]):
            out[i] = x
        else:
            r = np.clip(p[i] - q[i], 0, None)
            out[i] = np.searchsorted(np.cumsum(r / r.sum()), u_last, side="right")
            return out
    out[K] = np.searchsorted(np.cumsum(p[K]), u_last, side="right")
    return out


# %% argmin of the accepted, argmax of the cumulated
def accept_draft(p, q, draft, u, u_last):
    K = draft.shape[0]
    px = np.take_along_axis(p[:-1], draft[:, None], axis=1)[:, 0]
    qx = np.take_along_axis(q, draft[:, None], axis=1)[:, 0]
    ok = np.append(u * qx < px, False)
    n = int(np.argmin(ok))
    dist = np.maximum(p[n] - np.vstack([q, np.zeros(q.shape[1])])[n], 0)
    dist = dist / dist.sum()
    token = int(np.argmax(np.cumsum(dist) > u_last))
    return np.concatenate([draft[:n], [token], np.full(K - n, -1)])


# %% lists
def accept_draft(p, q, draft, u, u_last):
    tokens = []
    dist = p[-1]
    for i, x in enumerate(draft.tolist()):
        if u[i] >= p[i][x] / q[i][x]:
            dist = np.where(p[i] > q[i], p[i] - q[i], 0.0)
            break
        tokens.append(x)
    cdf = np.cumsum(dist) / np.sum(dist)
    tokens.append(next(v for v, c in enumerate(cdf) if c > u_last))
    return tokens + [-1] * (len(draft) + 1 - len(tokens))
