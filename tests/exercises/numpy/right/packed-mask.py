import numpy as np

# %% tril
def packed_mask(segments):
    B, L = segments.shape
    same = np.equal(segments[:, None, :], segments[:, :, None])
    keep = (segments > 0)[:, None, :]
    return np.tril(same & keep)


# %% lists
def packed_mask(segments):
    return [[[bool(q and q == k and j <= i) for j, k in enumerate(row)] for i, q in enumerate(row)] for row in segments]


# %% documents filled one by one
def packed_mask(segments):
    B, L = segments.shape
    out = np.zeros((B, L, L), dtype=bool)
    for b in range(B):
        for s in set(segments[b].tolist()) - {0}:
            at = np.flatnonzero(segments[b] == s)
            out[b][np.ix_(at, at)] = np.tri(len(at), dtype=bool)
    return out
