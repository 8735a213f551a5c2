import torch
import torch.nn.functional as F
from einops import rearrange

# %% view and transpose
def split_heads(x, num_heads):
    batch_size, seq_len, d_model = x.size()
    return x.view(batch_size, seq_len, num_heads, d_model // num_heads).transpose(1, 2)


# %% reshape with -1 and permute, contiguous
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.reshape(B, L, num_heads, -1).permute(0, 2, 1, 3).contiguous()


# %% unflatten
def split_heads(x, num_heads):
    return x.unflatten(-1, (num_heads, -1)).swapaxes(1, 2)


# %% chunk and stack
def split_heads(x, num_heads):
    return torch.stack(x.chunk(num_heads, dim=-1), dim=1)


# %% split by the head's size
def split_heads(x, num_heads):
    d = x.size(-1) // num_heads
    return torch.stack(torch.split(x, d, dim=2), 1)


# %% slices in a loop
def split_heads(x, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    out = torch.empty(B, num_heads, L, d)
    for h in range(num_heads):
        out[:, h] = x[..., h * d : (h + 1) * d]
    return out


# %% transposed first
def split_heads(x, num_heads):
    B, L, D = x.shape
    return x.transpose(1, 2).reshape(B, num_heads, D // num_heads, L).transpose(2, 3)


# %% rearrange
def split_heads(x, num_heads):
    return rearrange(x, "b l (h d) -> b h l d", h=num_heads)


# %% movedim, in float64
def split_heads(x, num_heads):
    x = x.double()
    return torch.movedim(x.reshape(*x.shape[:2], num_heads, x.shape[-1] // num_heads), 2, 1)
