import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, in_channels, patch_size, d_model):
        super().__init__()
        self.patch_size = patch_size
        self.projection = nn.Linear(in_channels * patch_size**2, d_model)

    def split(self, images):
        B, C, h, w = images.shape
        p = self.patch_size
        return images.reshape(B, C, h // p, p, w // p, p)


# %% patches-by-reshape: reshape
class PatchEmbed(Base):
    def forward(self, images):
        B, C, h, w = images.shape
        p = self.patch_size
        return self.projection(images.reshape(B, (h // p) * (w // p), C * p * p))


# %% patches-by-reshape: channels kept apart
class PatchEmbed(Base):
    def forward(self, images):
        B, C, h, w = images.shape
        p = self.patch_size
        x = images.reshape(B, C, -1, p * p).transpose(1, 2)
        return self.projection(x.reshape(B, -1, C * p * p))


# %% patches-by-reshape: as if channels came last
class PatchEmbed(Base):
    def forward(self, images):
        B, C, h, w = images.shape
        p = self.patch_size
        x = images.reshape(B, h // p, p, w // p, p, C).permute(0, 1, 3, 2, 4, 5)
        return self.projection(x.reshape(B, -1, p * p * C))


# %% channels-last-in-patch: permute(0, 2, 4, 3, 5, 1)
class PatchEmbed(Base):
    def forward(self, images):
        x = self.split(images).permute(0, 2, 4, 3, 5, 1)
        return self.projection(x.flatten(3).flatten(1, 2))


# %% channels-last-in-patch: einops
class PatchEmbed(Base):
    def forward(self, images):
        from einops import rearrange

        p = self.patch_size
        return self.projection(rearrange(images, "b c (h p1) (w p2) -> b (h w) (p1 p2 c)", p1=p, p2=p))


# %% columns-first-in-patch: permute(0, 2, 4, 1, 5, 3)
class PatchEmbed(Base):
    def forward(self, images):
        x = self.split(images).permute(0, 2, 4, 1, 5, 3)
        return self.projection(x.flatten(3).flatten(1, 2))


# %% patches-by-columns: permute(0, 4, 2, 1, 3, 5)
class PatchEmbed(Base):
    def forward(self, images):
        x = self.split(images).permute(0, 4, 2, 1, 3, 5)
        return self.projection(x.flatten(3).flatten(1, 2))


# %% patches-by-columns: loops
def patch_embed(images, weight, bias, patch):
    h, w = images.shape[-2:]
    patches = [
        images[:, :, i : i + patch, j : j + patch].flatten(1)
        for j in range(0, w, patch)
        for i in range(0, h, patch)
    ]
    return torch.stack(patches, 1) @ weight.T + bias


# %% patches-overlap: unfold with stride 1
def patch_embed(images, weight, bias, patch):
    return F.unfold(images, patch).transpose(1, 2) @ weight.T + bias


# %% patches-overlap: conv2d without a stride
def patch_embed(images, weight, bias, patch):
    kernel = weight.view(weight.shape[0], images.shape[1], patch, patch)
    return F.conv2d(images, kernel, bias).flatten(2).transpose(1, 2)


# %% patches-behind-features: conv2d alone
def patch_embed(images, weight, bias, patch):
    kernel = weight.view(weight.shape[0], images.shape[1], patch, patch)
    return F.conv2d(images, kernel, bias, stride=patch)


# %% patches-behind-features: no transpose
def patch_embed(images, weight, bias, patch):
    kernel = weight.view(weight.shape[0], images.shape[1], patch, patch)
    return F.conv2d(images, kernel, bias, stride=patch).flatten(2)


# %% missing-bias: bias=False
class PatchEmbed(nn.Module):
    def __init__(self, in_channels, patch_size, d_model):
        super().__init__()
        self.p = patch_size
        self.projection = nn.Linear(in_channels * patch_size**2, d_model, bias=False)

    def forward(self, images):
        return self.projection(F.unfold(images, self.p, stride=self.p).transpose(1, 2))


# %% missing-bias: a function
def patch_embed(images, weight, bias, patch):
    return F.unfold(images, patch, stride=patch).transpose(1, 2) @ weight.T


# %% weights-not-transposed: @ weight
def patch_embed(images, weight, bias, patch):
    return F.unfold(images, patch, stride=patch).transpose(1, 2) @ weight + bias


# %% first-entry-only: images[0]
def patch_embed(images, weight, bias, patch):
    return F.unfold(images[:1], patch, stride=patch).transpose(1, 2) @ weight.T + bias


# %% patches-by-reshape: the channels stay in front
def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    x = images.reshape(B, C, h // patch, patch, w // patch, patch)
    x = x.permute(0, 1, 2, 4, 3, 5).reshape(B, -1, C * patch * patch)
    return x @ weight.T + bias


# %% patches-by-reshape: two unfolds and a view
class PatchEmbed(nn.Module):
    def __init__(self, in_channels, patch_size, d_model):
        super().__init__()
        self.p = patch_size
        self.projection = nn.Linear(in_channels * patch_size * patch_size, d_model)

    def forward(self, images):
        B, C, h, w = images.shape
        patches = images.unfold(2, self.p, self.p).unfold(3, self.p, self.p)
        patches = patches.contiguous().view(B, -1, C * self.p * self.p)
        return self.projection(patches)


# %% patches-by-reshape: the columns of unfold reshaped
def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    cols = F.unfold(images, kernel_size=patch, stride=patch)  # (B, C * p * p, N)
    return cols.reshape(B, -1, C * patch * patch) @ weight.T + bias


# %% patches-overlap: the place in the grid is not multiplied
def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    toks = []
    for i in range(h // patch):
        for j in range(w // patch):
            toks.append(images[:, :, i : i + patch, j : j + patch].flatten(1) @ weight.T + bias)
    return torch.stack(toks, dim=1)
