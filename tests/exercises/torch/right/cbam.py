import torch
import torch.nn as nn
import torch.nn.functional as F


# %% two modules, adaptive pools and 1 x 1 convolutions
class ChannelAttention(nn.Module):
    def __init__(self, in_planes, reduced):
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.max_pool = nn.AdaptiveMaxPool2d(1)
        self.fc = nn.Sequential(nn.Conv2d(in_planes, reduced, 1, bias=False), nn.ReLU(), nn.Conv2d(reduced, in_planes, 1, bias=False))

    def forward(self, x):
        return torch.sigmoid(self.fc(self.avg_pool(x)) + self.fc(self.max_pool(x)))


class SpatialAttention(nn.Module):
    def __init__(self, kh, kw):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 1, (kh, kw), padding=(kh // 2, kw // 2), bias=False)

    def forward(self, x):
        avg_out = torch.mean(x, dim=1, keepdim=True)
        max_out, _ = torch.max(x, dim=1, keepdim=True)
        return torch.sigmoid(self.conv1(torch.cat([avg_out, max_out], dim=1)))


class CBAM(nn.Module):
    def __init__(self, channels, reduced, kernel_height, kernel_width):
        super().__init__()
        self.ca = ChannelAttention(channels, reduced)
        self.sa = SpatialAttention(kernel_height, kernel_width)

    def forward(self, x):
        x = x * self.ca(x)
        return x * self.sa(x)


# %% a function
def cbam(x, w1, w2, kernel):
    mlp = lambda s: F.relu(s @ w1.T) @ w2.T
    flat = x.flatten(2)
    gate = torch.sigmoid(mlp(flat.mean(-1)) + mlp(flat.max(-1).values))
    x = x * gate.unsqueeze(-1).unsqueeze(-1)
    maps = torch.stack([x.mean(1), x.max(1).values], dim=1)
    return x * torch.sigmoid(F.conv2d(maps, kernel, padding=(kernel.shape[2] // 2, kernel.shape[3] // 2)))
