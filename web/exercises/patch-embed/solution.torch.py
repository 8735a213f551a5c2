import torch
from torch import nn


class PatchEmbed(nn.Module):
    def __init__(self, in_channels, patch_size, d_model):
        super().__init__()
        self.patch_size = patch_size
        self.projection = nn.Linear(in_channels * patch_size * patch_size, d_model)

    def forward(self, images):
        B, C, h, w = images.shape
        p = self.patch_size
        grid = images.reshape(B, C, h // p, p, w // p, p)  # both sides split: which patch, where in it
        grid = grid.permute(0, 2, 4, 1, 3, 5)  # (B, h/p, w/p, C, p, p), a view
        patches = grid.reshape(B, -1, C * p * p)  # (B, N, C * p * p), a copy
        return self.projection(patches)  # (B, N, D)
