import torch

# %% heads-reshaped-not-transposed: view
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.view(B, num_heads, L, D // num_heads)


# %% heads-reshaped-not-transposed: reshape with -1
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, num_heads, -1, D // num_heads)


# %% heads-reshaped-not-transposed: transposed, then reshaped
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.transpose(1, 2).reshape(B, num_heads, L, D // num_heads)


# %% heads-interleaved: the head last
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.view(B, L, D // num_heads, num_heads).permute(0, 3, 1, 2)


# %% heads-interleaved: every H-th feature
def split_heads(x, num_heads):
    return torch.stack([x[..., h::num_heads] for h in range(num_heads)], dim=1)


# %% head-count-as-size: exchanged
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.view(B, L, D // num_heads, num_heads).transpose(1, 2)


# %% head-count-as-size: split by num_heads
def split_heads(x, num_heads):
    return torch.stack(x.split(num_heads, dim=-1), dim=1)


# %% head-count-as-size: slices
def split_heads(x, num_heads):
    heads = [x[:, :, h * num_heads : (h + 1) * num_heads] for h in range(num_heads)]
    return torch.stack(heads, dim=1)


# %% heads-left-behind-positions: view only
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.view(B, L, num_heads, D // num_heads)


# %% heads-left-behind-positions: stacked on dim 2
def split_heads(x, num_heads):
    return torch.stack(x.chunk(num_heads, dim=-1), dim=2)


# %% heads-left-behind-positions: the result of transpose is lost
def split_heads(x, num_heads):
    x = x.unflatten(-1, (num_heads, -1))
    x.transpose(1, 2)
    return x


# %% heads-before-batch: stack
def split_heads(x, num_heads):
    return torch.stack(x.chunk(num_heads, dim=-1))


# %% heads-before-batch: permute
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, L, num_heads, D // num_heads).permute(2, 0, 1, 3)


# %% heads-folded-into-batch: as in a well-known book
def split_heads(x, num_heads):
    x = x.reshape(x.shape[0], x.shape[1], num_heads, -1)
    x = x.permute(0, 2, 1, 3)
    return x.reshape(-1, x.shape[2], x.shape[3])


# %% heads-folded-into-batch: cat of chunks
def split_heads(x, num_heads):
    return torch.cat(x.chunk(num_heads, dim=-1), dim=0)


# %% features-before-positions: permute
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.view(B, L, num_heads, D // num_heads).permute(0, 2, 3, 1)


# %% features-before-positions: never transposed back
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.transpose(1, 2).reshape(B, num_heads, D // num_heads, L)


# %% first-entry-only: x[0]
def split_heads(x, num_heads):
    x = x[0]
    return x.view(x.size(0), num_heads, -1).transpose(0, 1)
