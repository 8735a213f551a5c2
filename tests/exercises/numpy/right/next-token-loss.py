import numpy as np

# %% slices, indexed by the mask
def next_token_loss(logits, ids, mask):
    x, t, m = logits[:, :-1], ids[:, 1:], mask[:, 1:]
    x = x - x.max(-1, keepdims=True)
    logp = x - np.log(np.exp(x).sum(-1, keepdims=True))
    return -np.take_along_axis(logp, t[..., None], -1)[..., 0][m].mean()


# %% all positions, then a mask of what is predicted
def next_token_loss(logits, ids, mask):
    B, L, V = logits.shape
    lse = np.logaddexp.reduce(logits, axis=-1)
    losses = np.zeros((B, L))
    losses[:, 1:] = lse[:, :-1] - logits[np.arange(B)[:, None], np.arange(L - 1), ids[:, 1:]]
    weight = mask.copy()
    weight[:, 0] = False
    return (losses * weight).sum() / weight.sum()


# %% np.average with weights
def next_token_loss(logits, ids, mask):
    x = logits[:, :-1, :]
    m = x.max(axis=2, keepdims=True)
    nll = (m + np.log(np.exp(x - m).sum(axis=2, keepdims=True)))[..., 0]
    nll = nll - np.take_along_axis(x, np.expand_dims(ids[:, 1:], 2), axis=2).squeeze(2)
    return np.average(nll, weights=mask[:, 1:].astype(np.float64))


# %% loops
def next_token_loss(logits, ids, mask):
    total, n = 0.0, 0
    for b in range(ids.shape[0]):
        for i in range(ids.shape[1] - 1):
            if mask[b, i + 1]:
                row = logits[b, i] - logits[b, i].max()
                total += np.log(np.exp(row).sum()) - row[ids[b, i + 1]]
                n += 1
    return total / n


# %% flat rows, an array of one number
def next_token_loss(logits, ids, mask):
    V = logits.shape[-1]
    keep = mask[:, 1:].ravel()
    rows = logits[:, :-1].reshape(-1, V)[keep]
    t = ids[:, 1:].ravel()[keep]
    rows = rows - rows.max(1, keepdims=True)
    losses = np.log(np.exp(rows).sum(1)) - rows[np.arange(len(t)), t]
    return np.array([losses.mean()])
