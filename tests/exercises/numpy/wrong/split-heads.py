import numpy as np

# %% heads-reshaped-not-transposed: one reshape
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, num_heads, L, D // num_heads)


# %% heads-reshaped-not-transposed: per sequence
def split_heads(x, num_heads):
    return np.array([seq.reshape(num_heads, seq.shape[0], -1) for seq in x])


# %% heads-interleaved: the head last
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, L, D // num_heads, num_heads).transpose(0, 3, 1, 2)


# %% heads-interleaved: strided slices
def split_heads(x, num_heads):
    return np.stack([x[:, :, h::num_heads] for h in range(num_heads)], axis=1)


# %% head-count-as-size: exchanged
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, L, -1, num_heads).transpose(0, 2, 1, 3)


# %% head-count-as-size: split into d parts
def split_heads(x, num_heads):
    d = x.shape[-1] // num_heads
    return np.stack(np.split(x, d, axis=-1), axis=1)


# %% heads-left-behind-positions: reshape only
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, L, num_heads, D // num_heads)


# %% heads-left-behind-positions: stack on axis 2
def split_heads(x, num_heads):
    return np.stack(np.split(x, num_heads, axis=-1), axis=2)


# %% heads-before-batch: np.array of slices
def split_heads(x, num_heads):
    d = x.shape[-1] // num_heads
    return np.array([x[:, :, h * d : (h + 1) * d] for h in range(num_heads)])


# %% heads-before-batch: np.split
def split_heads(x, num_heads):
    return np.array(np.split(x, num_heads, axis=2))


# %% heads-folded-into-batch: reshape at the end
def split_heads(x, num_heads):
    B, L, D = x.shape
    heads = x.reshape(B, L, num_heads, D // num_heads).transpose(0, 2, 1, 3)
    return heads.reshape(B * num_heads, L, D // num_heads)


# %% heads-folded-into-batch: concatenate
def split_heads(x, num_heads):
    return np.concatenate(np.split(x, num_heads, axis=-1), axis=0)


# %% features-before-positions: transpose
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, L, num_heads, D // num_heads).transpose(0, 2, 3, 1)


# %% first-entry-only: x[0]
def split_heads(x, num_heads):
    L, D = x[0].shape
    return x[0].reshape(L, num_heads, D // num_heads).transpose(1, 0, 2)
