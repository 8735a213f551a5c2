import numpy as np

# %% masks-joined-by-or: logical_or
def attention_mask(lengths, seq):
    causal = np.tril(np.ones((seq, seq), dtype=bool))
    padding = np.arange(seq)[None, :] < lengths[:, None]
    return np.logical_or(causal[None], padding[:, None, :])


# %% masks-joined-by-or: a loop
def attention_mask(lengths, seq):
    return np.array([[[j <= i or j < n for j in range(seq)] for i in range(seq)] for n in lengths])


# %% padding-on-queries: rows
def attention_mask(lengths, seq):
    causal = np.tril(np.ones((seq, seq), dtype=bool))
    return causal & (np.arange(seq)[None, :] < lengths[:, None])[:, :, None]


# %% padding-on-queries: a loop over real queries
def attention_mask(lengths, seq):
    mask = np.zeros((len(lengths), seq, seq), dtype=bool)
    for b in range(len(lengths)):
        for i in range(lengths[b]):
            for j in range(i + 1):
                mask[b, i, j] = True
    return mask


# %% padding-on-queries: rows cleared
def attention_mask(lengths, seq):
    mask = np.stack([np.tril(np.ones((seq, seq), dtype=bool)) for _ in lengths])
    for b, n in enumerate(lengths):
        mask[b, n:] = False
    return mask


# %% length-off-by-one: <=
def attention_mask(lengths, seq):
    i = np.arange(seq)
    return (i[None, :] <= i[:, None])[None] & (i[None, :] <= lengths[:, None])[:, None, :]


# %% length-off-by-one: one too few
def attention_mask(lengths, seq):
    mask = np.stack([np.tri(seq, dtype=bool) for _ in lengths])
    for b, n in enumerate(lengths):
        mask[b, :, max(n - 1, 0) :] = False
    return mask


# %% mask-off-by-one: k=-1
def attention_mask(lengths, seq):
    causal = np.tril(np.ones((seq, seq), dtype=bool), k=-1)
    return causal & (np.arange(seq) < lengths[:, None])[:, None, :]


# %% mask-off-by-one: k=1
def attention_mask(lengths, seq):
    causal = np.tril(np.ones((seq, seq), dtype=bool), k=1)
    return causal & (np.arange(seq) < lengths[:, None])[:, None, :]


# %% mask-looks-ahead: triu
def attention_mask(lengths, seq):
    causal = np.triu(np.ones((seq, seq), dtype=bool))
    return causal & (np.arange(seq) < lengths[:, None])[:, None, :]


# %% mask-swapped-axes: swapaxes
def attention_mask(lengths, seq):
    causal = np.tril(np.ones((seq, seq), dtype=bool))
    return (causal & (np.arange(seq) < lengths[:, None])[:, None, :]).swapaxes(1, 2)


# %% mask-swapped-axes: loops in the wrong order
def attention_mask(lengths, seq):
    return np.array([[[j <= i and j < n for i in range(seq)] for j in range(seq)] for n in lengths])


# %% padding-attended: causal only
def attention_mask(lengths, seq):
    return np.tile(np.tri(seq, dtype=bool), (len(lengths), 1, 1))


# %% causality-missing: padding only
def attention_mask(lengths, seq):
    real = np.arange(seq) < lengths[:, None]
    return np.repeat(real[:, None, :], seq, axis=1)


# %% mask-inverted: true is hidden
def attention_mask(lengths, seq):
    future = np.triu(np.ones((seq, seq), dtype=bool), k=1)
    return future | (np.arange(seq) >= lengths[:, None])[:, None, :]


# %% mask-additive: where
def attention_mask(lengths, seq):
    mask = np.tri(seq, dtype=bool) & (np.arange(seq) < lengths[:, None])[:, None, :]
    return np.where(mask, 0.0, -1e9)


# %% one-length-for-all: max
def attention_mask(lengths, seq):
    mask = np.tri(seq, dtype=bool) & (np.arange(seq) < max(lengths))
    return np.stack([mask] * len(lengths))


# %% extra-axis: for the heads
def attention_mask(lengths, seq):
    mask = np.tri(seq, dtype=bool) & (np.arange(seq) < lengths[:, None])[:, None, :]
    return mask[:, None]


# %% first-entry-only: lengths[0]
def attention_mask(lengths, seq):
    return np.tri(seq, dtype=bool) & (np.arange(seq) < lengths[0])
