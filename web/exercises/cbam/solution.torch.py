import torch
from torch import nn


class CBAM(nn.Module):
    def __init__(self, channels, reduced, kernel_height, kernel_width):
        super().__init__()
        self.fc1 = nn.Linear(channels, reduced, bias=False)
        self.fc2 = nn.Linear(reduced, channels, bias=False)
        padding = (kernel_height // 2, kernel_width // 2)
        self.conv = nn.Conv2d(2, 1, (kernel_height, kernel_width), padding=padding, bias=False)

    def forward(self, x):
        x = x * self.channel_gate(x)[:, :, None, None]  # (B, C, h, w) * (B, C, 1, 1)
        return x * self.spatial_gate(x)  # (B, C, h, w) * (B, 1, h, w)

    def channel_gate(self, x):
        of_means = self.layers(x.mean(dim=(2, 3)))  # (B, C, h, w) to (B, C)
        of_maxima = self.layers(x.amax(dim=(2, 3)))  # (B, C)
        return torch.sigmoid(of_means + of_maxima)

    def layers(self, squeezed):
        return self.fc2(torch.relu(self.fc1(squeezed)))  # (B, C) to (B, r) and back

    def spatial_gate(self, x):
        means = x.mean(dim=1, keepdim=True)  # (B, 1, h, w)
        maxima = x.amax(dim=1, keepdim=True)  # (B, 1, h, w)
        return torch.sigmoid(self.conv(torch.cat([means, maxima], dim=1)))  # (B, 2, h, w) to (B, 1, h, w)
