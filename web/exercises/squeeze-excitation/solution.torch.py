import torch
from torch import nn


class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduced):
        super().__init__()
        self.fc1 = nn.Linear(channels, reduced)
        self.fc2 = nn.Linear(reduced, channels)

    def forward(self, x):
        squeezed = x.mean(dim=(2, 3))  # (B, C, h, w) to (B, C)
        hidden = torch.relu(self.fc1(squeezed))  # (B, r)
        gate = torch.sigmoid(self.fc2(hidden))  # (B, C)
        return x * gate[:, :, None, None], gate  # (B, C, h, w) * (B, C, 1, 1)
