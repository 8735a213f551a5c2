import torch
from torch import nn


class CBAM(nn.Module):
    """Two gates for a feature map: one for each channel, then one for each pixel."""

    def __init__(self, channels, reduced, kernel_height, kernel_width):
        super().__init__()
        self.fc1 = nn.Linear(channels, reduced, bias=False)
        self.fc2 = nn.Linear(reduced, channels, bias=False)
        padding = (kernel_height // 2, kernel_width // 2)
        self.conv = nn.Conv2d(2, 1, (kernel_height, kernel_width), padding=padding, bias=False)

    def forward(self, x):
        """x: feature maps, (B, C, h, w). Returns (B, C, h, w)."""
        # TODO: gate the channels by mean and maximum over the pixels, then the pixels by mean and maximum over the channels.
        return torch.zeros_like(x)
