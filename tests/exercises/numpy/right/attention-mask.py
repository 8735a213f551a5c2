import numpy as np

# %% tril and arange
def attention_mask(lengths, seq):
    causal = np.tril(np.ones((seq, seq), dtype=bool))
    padding = np.arange(seq)[None, :] < np.asarray(lengths)[:, None]
    return causal[None, :, :] & padding[:, None, :]


# %% nested lists
def attention_mask(lengths, seq):
    return [[[j <= i and j < n for j in range(seq)] for i in range(seq)] for n in lengths]


# %% hidden, then inverted
def attention_mask(lengths, seq):
    idx = np.arange(seq)
    hidden = np.triu(np.ones((seq, seq), dtype=bool), k=1) | (idx >= lengths[:, None])[:, None, :]
    return np.logical_not(hidden)


# %% zeros filled
def attention_mask(lengths, seq):
    mask = np.zeros((len(lengths), seq, seq), dtype=bool)
    for b, n in enumerate(lengths):
        for i in range(seq):
            mask[b, i, : min(i + 1, n)] = True
    return mask


# %% numbers multiplied
def attention_mask(lengths, seq):
    pad = (np.arange(seq) < lengths.reshape(-1, 1)).astype(np.float32)
    return np.tri(seq, dtype=np.float32) * pad[:, np.newaxis, :]


# %% columns cleared
def attention_mask(lengths, seq):
    mask = np.stack([np.tri(seq, dtype=int) for _ in lengths])
    for b in range(len(lengths)):
        mask[b, :, lengths[b] :] = 0
    return mask


# %% fromfunction
def attention_mask(lengths, seq):
    return np.fromfunction(lambda b, i, j: (j <= i) & (j < lengths[b]), (len(lengths), seq, seq), dtype=int)
