import torch
from torch import nn


class PatchEmbed(nn.Module):
    """Cuts images into patches and projects each to a token."""

    def __init__(self, in_channels, patch_size, d_model):
        super().__init__()
        self.patch_size = patch_size
        self.projection = nn.Linear(in_channels * patch_size * patch_size, d_model)

    def forward(self, images):
        """images: (B, C, h, w). Returns (B, N, D), N = h / p * w / p."""
        # TODO: cut the images into patches (B, N, C * p * p): channel, then row, then column. Project them.
        B, C, h, w = images.shape
        N = (h // self.patch_size) * (w // self.patch_size)
        return images.new_zeros(B, N, self.projection.out_features)
