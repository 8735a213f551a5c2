import torch
import torch.nn.functional as F
from torch import nn


# %% a loop over the patches
class PatchEmbed(nn.Module):
    def __init__(self, in_channels, patch_size, d_model):
        super().__init__()
        self.p = patch_size
        self.projection = nn.Linear(in_channels * patch_size**2, d_model)

    def forward(self, images):
        p = self.p
        patches = []
        for i in range(0, images.shape[2], p):
            for j in range(0, images.shape[3], p):
                patches.append(images[:, :, i : i + p, j : j + p].flatten(1))
        return self.projection(torch.stack(patches, dim=1))


# %% einops
class PatchEmbed(nn.Module):
    def __init__(self, in_channels, patch_size, d_model):
        super().__init__()
        self.patch_size = patch_size
        self.proj = nn.Linear(in_channels * patch_size * patch_size, d_model)

    def forward(self, x):
        from einops import rearrange

        x = rearrange(x, "b c (h p1) (w p2) -> b (h w) (c p1 p2)", p1=self.patch_size, p2=self.patch_size)
        return self.proj(x)


# %% Tensor.unfold
class PatchEmbed(nn.Module):
    def __init__(self, in_channels, patch_size, d_model):
        super().__init__()
        self.patch_size = patch_size
        self.projection = nn.Linear(in_channels * patch_size**2, d_model)

    def forward(self, images):
        p = self.patch_size
        x = images.unfold(2, p, p).unfold(3, p, p)  # (B, C, h/p, w/p, p, p)
        x = x.permute(0, 2, 3, 1, 4, 5).contiguous()
        return self.projection(x.view(x.shape[0], -1, x.shape[3] * p * p))


# %% conv2d
def patch_embed(images, weight, bias, patch):
    kernel = weight.view(weight.shape[0], images.shape[1], patch, patch)
    return F.conv2d(images, kernel, bias, stride=patch).flatten(2).transpose(1, 2)


# %% F.unfold
def patch_embed(images, weight, bias, patch):
    patches = F.unfold(images, kernel_size=patch, stride=patch)  # (B, K, N)
    return patches.transpose(1, 2) @ weight.T + bias


# %% a function with permute
def patch_embed(images, weight, bias, patch):
    b, c, h, w = images.size()
    x = images.view(b, c, h // patch, patch, w // patch, patch)
    x = x.permute(0, 2, 4, 1, 3, 5).flatten(3).flatten(1, 2)
    return F.linear(x, weight, bias)


# %% a convolution with the stride of a patch, as in timm
class PatchEmbed(nn.Module):
    def __init__(self, in_chans, patch_size, embed_dim):
        super().__init__()
        self.proj = nn.Conv2d(in_chans, embed_dim, kernel_size=patch_size, stride=patch_size)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)
